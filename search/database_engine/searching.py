"""The same questions as the index answers, asked of the database."""

from dataclasses import replace

from django.core.cache import cache

from search.database_engine.corrections import correct_word
from search.database_engine.matching import Matches, find_matches, make_probes
from search.database_engine.narrowing import narrow_down
from search.database_engine.scoring import MOST_CANDIDATES, score_matches
from search.models import Entry
from search.queries import Form, Query, Slot
from search.wishes import Answer, Wish

TOTAL_KEY = "search:entries"
TOTAL_SECONDS = 300
OF_CORRECTION = 0.7


def search_database(*, query: Query, wish: Wish, start: int, size: int) -> Answer:
    """Two queries; three more where something was mistyped."""
    matches = find_matches(probes=make_probes(query))
    corrected = correct(query=query, matches=matches)
    if corrected is not query:
        matches = find_matches(probes=make_probes(corrected))
    found = score_matches(matches=matches, query=query, total=_count_entries())
    narrowed, facets = narrow_down(candidates=found, wish=wish)
    return Answer(
        pks=[one.pk for one in narrowed[start : start + size]],
        total=len(narrowed),
        facets=facets,
        did_you_mean=write_correction(query=query, corrected=corrected),
        is_total_exact=len(found) < MOST_CANDIDATES,
    )


def correct(*, query: Query, matches: Matches) -> Query:
    """With the words that were probably meant, for each that stands nowhere; `query` itself when none does."""
    held = {slot for slots in matches.values() for slot in slots}
    if not query.slots or held >= set(range(len(query.slots))):
        return query
    slots = [slot if n in held else _corrected(slot) for n, slot in enumerate(query.slots)]
    return query if slots == list(query.slots) else replace(query, slots=tuple(slots))


def write_correction(*, query: Query, corrected: Query) -> str:
    """What was typed with its slips mended, for “Did you mean”; empty when there were none."""
    text = query.text
    for slot, mended in zip(query.slots, corrected.slots, strict=True):
        if slot != mended:
            text = text.replace(" ".join(slot.typed), " ".join(mended.forms[len(slot.forms)].words))
    return text if text != query.text else ""


def _corrected(slot: Slot) -> Slot:
    mended = tuple(Form((word,), OF_CORRECTION) for word in correct_word("".join(slot.typed)))
    return replace(slot, forms=slot.forms + mended)


def _count_entries() -> int:
    return cache.get_or_set(TOTAL_KEY, Entry.objects.findable().count, TOTAL_SECONDS)
