"""The connection to Elasticsearch: Wagtail's own backend, for the one index that readers search."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, TransportError
from modelsearch.backends.elasticsearch8 import Elasticsearch8Index, Elasticsearch8SearchBackend

from search.index_engine.mapping import SETTINGS, EntryMapping
from search.models import Entry

AWAY = (ApiError, TransportError)
# Of the time a reader waits: the rest is the database's, should the index not answer in it.
INDEX_SHARE = 0.55
WRITE_SECONDS = 20.0


class EntryIndex(Elasticsearch8Index):
    """Holds entries; `shape` is what it was built for."""

    def read_shape(self, *, seconds: float = WRITE_SECONDS) -> str | None:
        """None when there is no such index."""
        es = self.es.options(ignore_status=404, request_timeout=seconds)
        found = es.indices.get_mapping(index=self.name)
        if "error" in found:
            return None
        return next(iter(found.values()))["mappings"].get("_meta", {}).get("shape", "")


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
            "OPTIONS": {"max_retries": 0, "retry_on_timeout": False},
        }
    )


def connect() -> EntryBackend:
    """Calls nobody yet. One for each process: its connections are kept and may be used by several threads."""
    return _connect(settings.ELASTICSEARCH_URL, settings.SEARCH_INDEX_PREFIX)


def reader_seconds() -> float:
    return settings.SEARCH_TIMEOUT_MS / 1000 * INDEX_SHARE
