"""Which tests run: those whose service is there. With CI=true a missing service is an error, not a gap."""

import gc
import os
import uuid
from contextlib import suppress

import pytest
from celery import current_app
from django.core.cache import cache
from django.db.models.signals import post_save
from django.test import TransactionTestCase, override_settings
from elasticsearch import Elasticsearch, NotFoundError

from accounts.models import User
from checkout.sandbox_server.server import SandboxServer
from search.index_engine.searching import breaker
from tests.emptying import empty_what_was_written
from tests.factories.second_factor import give_second_factor
from tests.migrated import begin_with_copy, forget_copy

NEEDS = {
    "postgres": "DATABASE_URL",
    "redis": "REDIS_URL",
    "elasticsearch": "ELASTICSEARCH_URL",
    "browser": "CHROMIUM_PATH",
    "stripe": "STRIPE_MOCK",
}


def _missing() -> dict[str, str]:
    """Marks whose service is not there, with the variable that would name it."""
    return {mark: variable for mark, variable in NEEDS.items() if not _is_there(mark, variable)}


def _is_there(mark: str, variable: str) -> bool:
    value = os.environ.get(variable, "")
    return value.startswith("postgres") if mark == "postgres" else bool(value)


def pytest_configure():
    TransactionTestCase._fixture_teardown = empty_what_was_written


def pytest_report_header():
    left_out = [f"{mark} ({variable})" for mark, variable in _missing().items()]
    return f"left out, because not set: {', '.join(left_out)}" if left_out else "every service is there"


def pytest_collection_modifyitems(config, items):
    _take_long_files_first(items)
    missing = _missing()
    left_out = [item for item in items if any(item.get_closest_marker(mark) for mark in missing)]
    if not left_out:
        return
    if os.environ.get("CI") == "true":
        raise pytest.UsageError(f"CI=true, but these variables are not set: {', '.join(missing.values())}")
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def pytest_collection_finish():
    """What is imported by now stays to the end: looking for garbage in it is a twentieth of the work of the tests."""
    gc.collect()
    gc.freeze()


def _take_long_files_first(items):
    """One that takes a minute must not be the last, when the other worker has nothing left."""
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    with django_db_blocker.unblock():
        begin_with_copy()
    yield
    with django_db_blocker.unblock():
        forget_copy()


@pytest.fixture(autouse=True)
def _nothing_stays_in_the_cache():
    """The next test's rows may have the same keys."""
    yield
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _uploads_go_to_a_passing_place(tmp_path_factory):
    with override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media"))):
        yield


@pytest.fixture(scope="session", autouse=True)
def _owners_have_a_second_factor():
    """Or they would stand before closed doors in every test; tests of the doors take it away."""

    def give(instance, update_fields=None, **kwargs):
        if instance.is_superuser and (update_fields is None or "is_superuser" in update_fields):
            give_second_factor(instance)

    post_save.connect(give, sender=User)
    yield
    post_save.disconnect(give, sender=User)


@pytest.fixture
def broker_away():
    """Nobody listens at port 9."""
    conf = current_app.conf
    kept = (conf.task_always_eager, conf.broker_url)
    conf.task_always_eager, conf.broker_url = False, "redis://127.0.0.1:9/0"
    current_app.amqp._producer_pool = None
    yield
    conf.task_always_eager, conf.broker_url = kept
    current_app.amqp._producer_pool = None


@pytest.fixture
def sandbox(settings):
    """The payment provider itself, on a port of its own; it sends its messages only where a test sends them."""
    settings.SANDBOX_API_KEY = "sandbox-key-of-the-tests"
    settings.SANDBOX_WEBHOOK_SECRET = "sandbox-secret-of-the-tests"
    with SandboxServer() as server:
        settings.SANDBOX_API_URL = server.url
        yield server


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
