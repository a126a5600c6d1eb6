"""What somebody agreed to of their own will, apart from the terms: every answer is kept, the last one counts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, User


@dataclass(frozen=True)
class Wording:
    """What is asked. Another text needs another version: whoever agreed to the former one is asked again."""

    version: str
    text: Any


WORDINGS: dict[str, Wording] = {
    Consent.Kind.MARKETING_MAIL: Wording(
        version="1",
        text=_(
            "I want to get news of the museum by e-mail: new rooms, new objects and offers. I can stop it at any time, "
            "and nothing I buy depends on it."
        ),
    )
}


def has_consent(*, user: User, kind: str) -> bool:
    """Whether the last answer was yes, and to the text that is asked today."""
    last = last_answer(user=user, kind=kind)
    return last is not None and last.is_given and last.version == WORDINGS[kind].version


def last_answer(*, user: User, kind: str) -> Consent | None:
    return user.consents.filter(kind=kind).order_by("-at", "-pk").first()


def last_answers(*, kind: str) -> QuerySet[Consent]:
    """Everybody's, the one that counts."""
    later = Consent.objects.filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")),
        user=OuterRef("user"),
        kind=kind,
    )
    return Consent.objects.filter(~Exists(later), kind=kind)


@transaction.atomic
def give_consent(*, user: User, kind: str, now: datetime) -> None:
    """Keeps the yes with the text of today; a second time changes nothing."""
    _lock(user)
    if not has_consent(user=user, kind=kind):
        _answer(user, kind, is_given=True, now=now)


@transaction.atomic
def withdraw_consent(*, user: User, kind: str, now: datetime) -> None:
    """Keeps the no; a second time, or without a yes before, changes nothing."""
    _lock(user)
    last = last_answer(user=user, kind=kind)
    if last is not None and last.is_given:
        _answer(user, kind, is_given=False, now=now)


def _lock(user: User) -> None:
    User.objects.select_for_update(of=("self",)).only("pk").get(pk=user.pk)


def _answer(user: User, kind: str, *, is_given: bool, now: datetime) -> None:
    wording = WORDINGS[kind]
    Consent.objects.create(
        user=user, kind=kind, is_given=is_given, text=str(wording.text), version=wording.version, at=now
    )
