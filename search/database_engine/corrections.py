"""Words that nothing holds, and what was probably meant by them."""

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.models import Word
from search.texts import fold_letters

SHORTEST = 4
MOST_CANDIDATES = 4000
LIKENESS = "0.3"


def correct_word(word: str) -> list[str]:
    """The nearest words first, at most three; empty when none is near.

    One slip is forgiven from four letters on, two from eight (a letter too many, too few, another one, or two
    exchanged; Hangul counts by its letters). One query.
    """
    folded = fold_letters(word)
    if len(folded) < SHORTEST:
        return []
    most = 1 if len(folded) < 8 else 2
    near = dict(_candidates(folded, most))
    found = process.extract(folded, near, scorer=OSA.distance, score_cutoff=most, limit=3)
    return [key for _folded, distance, key in found if distance]


def _candidates(folded: str, most: int):
    """Words and what is compared of them."""
    words = Word.objects.filter(length__range=(len(folded) - most, len(folded) + most))
    if connection.vendor == "postgresql":
        words = words.extra(where=["folded %% %s"], params=[folded])
    else:
        words = words.filter(folded__startswith=folded[0])
    return words.values_list("word", "folded")[:MOST_CANDIDATES]
