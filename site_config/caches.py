"""A cache that may be lost at any moment: with Redis away, every process keeps its own for a while."""

import logging
import time

from django.core.cache.backends import redis
from django.core.cache.backends.locmem import LocMemCache
from django.utils.functional import cached_property
from redis import Redis
from redis.exceptions import RedisError

SECONDS_UNTIL_REDIS_IS_ASKED_AGAIN = 5

logger = logging.getLogger(__name__)


class _LocalWhileRedisIsAway:
    def __init__(self, remote: redis.RedisCacheClient):
        self.remote = remote
        self.local = LocMemCache("redis-is-away", {})
        self.away_until = 0.0

    def __getattr__(self, name: str):
        def call(*args, **kwargs):
            if time.monotonic() >= self.away_until:
                try:
                    return getattr(self.remote, name)(*args, **kwargs)
                except RedisError as error:
                    self.away_until = time.monotonic() + SECONDS_UNTIL_REDIS_IS_ASKED_AGAIN
                    logger.warning("Redis is away (%s): caching in this process", type(error).__name__)
            return getattr(self.local, name)(*args, **kwargs)

        return call


class RedisCache(redis.RedisCache):
    @cached_property
    def _cache(self):
        return _LocalWhileRedisIsAway(self._class(self._servers, **self._options))

    def redis_itself(self) -> Redis | None:
        """None for as long as Redis is not asked again."""
        if time.monotonic() < self._cache.away_until:
            return None
        return self._cache.remote.get_client(write=True)

    def is_reachable(self) -> bool:
        """Asks Redis itself, never the local stand-in."""
        try:
            return bool(self._cache.remote.get_client().ping())
        except RedisError:
            return False
