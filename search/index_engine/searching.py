"""Asks the index: one request a page, and none while it does not answer."""

import unicodedata
from datetime import datetime
from typing import Any

from elastic_transport import ObjectApiResponse

from search.breaker import Breaker
from search.index_engine.backend import AWAY, connect, reader_seconds
from search.index_engine.mapping import SEPARATOR
from search.index_engine.request import MOST_COUNTED, write_position, write_request
from search.models import Kind
from search.queries import Query
from search.wishes import Answer, Facets, FacetValue, PriceBand, Wish, price_bands

breaker = Breaker()


class IndexAway(Exception):
    """No answer in time, or none that can be used."""


def search_index(
    *, query: Query, wish: Wish, start: int, size: int, after: str = "", now: datetime
) -> Answer:
    """Raises IndexAway."""
    if start + size > MOST_COUNTED and not after:
        raise IndexAway
    request = write_request(query=query, wish=wish, start=start, size=size, after=after, now=now)
    found = ask(request)
    hits = found["hits"]["hits"]
    total = found["hits"]["total"]
    is_last = len(hits) < size or (start + size >= total["value"] and total["relation"] == "eq")
    return Answer(
        pks=[hit["fields"]["entry"][0] for hit in hits],
        total=total["value"],
        facets=_read_facets(found["aggregations"]),
        did_you_mean=_read_correction(found["suggest"], query),
        is_total_exact=total["relation"] == "eq",
        after="" if is_last else write_position(hits[-1]["sort"]),
    )


def ask(request: dict[str, Any]) -> ObjectApiResponse:
    """Raises IndexAway: also for an answer in which a part of the index is missing."""
    if not breaker.lets_through():
        raise IndexAway
    backend = connect()
    seconds = reader_seconds()
    try:
        found = backend.es.options(request_timeout=seconds).search(
            index=backend.entries.name, timeout=f"{int(seconds * 900)}ms", **request
        )
        if found["timed_out"] or found["_shards"]["failed"]:
            raise IndexAway
    except (*AWAY, IndexAway) as error:
        breaker.note_failure(error)
        raise IndexAway from error
    breaker.note_success()
    return found


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


def _read_correction(suggested: dict[str, Any], query: Query) -> str:
    """The text with its slips mended; empty when every word stands somewhere, or nothing is near."""
    text = query.text
    for word in suggested["words"]:
        for option in word["options"][:1]:
            typed, meant = (unicodedata.normalize("NFC", part) for part in (word["text"], option["text"]))
            text = text.replace(typed, meant)
    return text if text != query.text else ""
