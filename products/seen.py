"""The last products that somebody looked at, for whoever is logged in: no row, and lost without harm."""

import logging
from collections.abc import Sequence

from django.core.cache import cache
from redis.exceptions import RedisError

from api.redis_itself import redis_itself
from products.models import Product

MOST = 5
SECONDS_KEPT = 90 * 24 * 3600

logger = logging.getLogger(__name__)


def note_look(*, user_id: int, product_id: int) -> None:
    """It stands first from now on, and once; without Redis this process remembers it by itself."""
    redis, name = redis_itself(), _list_of(user_id)
    if redis is not None:
        try:
            with redis.pipeline() as pipe:
                pipe.lrem(name, 0, str(product_id))
                pipe.lpush(name, product_id)
                pipe.ltrim(name, 0, MOST - 1)
                pipe.expire(name, SECONDS_KEPT)
                pipe.execute()
        except RedisError as error:
            _note_absence(error)
        else:
            return
    others = [seen for seen in _kept_here(user_id) if seen != product_id]
    cache.set(_key(user_id), [product_id, *others][:MOST], SECONDS_KEPT)


def last_seen(*, user_id: int) -> list[Product]:
    """At most five, the last one first; empty when nobody remembers."""
    return find_shown(ids=_ids(user_id))


def find_shown(*, ids: Sequence[int]) -> list[Product]:
    """Those of them that are on show, in the order asked for, with what their cards print; constant queries."""
    shown = {
        product.pk: product for product in Product.objects.on_show().with_card_details().filter(pk__in=ids)
    }
    return [shown[pk] for pk in ids if pk in shown]


def forget_looks(*, user_id: int) -> None:
    redis = redis_itself()
    if redis is not None:
        try:
            redis.delete(_list_of(user_id))
        except RedisError as error:
            _note_absence(error)
    cache.delete(_key(user_id))


def _ids(user_id: int) -> list[int]:
    redis = redis_itself()
    if redis is not None:
        try:
            return [int(pk) for pk in redis.lrange(_list_of(user_id), 0, MOST - 1)]
        except RedisError as error:
            _note_absence(error)
    return _kept_here(user_id)


def _kept_here(user_id: int) -> list[int]:
    kept: list[int] = cache.get(_key(user_id), [])
    return kept


def _key(user_id: int) -> str:
    return f"seen:{user_id}"


def _list_of(user_id: int) -> str:
    """Not the name of `_key`: a list is nothing that the cache can read."""
    return cache.make_key(f"seen:list:{user_id}")


def _note_absence(error: RedisError) -> None:
    logger.warning("Redis is away (%s): looks are kept in this process", type(error).__name__)
