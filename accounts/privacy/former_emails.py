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


def confirmed_emails_of(*, user: User) -> set[str]:
    """In small letters."""
    rows = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {email.lower() for email in rows}


def former_emails_of(*, user: User) -> set[str]:
    """In small letters."""
    return set(user.former_emails.values_list("email", flat=True))


def without_others(*, user: User, emails: set[str]) -> set[str]:
    """Those (in small letters) that are no other account's, and that nobody else has confirmed."""
    if not emails:
        return emails
    accounts = User.objects.exclude(pk=user.pk).annotate(lower=Lower("email")).filter(lower__in=emails)
    confirmed = EmailAddress.objects.exclude(user=user).filter(verified=True).annotate(lower=Lower("email"))
    theirs = {*accounts.values_list("lower", flat=True)}
    theirs |= {*confirmed.filter(lower__in=emails).values_list("lower", flat=True)}
    return emails - theirs
