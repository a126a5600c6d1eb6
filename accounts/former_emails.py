"""The addresses that an account had, so that the letters to them are found when it closes."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from accounts.models import FormerEmail, User


def remember_former(*, user: User, now: datetime) -> None:
    """To be called before `user` is saved: keeps the address that the row still has, if it is another one."""
    kept = User.objects.filter(pk=user.pk).values_list("email", flat=True).first()
    if kept and kept.lower() != user.email.lower():
        FormerEmail.objects.create(user=user, email=kept.lower(), replaced_at=now)


def former_emails_of(*, user: User) -> set[str]:
    """In small letters; without those that belong to another account by now."""
    former = set(user.former_emails.values_list("email", flat=True))
    if not former:
        return former
    others = User.objects.exclude(pk=user.pk).annotate(lower=Lower("email")).filter(lower__in=former)
    claimed = EmailAddress.objects.exclude(user=user).annotate(lower=Lower("email")).filter(lower__in=former)
    return former - set(others.values_list("lower", flat=True)) - set(claimed.values_list("lower", flat=True))
