import os
import time

import pytest
from django.core.cache import caches
from redis.backoff import NoBackoff
from redis.retry import Retry


def _redis_at(settings, url: str):
    settings.CACHES = {
        "default": {
            "BACKEND": "site_config.caches.RedisCache",
            "LOCATION": url,
            "KEY_PREFIX": f"test-{os.getpid()}",
            "OPTIONS": {
                "socket_connect_timeout": 0.25,
                "socket_timeout": 0.25,
                "retry": Retry(NoBackoff(), 0),
            },
        }
    }
    return caches["default"]


@pytest.fixture
def without_redis(settings):
    cache = _redis_at(settings, "redis://127.0.0.1:1/0")
    cache.clear()
    return cache


def test_with_redis_away_the_process_remembers_by_itself(without_redis):
    without_redis.set("room", "water")
    without_redis.set_many({"a": 1, "b": 2})
    assert without_redis.get("room") == "water"
    assert without_redis.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    assert without_redis.incr("a") == 2
    assert without_redis.add("room", "forest") is False
    assert without_redis.delete("room") is True
    assert without_redis.get("room") is None
    assert without_redis.is_reachable() is False


def test_with_redis_away_a_page_does_not_wait_for_each_key(without_redis):
    started = time.monotonic()
    for number in range(100):
        without_redis.get(f"key-{number}")
    assert time.monotonic() - started < 0.5


def test_a_wrong_use_is_still_an_error(without_redis):
    with pytest.raises(ValueError, match="nobody"):
        without_redis.incr("nobody")


@pytest.mark.django_db
def test_with_redis_away_people_can_still_sign_in(without_redis, client):
    response = client.post("/accounts/login/", {"login": "nobody", "password": "wrong"})
    assert response.status_code == 200


@pytest.mark.redis
def test_with_redis_there_everybody_shares(settings):
    cache = _redis_at(settings, os.environ["REDIS_URL"])
    cache.set("room", "water", 5)
    assert cache._cache.local.get(cache.make_key("room")) is None
    assert cache.get("room") == "water"
    assert cache.is_reachable() is True
    cache.delete("room")
