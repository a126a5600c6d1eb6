"""Copies entries into the index."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from django.db.models import Max
from elasticsearch.helpers import bulk
from modelsearch.backends.elasticsearchbase import ElasticsearchAtomicIndexRebuilder

from search.index_engine.backend import AWAY, EntryIndex, connect
from search.models import Entry

AT_ONCE = 500
READ_AT_ONCE = 5000
SECONDS_OF_REBUILD = 60.0
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
        if not entries:
            return pushed
        _write(entries, connect().entries, seconds=seconds)
        _forget_pending(entries)
        pushed += len(entries)


def rebuild_index() -> int:
    """A new index beside the old one, which answers until the new one takes over its name; how many entries it holds.

    What changes meanwhile is pending afterwards. Raises IndexNotWritten; the old index then stays as it was.
    """
    rebuilder = ElasticsearchAtomicIndexRebuilder(connect().entries)
    began = Entry.objects.aggregate(newest=Max("version"))["newest"] or 0
    try:
        return _fill_new(rebuilder, began)
    except AWAY as error:
        raise IndexNotWritten(describe_failure(error)) from error


def _fill_new(rebuilder: ElasticsearchAtomicIndexRebuilder, began: int) -> int:
    index, count = rebuilder.index, 0
    try:
        rebuilder.start()
        index.add_model(Entry)
        for entries in _portions():
            _write(entries, index, seconds=SECONDS_OF_REBUILD, is_alias=False)
            count += len(entries)
        rebuilder.finish()
    except (*AWAY, IndexNotWritten):
        with suppress(*AWAY):
            index.delete()
        raise
    Entry.objects.filter(version__gt=began).update(is_pending=True)
    return count


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
    try:
        # Never makes an index by itself: one that is gone is built anew, in its right shape.
        _, errors = bulk(es, actions, chunk_size=AT_ONCE, require_alias=is_alias, raise_on_error=False)
    except AWAY as error:
        raise IndexNotWritten(describe_failure(error)) from error
    refused = [answer for item in errors for answer in item.values() if not _is_settled(answer)]
    if refused:
        raise IndexNotWritten(refused[0].get("error", {}).get("type", "refused"))


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
            found = connect().es.search(
                index=connect().entries.name,
                size=READ_AT_ONCE,
                source=False,
                version=True,
                sort=[{"entry": "asc"}],
                track_total_hits=False,
                **({"search_after": last} if last else {}),
            )["hits"]["hits"]
        except AWAY as error:
            raise IndexNotWritten(describe_failure(error)) from error
        yield from ((hit["_id"], hit["_version"]) for hit in found)
        if len(found) < READ_AT_ONCE:
            return
        last = found[-1]["sort"]


def count_index() -> int:
    """Raises IndexNotWritten."""
    try:
        return connect().es.count(index=connect().entries.name)["count"]
    except AWAY as error:
        raise IndexNotWritten(describe_failure(error)) from error


def drop_from_index(keys: Iterable[str]) -> None:
    """What no entry stands for. Raises IndexNotWritten."""
    index = connect().entries.name
    _send({"_op_type": "delete", "_index": index, "_id": key} for key in keys)


def refresh_index() -> None:
    """What was written is found from now on. Raises IndexNotWritten."""
    try:
        connect().entries.refresh()
    except AWAY as error:
        raise IndexNotWritten(describe_failure(error)) from error


def _forget_pending(entries: list[Entry]) -> None:
    """Unless it was written again meanwhile."""
    for entry in entries:
        written = Entry.objects.filter(pk=entry.pk, version=entry.version)
        if entry.is_gone:
            written.delete()
        else:
            written.update(is_pending=False)
