"""How often pages, objects and shelves are looked at, and objects put into carts: a number a day, and of nobody.

Each is one step up in a hash of Redis, and in a Counter of the process where there is no Redis. From there batches
go into the table, each at most once whoever is killed meanwhile: see docs/decisions/0037.
"""

import logging
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from threading import Lock
from typing import cast

from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from redis import Redis
from redis.exceptions import RedisError

from stories.marks import Thing
from stories.models import MovedReads

# Longer than any worker holds a batch it has read.
DAYS_BATCHES_ARE_KNOWN = 7
BATCH = b"batch"
_ADD = """
INSERT INTO stories_dailyreads (kind, thing, day, reads) VALUES (%s, %s, %s, %s)
    ON CONFLICT (kind, thing, day) DO UPDATE SET reads = stories_dailyreads.reads + EXCLUDED.reads
"""

logger = logging.getLogger(__name__)


class _Waiting:
    """What this process has counted by itself."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.counts: Counter[tuple[Thing, date]] = Counter()
        self.since: datetime | None = None

    def add(self, things: Iterable[Thing], *, now: datetime) -> None:
        with self.lock:
            self.counts.update((thing, timezone.localdate(now)) for thing in things)
            self.since = self.since or now

    def take(self) -> Counter[tuple[Thing, date]]:
        with self.lock:
            taken, self.counts, self.since = self.counts, Counter(), None
        return taken


_waiting = _Waiting()


def count_read(*, things: Iterable[Thing], now: datetime) -> None:
    """One more for each. Never fails, and asks no database."""
    things = list(things)
    redis = _redis()
    if redis is not None:
        day = timezone.localdate(now).isoformat()
        try:
            with redis.pipeline() as pipe:
                for thing in things:
                    pipe.hincrby(_counting(), f"{thing.kind}:{thing.pk}:{day}", 1)
                pipe.execute()
        except RedisError as error:
            logger.warning("Redis is away (%s): reads are counted in this process", type(error).__name__)
        else:
            return
    _waiting.add(things, now=now)


def are_own_reads_due(*, now: datetime, after: timedelta) -> bool:
    """Whether this process has kept reads to itself for so long."""
    return _waiting.since is not None and now - _waiting.since >= after


def write_down_own_reads(*, now: datetime) -> int:
    """What this process has counted by itself goes into the table; how many reads."""
    counts = _waiting.take()
    try:
        with transaction.atomic():
            _add(counts)
    except Exception:
        with _waiting.lock:
            _waiting.counts += counts
            _waiting.since = _waiting.since or now
        raise
    return counts.total()


def write_down_reads(*, now: datetime) -> int:
    """What was counted since the last time goes into the table; how many reads. Two at once are one."""
    written = write_down_own_reads(now=now)
    redis = _redis()
    if redis is None:
        return written
    try:
        # What a worker left that was killed comes first; then what is being counted now.
        for _round in range(2):
            written += _move_batch(redis, now)
    except RedisError as error:
        logger.warning("Redis is away (%s): reads are written down later", type(error).__name__)
    MovedReads.objects.filter(moved_at__lt=now - timedelta(days=DAYS_BATCHES_ARE_KNOWN)).delete()
    return written


def _move_batch(redis: Redis, now: datetime) -> int:
    """Takes what is counted aside under a name of its own, adds it once, then forgets it."""
    if not redis.exists(_moving()):
        if not redis.exists(_counting()):
            return 0
        redis.renamenx(_counting(), _moving())
    redis.hsetnx(_moving(), BATCH.decode(), uuid.uuid4().hex)
    fields = cast(dict[bytes, bytes], redis.hgetall(_moving()))
    batch = fields.pop(BATCH)
    written = _add_batch(uuid.UUID(batch.decode()), fields, now)
    with redis.pipeline() as pipe:
        # Another worker may have finished this one meanwhile, and begun the next under the same name.
        pipe.watch(_moving())
        if pipe.hget(_moving(), BATCH.decode()) == batch:
            pipe.multi()
            pipe.delete(_moving())
            pipe.execute()
    return written


@transaction.atomic
def _add_batch(batch: uuid.UUID, fields: Mapping[bytes, bytes], now: datetime) -> int:
    """0 for one that was added before. Whoever comes at the same time waits here for the other to end."""
    _moved, is_new = MovedReads.objects.get_or_create(batch=batch, defaults={"moved_at": now})
    if not is_new:
        return 0
    counts: Counter[tuple[Thing, date]] = Counter()
    for name, reads in fields.items():
        kind, pk, day = name.decode().split(":")
        counts[Thing(kind, int(pk)), date.fromisoformat(day)] += int(reads)
    _add(counts)
    return counts.total()


def _add(counts: Mapping[tuple[Thing, date], int]) -> None:
    """In one order, so that two who add at once do not wait for each other in a ring."""
    rows = [(thing.kind, thing.pk, day.isoformat(), reads) for (thing, day), reads in sorted(counts.items())]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, rows)


def _redis() -> Redis | None:
    """As `api.redis_itself`, which stands beside this app and not below it."""
    reach = getattr(cache, "redis_itself", None)
    return reach() if reach is not None else None


def _counting() -> str:
    return cache.make_key("reads:counting")


def _moving() -> str:
    return cache.make_key("reads:moving")
