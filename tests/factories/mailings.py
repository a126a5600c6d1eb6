"""Readers of the news, and mailings to them."""

from datetime import UTC, datetime
from typing import Any

from allauth.account.models import EmailAddress

from accounts.consents import give_consent
from accounts.models import Consent, User
from mailings.models import Mailing
from tests.factories.accounts import UserFactory

NOW = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)
NEWS = Consent.Kind.MARKETING_MAIL
LETTER = [("heading", "New in the harbour"), ("text", "<p>Soap of <b>salt and ash</b>.</p>")]


def reader(*, wants_news: bool = True, is_confirmed: bool = True, **facts: Any) -> User:
    """Somebody with a confirmed address who agreed to get news."""
    user = UserFactory(**facts)
    EmailAddress.objects.create(user=user, email=user.email, verified=is_confirmed, primary=True)
    if wants_news:
        give_consent(user=user, kind=NEWS, now=NOW)
    return user


def draft(*, body: list | None = None, **facts: Any) -> Mailing:
    facts = {"name": "Harbour", "subject": "New in the harbour", **facts}
    return Mailing.objects.create(body=LETTER if body is None else body, **facts)


def begun(**facts: Any) -> Mailing:
    """On its way since NOW, its readers not written down yet."""
    return draft(status=Mailing.Status.SENDING, started_at=NOW, **facts)
