"""Asks the index: one request a page, and none while it does not answer."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import OperationalError
from elastic_transport import ObjectApiResponse
from elasticsearch import BadRequestError

from search.breaker import Breaker
from search.correcting import correct, write_correction
from search.index_engine.backend import AWAY, connect, reader_seconds, understood
from search.index_engine.mapping import SEPARATOR, SHAPE
from search.index_engine.request import MOST_COUNTED, letters_of, write_position, write_request
from search.models import Kind
from search.queries import Query
from search.texts import fold_letters
from search.trouble import time_limit
from search.wishes import Answer, Facets, FacetValue, PriceBand, Wish, price_bands

Read = TypeVar("Read")

logger = logging.getLogger(__name__)

# Less is not enough for an answer.
SHORTEST_WAIT = 0.05

breaker = Breaker()


class IndexAway(Exception):
    """No answer in time, or none that can be used."""


def search_index(
    *, query: Query, wish: Wish, start: int, size: int, after: str = "", now: datetime
) -> Answer:
    """One request; a second one where something was mistyped, when there is time for it. Raises IndexAway."""
    ends_at = time.monotonic() + reader_seconds()
    request = write_request(query=query, wish=wish, start=start, size=size, after=after, now=now)
    if request.get("from_", 0) + size > MOST_COUNTED:
        raise IndexAway
    answer, unknown = ask(
        request, read=lambda found: (_read(found, start, size), _find_unknown(found["suggest"], query))
    )
    corrected = _correct(query, unknown)
    left = ends_at - time.monotonic()
    if corrected is query or left < SHORTEST_WAIT:
        return answer
    meant = write_correction(query=query, corrected=corrected)
    request = write_request(query=corrected, wish=wish, start=start, size=size, after=after, now=now)
    return ask(request, read=lambda found: _read(found, start, size, meant), seconds=left)


def _correct(query: Query, unknown: list[int]) -> Query:
    """What was meant is asked of the database, and can wait when it is slow."""
    if not unknown:
        return query
    try:
        with time_limit():
            return correct(query=query, missing=unknown)
    except OperationalError as error:
        logger.warning("search: not corrected (%s)", type(error).__name__)
        return query


def ask(
    request: dict[str, Any], *, read: Callable[[ObjectApiResponse], Read], seconds: float | None = None
) -> Read:
    """What `read` makes of the answer. Raises IndexAway: also for one in which a part of the index is missing."""
    if not breaker.lets_through():
        raise IndexAway
    backend = connect()
    seconds = seconds or reader_seconds()
    try:
        found = backend.es.options(request_timeout=seconds).search(
            index=backend.entries.name, timeout=f"{int(seconds * 900)}ms", **request
        )
        with understood():
            if found["timed_out"] or found["_shards"]["failed"]:
                raise IndexAway
            answer = read(found)
    except BadRequestError as error:
        # It answers, but not to this: nobody else need go without it.
        breaker.note_success()
        logger.warning("search index: request refused (%s)", error.message)
        raise IndexAway from error
    except (*AWAY, IndexAway) as error:
        breaker.note_failure(error)
        raise IndexAway from error
    breaker.note_success()
    return answer


def is_index_well(*, seconds: float) -> bool:
    """There, in our shape, and answering. Raises nothing; asks even while readers do not."""
    backend = connect()
    try:
        entries = backend.entries
        return entries.read_shape(seconds=seconds) == SHAPE and entries.is_whole(seconds=seconds)
    except AWAY:
        return False


def _read(found: ObjectApiResponse, start: int, size: int, did_you_mean: str = "") -> Answer:
    hits, total = found["hits"]["hits"], found["hits"]["total"]
    is_exact = total["relation"] == "eq"
    is_last = len(hits) < size or (is_exact and start + size >= total["value"])
    return Answer(
        pks=[hit["fields"]["entry"][0] for hit in hits],
        total=total["value"],
        facets=_read_facets(found["aggregations"]),
        did_you_mean=did_you_mean,
        is_total_exact=is_exact,
        after="" if is_last else write_position(hits[-1]["sort"]),
    )


def _read_facets(counted: dict[str, Any]) -> Facets:
    buckets = {name: facet["counted"].get("buckets", []) for name, facet in counted.items()}
    kinds = {bucket["key"]: bucket["doc_count"] for bucket in buckets["kind"]}
    bands = zip(price_bands(), buckets["price"], strict=True)
    return Facets(
        kinds=[FacetValue(kind.value, str(kind.label), kinds[kind]) for kind in Kind if kinds.get(kind)],
        problems=_read_values(buckets["problem"]),
        brands=_read_values(buckets["brand"]),
        categories=_read_values(buckets["category"]),
        prices=[
            PriceBand(lowest, below, bucket["doc_count"])
            for (lowest, below), bucket in bands
            if bucket["doc_count"]
        ],
        in_stock=counted["in_stock"]["counted"]["doc_count"],
    )


def _read_values(buckets: list[dict[str, Any]]) -> list[FacetValue]:
    values = (bucket["key"].partition(SEPARATOR) for bucket in buckets)
    return [
        FacetValue(slug, title, bucket["doc_count"])
        for (slug, _, title), bucket in zip(values, buckets, strict=True)
    ]


def _find_unknown(suggested: dict[str, Any], query: Query) -> list[int]:
    """The slots of words that stand nowhere. What is answered is stemmed, so it is told by its place in the text."""
    text = letters_of(query)
    unknown = {
        text[word["offset"] : word["offset"] + word["length"]]
        for word in suggested["words"]
        if word["options"]
    }
    return [
        n
        for n, slot in enumerate(query.slots)
        if len(slot.forms) == 1 and unknown & {fold_letters(word) for word in slot.typed}
    ]
