"""The link in every mailing by which the news stop, in one step and without a log-in (RFC 8058)."""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.consents import has_consent, withdraw_consent
from accounts.models import User

_SALT = "accounts.news_links"


class BadLink(Exception):
    """Nobody here has signed it."""


def stop_url(*, user: User, kind: str) -> str:
    """This person's own; it stays good for as long as the secret key."""
    token = signing.dumps([user.pk, kind], salt=_SALT)
    return settings.SITE_URL + reverse("accounts:news_stop", args=[token])


def wants_news(*, token: str) -> bool:
    """Whether there is anything to stop. Raises BadLink."""
    user, kind = _read(token)
    return user is not None and has_consent(user=user, kind=kind)


def stop_news(*, token: str, now: datetime) -> None:
    """Keeps the no; without a yes before, and for an account that is gone, changes nothing. Raises BadLink."""
    user, kind = _read(token)
    if user is not None:
        withdraw_consent(user=user, kind=kind, now=now)


def _read(token: str) -> tuple[User | None, str]:
    try:
        user_id, kind = signing.loads(token, salt=_SALT)
    except signing.BadSignature as altered:
        raise BadLink from altered
    return User.objects.filter(pk=user_id).first(), kind
