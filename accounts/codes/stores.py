"""Where one-time codes wait for being typed: in Redis, else in rows. Each keeps nothing but keyed hashes."""

import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Protocol

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare
from redis import Redis
from redis.exceptions import WatchError

from accounts.codes.limits import GAP_SECONDS, TooSoon, ensure_may_ask, longest_seconds, still_counted
from accounts.models import CodeAsking, OneTimeCode

VALID_SECONDS = 300
MOST_WRONG = 5
TIMES_OVERTAKEN = 3

logger = logging.getLogger(__name__)


class Tried(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    # None was asked for, or it is used, too old, or was guessed at too often.
    NONE = "none"


class CodeStore(Protocol):
    """`about` names what a code is for, `askers` those whose askings are counted; all are keyed hashes."""

    def keep(
        self,
        *,
        about: str,
        code_hash: str,
        askers: Sequence[str],
        limit: tuple[int, int] | None,
        now: datetime,
    ) -> None:
        """In place of the former code. Without a limit nothing is counted. Raises TooSoon or TooMany."""

    def try_code(self, *, about: str, code_hash: str, now: datetime) -> tuple[Tried, int]:
        """What came of it, and how many tries are left. A right one is used up."""


class RedisCodes:
    """Raises RedisError when Redis is away."""

    def __init__(self, redis: Redis):
        self.redis = redis

    def keep(self, *, about, code_hash, askers, limit, now):
        names = [_key("askings", asker) for asker in askers]
        for _attempt in range(TIMES_OVERTAKEN):
            with self.redis.pipeline() as pipe:
                try:
                    askings = self._past(pipe, names, limit, now) if limit else []
                    pipe.multi()
                    for name, times in zip(names, askings, strict=False):
                        pipe.set(name, json.dumps([*times, now.timestamp()]), ex=longest_seconds(limit))
                    self._put(pipe, about, code_hash, now)
                    pipe.execute()
                except WatchError:  # somebody counted by the same name was quicker: look again
                    continue
                return
        raise TooSoon(wait=GAP_SECONDS)

    def try_code(self, *, about, code_hash, now):
        """A try is taken before anything is compared, so that of any number at once five are heard."""
        code, tries = _key("code", about), _key("tries", about)
        with self.redis.pipeline() as pipe:
            pipe.lpop(tries)
            pipe.get(code)
            pipe.llen(tries)
            taken, kept, left = pipe.execute()
        if taken is None or kept is None:
            return Tried.NONE, 0
        kept_hash, at = json.loads(kept)
        if now.timestamp() >= at + VALID_SECONDS:
            return Tried.NONE, 0
        if not constant_time_compare(kept_hash, code_hash):
            return Tried.WRONG, left
        return (Tried.RIGHT if self.redis.delete(code) else Tried.NONE), 0

    @staticmethod
    def _past(pipe, names, limit, now) -> list[list[float]]:
        pipe.watch(*names)
        at = now.timestamp()
        askings = [
            still_counted(json.loads(kept) if kept else [], now=at, limit=limit) for kept in pipe.mget(names)
        ]
        ensure_may_ask(askings=askings, now=at, limit=limit)
        return askings

    @staticmethod
    def _put(pipe, about, code_hash, now) -> None:
        code, tries = _key("code", about), _key("tries", about)
        pipe.set(code, json.dumps([code_hash, now.timestamp()]), ex=VALID_SECONDS)
        pipe.delete(tries)
        pipe.rpush(tries, *range(MOST_WRONG))
        pipe.expire(tries, VALID_SECONDS)


class CodesInRows:
    @transaction.atomic
    def keep(self, *, about, code_hash, askers, limit, now):
        if limit:
            self._count(askers, limit, now)
        OneTimeCode.objects.update_or_create(
            about=about, defaults={"code_hash": code_hash, "issued_at": now, "tries_left": MOST_WRONG}
        )

    def try_code(self, *, about, code_hash, now):
        """A try is taken before anything is compared, so that of any number at once five are heard."""
        since = now - timedelta(seconds=VALID_SECONDS)
        codes = OneTimeCode.objects.filter(about=about)
        if not codes.filter(tries_left__gt=0, issued_at__gt=since).update(tries_left=F("tries_left") - 1):
            return Tried.NONE, 0
        if codes.filter(code_hash=code_hash).delete()[0]:
            return Tried.RIGHT, 0
        left = codes.values_list("tries_left", flat=True).first()
        return (Tried.NONE, 0) if left is None else (Tried.WRONG, left)

    @staticmethod
    def _count(askers, limit, now) -> None:
        # In one order for everybody, so that nobody waits for each other.
        names = sorted(set(askers))
        CodeAsking.objects.bulk_create(
            [CodeAsking(who=name, last_at=now) for name in names], ignore_conflicts=True
        )
        rows = list(CodeAsking.objects.select_for_update().filter(who__in=names).order_by("who"))
        at = now.timestamp()
        for row in rows:
            row.times = still_counted(row.times, now=at, limit=limit)
        ensure_may_ask(askings=[row.times for row in rows], now=at, limit=limit)
        for row in rows:
            row.times, row.last_at = [*row.times, at], now
        CodeAsking.objects.bulk_update(rows, ["times", "last_at"])


def purge_codes(*, now: datetime, limit: tuple[int, int]) -> int:
    """Deletes rows that nothing asks for any more; returns how many."""
    too_old = now - timedelta(seconds=VALID_SECONDS)
    codes, _tables = OneTimeCode.objects.filter(issued_at__lte=too_old).delete()
    uncounted = datetime.fromtimestamp(now.timestamp() - longest_seconds(limit), tz=UTC)
    askings, _tables = CodeAsking.objects.filter(last_at__lte=uncounted).delete()
    return codes + askings


def _key(kind: str, name: str) -> str:
    return cache.make_key(f"codes:{kind}:{name}")
