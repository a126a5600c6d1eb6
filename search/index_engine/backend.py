"""The connection to Elasticsearch: Wagtail's own backend, for the one index that readers search."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, TransportError
from modelsearch.backends.elasticsearch8 import Elasticsearch8Index, Elasticsearch8SearchBackend

from search.index_engine.mapping import SETTINGS, EntryMapping
from search.index_engine.timed_node import TimedNode
from search.models import Entry

AWAY = (ApiError, TransportError)
# Of the time a reader waits: the rest is the database's, should the index not answer in it.
INDEX_SHARE = 0.55
WRITE_SECONDS = 20.0


class NotTheIndex(TransportError):
    """Something else answers at its address, or under its name."""


class IndexIncomplete(TransportError):
    """A part of it is lost, or still on its way after a start."""


@contextmanager
def understood() -> Iterator[None]:
    """For reading an answer. Raises NotTheIndex for one that Elasticsearch does not give."""
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise NotTheIndex(type(error).__name__) from error


class EntryIndex(Elasticsearch8Index):
    """Holds entries; `shape` is what it was built for."""

    def read_shape(self, *, seconds: float = WRITE_SECONDS) -> str | None:
        """None when there is no such index."""
        es = self.es.options(ignore_status=404, request_timeout=seconds)
        found = es.indices.get_mapping(index=self.name)
        if found.meta.status == HTTPStatus.NOT_FOUND:
            return None
        with understood():
            [mapped] = found.values()
            return str(mapped["mappings"].get("_meta", {}).get("shape", ""))

    def is_whole(self, *, seconds: float = WRITE_SECONDS) -> bool:
        """Whether every part of it answers."""
        es = self.es.options(request_timeout=seconds)
        with understood():
            return es.cluster.health(index=self.name)["status"] != "red"


class EntryBackend(Elasticsearch8SearchBackend):
    mapping_class = EntryMapping
    index_class = EntryIndex
    # An index is never changed in place: a new one is filled beside it, and takes over its name.
    settings: dict[str, Any] = {"settings": SETTINGS}

    @property
    def entries(self) -> EntryIndex:
        return self.get_index_for_model(Entry)


@lru_cache(maxsize=4)
def _connect(url: str, prefix: str) -> EntryBackend:
    return EntryBackend(
        {
            "URLS": [url],
            "INDEX_PREFIX": f"{prefix}_",
            "TIMEOUT": WRITE_SECONDS,
            "ATOMIC_REBUILD": True,
            "OPTIONS": {"max_retries": 0, "retry_on_timeout": False, "node_class": TimedNode},
        }
    )


def connect() -> EntryBackend:
    """Calls nobody yet. One for each process: its connections are kept and may be used by several threads."""
    return _connect(settings.ELASTICSEARCH_URL, settings.SEARCH_INDEX_PREFIX)


def reader_seconds() -> float:
    return settings.SEARCH_TIMEOUT_MS / 1000 * INDEX_SHARE
