import json
import time

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from site_config import health

NOWHERE = "127.0.0.1:1"  # nothing listens there


@pytest.fixture(autouse=True)
def _fresh():
    health._running.clear()
    health.known_migrations()


def test_alive_touches_nothing(client, settings):
    settings.ALLOWED_HOSTS = []
    response = client.get("/livez", headers={"Host": "10.0.0.9"})
    assert (response.status_code, json.loads(response.content)) == (200, {"status": "ok"})


def test_probes_take_no_other_method(client):
    response = client.post("/readyz")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.mark.django_db(transaction=True)
def test_ready_with_everything_embedded(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert json.loads(response.content) == {
        "status": "ok",
        "version": "0.1.0",
        "checks": {
            "database": "ok",
            "migrations": "ok",
            "cache": "ok",
            "broker": "ok",
            "search": "ok",
            "mail": "ok",
        },
    }
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.django_db(transaction=True)
def test_what_the_shop_can_do_without_only_degrades_it(client, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = False
    settings.CELERY_BROKER_URL = f"redis://{NOWHERE}/1"
    settings.POST_OFFICE = {"BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}}
    settings.EMAIL_HOST, settings.EMAIL_PORT = NOWHERE.split(":")
    settings.ELASTICSEARCH_URL = f"http://{NOWHERE}"
    settings.CACHES = {
        "default": {"BACKEND": "site_config.caches.RedisCache", "LOCATION": f"redis://{NOWHERE}/0"}
    }
    started = time.monotonic()
    response = client.get("/readyz")
    assert time.monotonic() - started < 1
    body = json.loads(response.content)
    assert (response.status_code, body["status"]) == (200, "degraded")
    assert {name for name, state in body["checks"].items() if state == "down"} == {
        "broker",
        "mail",
        "cache",
        "search",
    }
    assert b"127.0.0.1" not in response.content


@pytest.mark.django_db(transaction=True)
def test_a_pending_migration_takes_it_out_of_service(client):
    recorder = MigrationRecorder(connections["default"])
    recorder.record_unapplied("home", "0001_initial")
    try:
        response = client.get("/readyz")
    finally:
        recorder.record_applied("home", "0001_initial")
    body = json.loads(response.content)
    assert (response.status_code, body["status"]) == (503, "unavailable")
    assert {name for name, state in body["checks"].items() if state == "down"} == {"migrations"}


@pytest.mark.django_db(transaction=True)
def test_a_database_that_cannot_be_reached_takes_it_out_of_service(client, settings, monkeypatch, tmp_path):
    # Checks run in threads of their own, which open their own connections: to a place that is no file.
    monkeypatch.setitem(connections.settings["default"], "NAME", str(tmp_path))
    response = client.get("/readyz")
    body = json.loads(response.content)
    assert (response.status_code, body["status"]) == (503, "unavailable")
    assert body["checks"]["database"] == "down"


@pytest.mark.django_db(transaction=True)
def test_a_check_that_hangs_is_down_in_time_and_not_started_twice(client, monkeypatch):
    begun = []

    def hang() -> bool:
        begun.append(1)
        time.sleep(2)
        return True

    monkeypatch.setitem(health._CHECKS, "mail", hang)
    for _ in range(2):
        started = time.monotonic()
        body = json.loads(client.get("/readyz").content)
        assert time.monotonic() - started < 1
        assert body["checks"]["mail"] == "down"
    assert begun == [1]
