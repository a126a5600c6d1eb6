"""The same questions as the index answers, asked of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction

from search.correcting import correct, write_correction
from search.database_engine.matching import find_matches, make_probes
from search.database_engine.narrowing import narrow_down
from search.database_engine.scoring import MOST_CANDIDATES, score_matches
from search.models import Entry
from search.queries import Query
from search.wishes import Answer, Wish

TOTAL_KEY = "search:entries"
TOTAL_SECONDS = 300


@contextmanager
def time_limit() -> Iterator[None]:
    """No statement takes longer than a reader waits. Raises OperationalError. SQLite knows no such limit."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true)", [str(settings.SEARCH_TIMEOUT_MS // 2)]
        )
        yield


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
