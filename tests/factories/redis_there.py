"""The cache on a Redis, under keys that no other test uses."""

import uuid

from redis.backoff import NoBackoff
from redis.retry import Retry


def cache_in_redis(url: str) -> dict:
    return {
        "default": {
            "BACKEND": "site_config.caches.RedisCache",
            "LOCATION": url,
            "KEY_PREFIX": f"test-{uuid.uuid4().hex}",
            "OPTIONS": {
                "socket_connect_timeout": 5,
                "socket_timeout": 5,
                "retry": Retry(NoBackoff(), 0),
            },
        }
    }
