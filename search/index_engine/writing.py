"""Copies entries into the index."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus
from itertools import groupby
from operator import attrgetter
from typing import Any, cast

from django.db.models import Max, Q
from django.db.models.functions import Now
from elasticsearch.helpers import bulk
from modelsearch.backends.elasticsearchbase import ElasticsearchAtomicIndexRebuilder

from search.index_engine.backend import AWAY, EntryIndex, connect, understood
from search.models import Entry, IndexState

AT_ONCE = 500
READ_AT_ONCE = 5000
SECONDS_OF_REBUILD = 60.0
LONGEST_REBUILD = timedelta(minutes=15)
# Of two who write the same entry, the one who knows the later version stays.
BY_VERSION = "external_gte"


class IndexNotWritten(Exception):
    """The index is away, is not there, or refused: what it lacks stays marked."""


def push_pending(*, seconds: float) -> int:
    """Gives the index everything it lacks; how many entries that were. Each call of it ends within `seconds`.

    Raises IndexNotWritten; what went before stays written.
    """
    pushed = 0
    while True:
        entries = list(Entry.objects.filter(is_pending=True).order_by("pk")[:AT_ONCE])
        # What a new index does not have yet would be forgotten for having been given to the old one.
        if not entries or _is_building():
            return pushed
        _write(entries, connect().entries, seconds=seconds)
        if _is_building():
            return pushed
        _forget_pending(entries)
        pushed += len(entries)


def rebuild_index() -> int:
    """A new index beside the old one, which answers until the new one takes over its name; how many entries it holds.

    What changes meanwhile is pending afterwards. Raises IndexNotWritten; the old index then stays as it was.
    """
    _drop_half_built()
    rebuilder = ElasticsearchAtomicIndexRebuilder(connect().entries)
    began = Entry.objects.aggregate(newest=Max("version"))["newest"] or 0
    try:
        return _fill_new(rebuilder, began)
    except AWAY as error:
        raise IndexNotWritten(describe_failure(error)) from error


def _fill_new(rebuilder: ElasticsearchAtomicIndexRebuilder, began: int) -> int:
    index, count = rebuilder.index, 0
    try:
        with understood():
            rebuilder.start()
        index.add_model(Entry)
        for entries in _portions():
            _write(entries, index, seconds=SECONDS_OF_REBUILD, is_alias=False)
            count += len(entries)
        with understood():
            rebuilder.finish()
    except BaseException:  # a task whose time is over too
        with suppress(*AWAY):
            index.delete()
        raise
    Entry.objects.filter(Q(version__gt=began) | Q(is_gone=True)).update(is_pending=True)
    return count


def _drop_half_built() -> None:
    """What a builder left behind that was killed. Raises IndexNotWritten."""
    alias = connect().entries
    try:
        there = connect().es.indices.get(index=f"{alias.name}_*", features="aliases")
        for name in [name for name, found in there.items() if alias.name not in found["aliases"]]:
            connect().es.indices.delete(index=name)
    except AWAY as error:
        raise IndexNotWritten(describe_failure(error)) from error


def _is_building() -> bool:
    """Somebody who has not died over it."""
    return IndexState.objects.filter(rebuilding_since__gt=Now() - LONGEST_REBUILD).exists()


def describe_failure(error: Exception) -> str:
    """Without what was written, which is in some of the library's texts."""
    return f"{type(error).__name__} {getattr(error, 'message', '')}"[:200]


def _portions() -> Iterator[list[Entry]]:
    last = 0
    while entries := list(Entry.objects.findable().filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield entries
        last = entries[-1].pk


def _write(entries: list[Entry], index: EntryIndex, *, seconds: float, is_alias: bool = True) -> None:
    _send(_actions(entries, index), seconds=seconds, is_alias=is_alias)


def _send(
    actions: Iterable[dict[str, Any]], *, seconds: float = SECONDS_OF_REBUILD, is_alias: bool = True
) -> None:
    es = connect().es.options(request_timeout=seconds)
    ready = list(actions)
    try:
        # Never makes an index by itself: one that is gone is built anew, in its right shape.
        with understood():
            _, errors = bulk(es, ready, chunk_size=AT_ONCE, require_alias=is_alias, raise_on_error=False)
            answers = [answer for item in cast("list[dict]", errors) for answer in item.values()]
            refused = [answer["error"]["type"] for answer in answers if not _is_settled(answer)]
    except AWAY as error:
        raise IndexNotWritten(describe_failure(error)) from error
    if refused:
        raise IndexNotWritten(refused[0])


def _is_settled(answer: dict[str, Any]) -> bool:
    """A later version is there already, or what was to go is gone."""
    return answer["status"] == HTTPStatus.CONFLICT or (
        answer["status"] == HTTPStatus.NOT_FOUND and "error" not in answer
    )


def _actions(entries: Iterable[Entry], index: EntryIndex) -> Iterator[dict[str, Any]]:
    mapping = index.mapping_class(Entry)
    for entry in entries:
        action = {
            "_index": index.name,
            "_id": entry.key,
            "version": entry.version,
            "version_type": BY_VERSION,
        }
        if entry.is_gone:
            yield {**action, "_op_type": "delete"}
        else:
            yield {**action, "_op_type": "index", "_source": mapping.get_document(entry)}


def read_index() -> Iterator[tuple[str, int]]:
    """Every key in the index with the version that is written there. Raises IndexNotWritten."""
    last: list[int] = []
    while True:
        try:
            with understood():
                found = _read_portion(last)
                keys = [(str(hit["_id"]), int(hit["_version"])) for hit in found]
                last = found[-1]["sort"] if len(found) == READ_AT_ONCE else []
        except AWAY as error:
            raise IndexNotWritten(describe_failure(error)) from error
        yield from keys
        if not last:
            return


def _read_portion(last: list[int]) -> list[dict[str, Any]]:
    return connect().es.search(
        index=connect().entries.name,
        size=READ_AT_ONCE,
        source=False,
        version=True,
        sort=[{"entry": "asc"}],
        track_total_hits=False,
        **({"search_after": last} if last else {}),
    )["hits"]["hits"]


def count_index() -> int:
    """Raises IndexNotWritten."""
    try:
        return connect().es.count(index=connect().entries.name)["count"]
    except AWAY as error:
        raise IndexNotWritten(describe_failure(error)) from error


def drop_from_index(versions: Mapping[str, int]) -> None:
    """What no entry stands for, by its key; what was written again since that version stays. Raises IndexNotWritten."""
    index = connect().entries.name
    _send(
        {
            "_op_type": "delete",
            "_index": index,
            "_id": key,
            "version": version,
            "version_type": BY_VERSION,
        }
        for key, version in versions.items()
    )


def refresh_index() -> None:
    """What was written is found from now on. Raises IndexNotWritten."""
    try:
        connect().entries.refresh()
    except AWAY as error:
        raise IndexNotWritten(describe_failure(error)) from error


def _forget_pending(entries: list[Entry]) -> None:
    """Unless it was written again meanwhile. What is gone stays while an index is built that may have it still."""
    is_building = IndexState.objects.filter(rebuilding_since__isnull=False).exists()
    for version, same in groupby(sorted(entries, key=attrgetter("version")), key=attrgetter("version")):
        written = Entry.objects.filter(pk__in=[entry.pk for entry in same], version=version)
        if not is_building:
            written.filter(is_gone=True).delete()
        written.update(is_pending=False)
