import pytest

from search.index_engine.backend import connect
from tests.index_proxy import IndexProxy


@pytest.fixture(autouse=True)
def _changes_are_followed_at_once(settings):
    settings.SEARCH_FOLLOW_AT_ONCE = True


@pytest.fixture
def index_name(index):
    return connect().entries.name


@pytest.fixture
def proxy(index, settings):
    """What the site takes for Elasticsearch."""
    with IndexProxy(settings.ELASTICSEARCH_URL) as proxy:
        settings.ELASTICSEARCH_URL = proxy.url
        yield proxy
