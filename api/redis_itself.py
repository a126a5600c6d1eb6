"""Redis for what a cache cannot say: several commands in one go, lists, answers to “was it there?”."""

from django.core.cache import cache
from redis import Redis


def redis_itself() -> Redis | None:
    """The server behind the cache, with the cache's time limits, under keys made by `cache.make_key`.

    None where there is none, and for a few seconds after it did not answer. Its calls raise RedisError.
    """
    reach = getattr(cache, "redis_itself", None)
    return reach() if reach is not None else None
