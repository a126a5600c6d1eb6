"""What cannot be undone is done by nobody but the account's owner: they say who they are once more."""

import time

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.login_limits import TooManyTries, is_own_password
from accounts.models import User
from api.networks import address_of

LOG_IN_ANEW = _("Please log out and in again, and then go on within five minutes.")


class NotProved(Exception):
    """Its text may be shown; `retry_after` in seconds when there were too many attempts, else 0."""

    def __init__(self, text: object, *, retry_after: int = 0):
        super().__init__(str(text))
        self.retry_after = retry_after


def ensure_proved(request: HttpRequest, *, user: User, password: str) -> None:
    """By the password, or by having said it a few minutes ago; an account without one by a fresh log-in.

    Raises NotProved.
    """
    if password:
        _check_password(request, user, password)
        return
    if not was_proved_lately(request, user, by_any=not user.has_usable_password()):
        if user.has_usable_password():
            raise NotProved(_("Type your password to go on."))
        raise NotProved(LOG_IN_ANEW)


def ensure_logged_in_lately(request: HttpRequest, *, user: User) -> None:
    """Where no password is asked for. Raises NotProved."""
    if not was_proved_lately(request, user, by_any=True):
        raise NotProved(LOG_IN_ANEW)


def was_proved_lately(request: HttpRequest, user: User, *, by_any: bool) -> bool:
    """By the password typed once more; with `by_any`, by the session's own log-in too."""
    if getattr(request, "auth", None) is not None:
        return False
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, user)
    return any(record["at"] > since and (by_any or record.get("reauthenticated")) for record in records)


def _check_password(request: HttpRequest, user: User, password: str) -> None:
    address, now = address_of(request), timezone.now()
    try:
        is_theirs = is_own_password(user=user, password=password, address=address, now=now)
    except TooManyTries as refusal:
        raise NotProved(refusal, retry_after=refusal.retry_after) from refusal
    if not is_theirs:
        raise NotProved(_("This is not your password."))
