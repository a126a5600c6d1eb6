"""The same questions as the index answers, asked of the database."""

from datetime import datetime

from django.core.cache import cache

from search.correcting import correct, write_correction
from search.database_engine.matching import find_matches, make_probes
from search.database_engine.narrowing import narrow_down
from search.database_engine.scoring import MOST_CANDIDATES, score_matches
from search.models import Entry
from search.queries import Query
from search.wishes import Answer, Wish

TOTAL_KEY = "search:entries"
TOTAL_SECONDS = 300


def search_database(*, query: Query, wish: Wish, start: int, size: int, now: datetime) -> Answer:
    """Two queries; where words were mistyped one more, and at most three for each of them."""
    matches = find_matches(probes=make_probes(query))
    held = {slot for slots in matches.values() for slot in slots}
    corrected = correct(query=query, missing=set(range(len(query.slots))) - held)
    if corrected is not query:
        matches = find_matches(probes=make_probes(corrected))
    found = score_matches(matches=matches, query=query, total=_count_entries(), now=now)
    narrowed, facets = narrow_down(candidates=found, wish=wish)
    return Answer(
        pks=[one.pk for one in narrowed[start : start + size]],
        total=len(narrowed),
        facets=facets,
        did_you_mean=write_correction(query=query, corrected=corrected),
        is_total_exact=len(found) < MOST_CANDIDATES,
    )


def _count_entries() -> int:
    return cache.get_or_set(TOTAL_KEY, Entry.objects.findable().count, TOTAL_SECONDS) or 0
