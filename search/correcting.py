"""Words that nothing holds, and what was probably meant by them."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.models import Word
from search.queries import Form, Query, Slot
from search.texts import fold_letters

SHORTEST = 4
LONG = 8
MOST_CANDIDATES = 4000
OF_CORRECTION = 0.7


def correct(*, query: Query, missing: Iterable[int]) -> Query:
    """With the words that were probably meant in the slots that nothing holds; `query` itself when there are none."""
    wrong = set(missing)
    slots = tuple(_corrected(slot) if n in wrong else slot for n, slot in enumerate(query.slots))
    return query if slots == query.slots else replace(query, slots=slots)


def write_correction(*, query: Query, corrected: Query) -> str:
    """What was typed with its slips mended, for “Did you mean”; empty when there were none."""
    text = query.text
    for slot, mended in zip(query.slots, corrected.slots, strict=True):
        if slot != mended:
            text = text.replace(" ".join(slot.typed), " ".join(mended.forms[len(slot.forms)].words))
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


def _corrected(slot: Slot) -> Slot:
    mended = tuple(Form((word,), OF_CORRECTION) for word in correct_word("".join(slot.typed)))
    return replace(slot, forms=slot.forms + mended)


def _candidates(folded: str, most: int):
    """Words and what is compared of them. Trigrams where there are; else words with the same first letter."""
    words = Word.objects.filter(length__range=(len(folded) - most, len(folded) + most))
    if connection.vendor == "postgresql":
        words = words.extra(where=["folded %% %s"], params=[folded])
    else:
        words = words.filter(folded__startswith=folded[0])
    return words.values_list("word", "folded")[:MOST_CANDIDATES]
