"""Six digits that prove a telephone or a mailbox: sent there, typed here."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from redis.exceptions import RedisError

from accounts.codes import stores
from accounts.codes.limits import AskedTooOften, TooMany, TooSoon
from accounts.codes.stores import VALID_SECONDS, CodesInRows, CodeStore, RedisCodes, Tried
from accounts.names import tidy_name
from api.networks import owner_of
from api.redis_itself import redis_itself

__all__ = [
    "DIGITS",
    "VALID_SECONDS",
    "AskedTooOften",
    "CodeExpired",
    "TooMany",
    "TooSoon",
    "WrongCode",
    "check_code",
    "issue_code",
    "purge_codes",
]

DIGITS = 6
# What purging looks at while nothing is counted.
_NO_LIMIT = (0, 0)

logger = logging.getLogger(__name__)


class WrongCode(Exception):
    """Its text may be shown; after the last of the `tries_left` a new code has to be asked for."""

    def __init__(self, *, tries_left: int):
        self.tries_left = tries_left
        if not tries_left:
            super().__init__(_("This code was not right either. Please ask for a new one."))
            return
        told = ngettext(
            "This code is not right. You can try %(count)s more time.",
            "This code is not right. You can try %(count)s more times.",
            tries_left,
        )
        super().__init__(told % {"count": tries_left})


class CodeExpired(Exception):
    """There is none, or it is too old, used, or was wrong too often. Its text may be shown."""

    def __init__(self) -> None:
        super().__init__(_("This code is no longer valid. Please ask for a new one."))


def issue_code(*, purpose: str, target: str, address: str, now: datetime, holder: str = "") -> str:
    """The code to send to `target`, in place of a former one; valid for 300 seconds, and to be told to nobody else.

    With `holder` it is worth nothing to anybody else who wants to prove the same target.

    `address` is where the request came from. Each of them gets one a minute, what RATE_LIMITS says under `sms` (five
    an hour), and ten a day; with `sms=off` nothing is counted. Raises TooSoon or TooMany.
    """
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    askers = [_hash("asked for", purpose, target), _hash("asked by", purpose, owner_of(address))]
    for store in _stores():
        with _noting_absence():
            store.keep(
                about=_hash("about", purpose, target, holder),
                code_hash=_hash("code", purpose, target, holder, code),
                askers=askers,
                limit=settings.RATE_LIMITS.get("sms"),
                now=now,
            )
            break
    return code


def check_code(*, purpose: str, target: str, code: str, now: datetime, holder: str = "") -> None:
    """Uses up the code. Raises WrongCode, at most five times for one code, or CodeExpired."""
    typed = tidy_name(code).replace(" ", "")
    about = _hash("about", purpose, target, holder)
    code_hash = _hash("code", purpose, target, holder, typed)
    wrong: int | None = None
    # The code may have been issued while Redis was away, or just before.
    for store in _stores():
        with _noting_absence():
            tried, tries_left = store.try_code(about=about, code_hash=code_hash, now=now)
            if tried is Tried.RIGHT:
                return
            if tried is Tried.WRONG:
                wrong = tries_left
    if wrong is None:
        raise CodeExpired
    raise WrongCode(tries_left=wrong)


def purge_codes(*, now: datetime) -> int:
    """Deletes rows of codes and askings that have outlived their use; returns how many."""
    return stores.purge_codes(now=now, limit=settings.RATE_LIMITS.get("sms") or _NO_LIMIT)


def _stores() -> Iterator[CodeStore]:
    redis = redis_itself()
    if redis is not None:
        yield RedisCodes(redis)
    yield CodesInRows()


def _hash(*words: str) -> str:
    return salted_hmac("accounts.codes", "\0".join(words), algorithm="sha256").hexdigest()


@contextmanager
def _noting_absence() -> Iterator[None]:
    """Redis may go at any moment; the next store is asked then."""
    try:
        yield
    except RedisError as error:
        logger.warning("Redis is away (%s): one-time codes are kept in the database", type(error).__name__)
