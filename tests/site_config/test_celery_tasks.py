import time

import pytest
from django.db import transaction
from django_tasks import task

from site_config.celery import app

PERFORMED: list[str] = []


@task()
def _hang_up(title):
    PERFORMED.append(title)


@pytest.fixture(autouse=True)
def _by_celery(settings):
    PERFORMED.clear()
    app.conf.task_always_eager = True
    settings.TASKS = {"default": {"BACKEND": "site_config.celery_tasks.CeleryBackend"}}
    yield
    app.conf.task_always_eager = True


@pytest.mark.django_db(transaction=True)
def test_a_task_waits_for_the_commit_it_belongs_to():
    with transaction.atomic():
        _hang_up.enqueue("water")
        assert PERFORMED == []
    assert PERFORMED == ["water"]


@pytest.mark.django_db(transaction=True)
def test_a_task_of_a_transaction_that_failed_is_never_run():
    with transaction.atomic():
        _hang_up.enqueue("water")
        transaction.set_rollback(True)
    assert PERFORMED == []


@pytest.mark.django_db(transaction=True)
def test_with_the_broker_away_the_request_goes_on_at_once(monkeypatch):
    app.conf.task_always_eager = False
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    started = time.monotonic()
    _hang_up.enqueue("water")
    assert time.monotonic() - started < 2
    assert PERFORMED == []
