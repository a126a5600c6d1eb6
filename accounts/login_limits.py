"""How many passwords may be tried. The counts are rows, and one guarded statement takes a try before the password is
looked at: of many tries at once no more come through than may, and nothing is forgotten when the cache is."""

import math
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Case, F, Q, Value, When
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from accounts.login import find_account
from accounts.models import LoginTries, User
from accounts.names import tidy_name
from api.networks import owner_of

# Many people may share an address, each with an account of their own.
SHARE_OF_AN_ADDRESS = 10
FAILURES_BEFORE_BOT_CHECK = 3
AT_ONCE = 1000


class TooManyTries(Exception):
    """Its text may be shown; `retry_after` is in seconds, at least 1."""

    def __init__(self, *, retry_after: int):
        self.retry_after = retry_after
        minutes = math.ceil(retry_after / 60)
        text = ngettext(
            "There have been too many tries. Please come back in %(minutes)s minute.",
            "There have been too many tries. Please come back in %(minutes)s minutes.",
            minutes,
        )
        super().__init__(text % {"minutes": minutes})


def take_try(*, login: str, address: str, now: datetime) -> None:
    """Counts a try of a password for the account that `login` means, and for the address that it comes from.

    A name that nobody has is counted like an account. Raises TooManyTries when either has none left.
    """
    limit = settings.RATE_LIMITS.get("login")
    if limit is not None:
        _take_both(_key_of_name(login), address, limit, now)


def take_own_try(*, user: User, address: str, now: datetime) -> None:
    """The same for somebody who is logged in, by whatever name. Raises TooManyTries."""
    limit = settings.RATE_LIMITS.get("login")
    if limit is not None:
        _take_both(_key_of_account(user), address, limit, now)


def is_own_password(*, user: User, password: str, address: str, now: datetime) -> bool:
    """Of somebody who is logged in and says it again; counted as a log-in is. Raises TooManyTries."""
    take_own_try(user=user, address=address, now=now)
    if not user.check_password(password):
        return False
    give_back(user=user, address=address)
    return True


def check_tries(*, login: str, address: str, now: datetime) -> None:
    """Counts nothing. Raises TooManyTries when no try is left, of an account and of a name that nobody has alike."""
    limit = settings.RATE_LIMITS.get("login")
    if limit is None:
        return
    most, seconds = limit
    allowed = {_key_of_name(login): most, _key_of_address(address): most * SHARE_OF_AN_ADDRESS}
    rows = LoginTries.objects.filter(key__in=allowed, began_at__gt=now - timedelta(seconds=seconds))
    used_up = [row.began_at for row in rows if row.tries >= allowed[row.key]]
    if used_up:
        raise TooManyTries(retry_after=_wait(max(used_up), seconds, now))


def give_back(*, user: User, address: str) -> None:
    """The password was right: the account has all its tries again, the address the one that was taken.

    Not more than that, or whoever has an account could log in now and then and go on guessing at others.
    """
    LoginTries.objects.filter(key=_key_of_address(address), tries__gt=0).update(tries=F("tries") - 1)
    free_account(user=user)


def take_code_try(*, user: User, now: datetime) -> None:
    """Counts a try of a second factor's code, whatever becomes of passwords. Raises TooManyTries."""
    limit = settings.RATE_LIMITS.get("login")
    if limit is not None:
        _take(_key_of_codes(user), *limit, now)


def give_back_code_tries(*, user: User) -> None:
    """The code was right."""
    LoginTries.objects.filter(key=_key_of_codes(user)).delete()


def free_account(*, user: User) -> bool:
    """Gives an account all its tries again; whether any were gone."""
    return LoginTries.objects.filter(key=_key_of_account(user)).delete()[0] > 0


def free_address(*, address: str) -> bool:
    """Gives an address all its tries again; whether any were gone."""
    return LoginTries.objects.filter(key=_key_of_address(address)).delete()[0] > 0


def needs_bot_check(*, login: str, address: str, now: datetime) -> bool:
    """Whether this account or this address has failed three times or more a moment ago."""
    limit = settings.RATE_LIMITS.get("login")
    if limit is None:
        return False
    keys = [_key_of_name(login), _key_of_address(address)]
    since = now - timedelta(seconds=limit[1])
    counts = LoginTries.objects.filter(key__in=keys, began_at__gt=since)
    return counts.filter(tries__gte=FAILURES_BEFORE_BOT_CHECK).exists()


def purge_tries(*, now: datetime) -> int:
    """Forgets counts that no longer count; how many."""
    _most, seconds = settings.RATE_LIMITS.get("login") or (0, 0)
    outlived = LoginTries.objects.filter(began_at__lte=now - timedelta(seconds=seconds))
    purged = 0
    while keys := list(outlived.values_list("key", flat=True)[:AT_ONCE]):
        # What began anew in the meantime stays.
        deleted, _by_model = outlived.filter(key__in=keys).delete()
        purged += deleted
    return purged


def _take_both(key: str, address: str, limit: tuple[int, int], now: datetime) -> None:
    most, seconds = limit
    _take(_key_of_address(address), most * SHARE_OF_AN_ADDRESS, seconds, now)
    _take(key, most, seconds, now)


def _take(key: str, most: int, seconds: int, now: datetime) -> None:
    """Tries count from the first one on; when its time is over, the next one is a first one. Raises TooManyTries."""
    is_over = Q(began_at__lte=now - timedelta(seconds=seconds))
    LoginTries.objects.bulk_create([LoginTries(key=key, began_at=now)], ignore_conflicts=True)
    taken = LoginTries.objects.filter(is_over | Q(tries__lt=most), key=key).update(
        tries=Case(When(is_over, then=Value(1)), default=F("tries") + 1),
        began_at=Case(When(is_over, then=Value(now)), default=F("began_at")),
    )
    if not taken:
        began_at = LoginTries.objects.filter(key=key).values_list("began_at", flat=True).first() or now
        raise TooManyTries(retry_after=_wait(began_at, seconds, now))


def _wait(began_at: datetime, seconds: int, now: datetime) -> int:
    left = began_at + timedelta(seconds=seconds) - now
    return max(1, math.ceil(left.total_seconds()))


def _key_of_name(login: str) -> str:
    user = find_account(login=login)
    return _hash(f"name:{tidy_name(login).casefold()}") if user is None else _key_of_account(user)


def _key_of_account(user: User) -> str:
    return _hash(f"account:{user.pk}")


def _key_of_codes(user: User) -> str:
    return _hash(f"codes:{user.pk}")


def _key_of_address(address: str) -> str:
    return _hash(f"address:{owner_of(address)}")


def _hash(text: str) -> str:
    """Neither a name nor an address can be read out of the table, or guessed at without the site's key."""
    return salted_hmac("accounts.login_limits", text, algorithm="sha256").hexdigest()
