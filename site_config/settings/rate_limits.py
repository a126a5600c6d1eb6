import re

from django.core.exceptions import ImproperlyConfigured

from site_config.settings.environment import env

_DEFAULTS = "login=5/5m,signup=20/h,reset=5/h,coupon=10/m,orders=30/m,search=60/m,suggest=240/m,sms=5/h,names=30/m,posts=20/h"
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_ENTRY = re.compile(r"([a-z_]+)=(?:(off)|([1-9][0-9]{0,5})/([1-9][0-9]{0,3})?([smhd]))", re.ASCII)


def read_rate_limits(text: str) -> dict[str, tuple[int, int] | None]:
    """Attempts and the seconds in which they count, by group; None for a group that is off.

    Raises ImproperlyConfigured naming the entry that cannot be read.
    """
    limits: dict[str, tuple[int, int] | None] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        found = _ENTRY.fullmatch(entry)
        if found is None:
            raise ImproperlyConfigured(f"RATE_LIMITS: {entry!r} is not like login=5/5m or login=off")
        group, off, count, number, unit = found.groups()
        limits[group] = None if off else (int(count), int(number or 1) * _SECONDS[unit])
    return limits


# A group that the variable leaves out keeps its limit.
RATE_LIMITS = read_rate_limits(_DEFAULTS) | read_rate_limits(env("RATE_LIMITS", default=""))


def limits_of_accounts(limits: dict[str, tuple[int, int] | None]) -> dict[str, str | None]:
    """The groups that the log-in pages count themselves, in their words: second factors by account, sign-ups by address.

    Passwords are counted in the database, see `accounts.login_limits`.
    """
    words = {group: f"{limit[0]}/{limit[1]}s" if limit else None for group, limit in limits.items()}
    login, signup, reset = words["login"], words["signup"], words["reset"]
    return {
        "login": login and "30/m/ip",
        "login_failed": login and f"10/m/ip,{login}/key",
        "signup": signup and f"{signup}/ip",
        "reset_password": reset and f"20/m/ip,{reset}/key",
    }


ACCOUNT_RATE_LIMITS = limits_of_accounts(RATE_LIMITS)
MFA_RATE_LIMITS = {"webauthn_login": ACCOUNT_RATE_LIMITS["login"]}
