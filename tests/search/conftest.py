import os
import uuid
from contextlib import suppress

import pytest
from elasticsearch import Elasticsearch, NotFoundError

from search.index_engine.backend import connect
from search.index_engine.searching import breaker
from tests.index_proxy import IndexProxy


@pytest.fixture
def index(settings):
    """Elasticsearch itself, asked by the site under a name that nobody else has; what is written there is dropped."""
    prefix = f"t{uuid.uuid4().hex[:12]}"
    url = os.environ["ELASTICSEARCH_URL"]
    settings.ELASTICSEARCH_URL, settings.SEARCH_INDEX_PREFIX = url, prefix
    breaker.note_success()
    with Elasticsearch(url, request_timeout=30) as es:
        yield es
        for name in es.indices.get(index=f"{prefix}_*", expand_wildcards="all"):
            with suppress(NotFoundError):
                es.indices.delete(index=name)
    breaker.note_success()


@pytest.fixture
def index_name(index):
    return connect().entries.name


@pytest.fixture
def proxy(index, settings):
    """What the site takes for Elasticsearch."""
    with IndexProxy(settings.ELASTICSEARCH_URL) as proxy:
        settings.ELASTICSEARCH_URL = proxy.url
        yield proxy
