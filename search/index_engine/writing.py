"""Copies entries into the index."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
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
    rebuilder = ElasticsearchAtomicIndexRebuilder(connect().entries)
    began = Entry.objects.aggregate(newest=Max("version"))["newest"] or 0
    with or_not_written():
        _drop_half_built()
        return _fill_new(rebuilder, began)


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
    """What a builder left behind that was killed."""
    backend = connect()
    alias = backend.entries.name
    there = backend.es.indices.get(index=f"{alias}_*", features="aliases")
    for name in [name for name, found in there.items() if alias not in found["aliases"]]:
        backend.es.indices.delete(index=name)


def _is_building() -> bool:
    """Somebody who has not died over it."""
    return IndexState.objects.filter(rebuilding_since__gt=Now() - LONGEST_REBUILD).exists()


@contextmanager
def or_not_written() -> Iterator[None]:
    """Raises IndexNotWritten for an index that is away; without what was written, which is in some of the library's texts."""
    try:
        yield
    except AWAY as error:
        told = f"{type(error).__name__} {getattr(error, 'message', '')}"
        raise IndexNotWritten(told[:200]) from error


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
    # Never makes an index by itself: one that is gone is built anew, in its right shape.
    with or_not_written(), understood():
        _, errors = bulk(es, ready, chunk_size=AT_ONCE, require_alias=is_alias, raise_on_error=False)
        answers = [answer for item in cast("list[dict]", errors) for answer in item.values()]
        refused = [answer["error"]["type"] for answer in answers if not _is_settled(answer)]
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
        if entry.is_gone:
            yield _deletion(index, entry.key, entry.version)
        else:
            document = mapping.get_document(entry)
            yield {**_action(index, entry.key, entry.version), "_op_type": "index", "_source": document}


def _deletion(index: EntryIndex, key: str, version: int) -> dict[str, Any]:
    return {**_action(index, key, version), "_op_type": "delete"}


def _action(index: EntryIndex, key: str, version: int) -> dict[str, Any]:
    return {"_index": index.name, "_id": key, "version": version, "version_type": BY_VERSION}


def read_index() -> Iterator[tuple[str, int]]:
    """Every key in the index with the version that is written there. Raises IndexNotWritten."""
    last: list[int] = []
    while True:
        with or_not_written(), understood():
            found = _read_portion(last)
            keys = [(str(hit["_id"]), int(hit["_version"])) for hit in found]
            last = found[-1]["sort"] if len(found) == READ_AT_ONCE else []
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


def drop_from_index(versions: Mapping[str, int]) -> None:
    """What no entry stands for, by its key; what was written again since that version stays. Raises IndexNotWritten."""
    index = connect().entries
    _send(_deletion(index, key, version) for key, version in versions.items())


def refresh_index() -> None:
    """What was written is found from now on. Raises IndexNotWritten."""
    with or_not_written():
        connect().entries.refresh()


def _forget_pending(entries: list[Entry]) -> None:
    """Unless it was written again meanwhile."""
    for version, same in groupby(sorted(entries, key=attrgetter("version")), key=attrgetter("version")):
        written = Entry.objects.filter(pk__in=[entry.pk for entry in same], version=version)
        written.filter(is_gone=True).delete()
        written.update(is_pending=False)
