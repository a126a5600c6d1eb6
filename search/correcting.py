"""Words that nothing holds, and what was probably meant by them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from django.db import connection
from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.models import Word
from search.queries import Form, Query, Slot
from search.texts import fold_letters

SHORTEST = 4
LONG = 8
MOST_CANDIDATES = 20_000
OF_CORRECTION = 0.7
OF_PART = 0.5
SHORTEST_PART = 3
MOST_AROUND = 5
MOST_MENDED = 3


def correct(*, query: Query, missing: Iterable[int]) -> Query:
    """With the words that were probably meant in the slots that nothing holds; `query` itself when there are none.

    At most three are looked after: whoever mistypes more is asked to look again.
    """
    wrong = set(sorted(missing)[:MOST_MENDED])
    slots = tuple(_corrected(slot) if n in wrong else slot for n, slot in enumerate(query.slots))
    return query if slots == query.slots else replace(query, slots=slots)


def write_correction(*, query: Query, corrected: Query) -> str:
    """What was typed with its slips mended, for “Did you mean”; empty when there were none."""
    text = query.text
    for slot, mended in zip(query.slots, corrected.slots, strict=True):
        meant = next((form for form in mended.forms if form.weight == OF_CORRECTION), None)
        if meant:
            typed = rf"(?<!\w){re.escape(' '.join(slot.typed))}(?!\w)"
            text = re.sub(typed, " ".join(meant.words), text)
    return text if text != query.text else ""


def correct_word(word: str) -> list[str]:
    """The nearest words first, at most three; empty when none is near, or when it is the beginning of one.

    One slip is forgiven from four letters on, two from eight: a letter too many, too few, another one, or two
    exchanged (optimal string alignment). Hangul counts by its letters. Two queries.
    """
    folded = fold_letters(word)
    if len(folded) < SHORTEST or Word.objects.filter(word__startswith=word).exists():
        return []
    most = 1 if len(folded) < LONG else 2
    found = process.extract(
        folded, dict(_candidates(folded, most)), scorer=OSA.distance, score_cutoff=most, limit=3
    )
    return [key for _folded, distance, key in found if distance]


def find_words_around(part: str) -> list[str]:
    """The shortest words that hold it, at most five: *oap* is a part of *soap*. One query."""
    if len(part) < SHORTEST_PART:
        return []
    words = Word.objects.filter(word__contains=part).order_by("length", "word")
    return list(words.values_list("word", flat=True)[:MOST_AROUND])


def _corrected(slot: Slot) -> Slot:
    typed = "".join(slot.typed)
    mended = [Form((word,), OF_CORRECTION) for word in correct_word(typed)]
    around = [] if mended else [Form((word,), OF_PART) for word in find_words_around(typed)]
    return replace(slot, forms=(*slot.forms, *mended, *around))


def _candidates(folded: str, most: int):
    """Words and what is compared of them: those that begin or end alike, and where trigrams are known, alike in them."""
    words = Word.objects.filter(length__range=(len(folded) - most, len(folded) + most))
    alike = Q(folded__startswith=folded[0]) | Q(folded__endswith=folded[-2:])
    if connection.vendor == "postgresql":
        alike |= Q(folded__trigram_similar=folded)
    return words.filter(alike).order_by("pk").values_list("word", "folded")[:MOST_CANDIDATES]
