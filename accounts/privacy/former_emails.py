"""The addresses that an account had, so that the letters to them are found when it closes."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from accounts.mailboxes import Mailbox
from accounts.models import FormerEmail, User

# The letter that tells a former address that it is one.
UNTIL_TOLD = timedelta(minutes=1)


def remember_former(*, user: User, now: datetime) -> None:
    """To be called before `user` is saved: keeps the address that the row still has, if it is another one."""
    kept = User.objects.filter(pk=user.pk).values_list("email", flat=True).first()
    if kept and kept.lower() != user.email.lower():
        FormerEmail.objects.create(user=user, email=kept.lower(), replaced_at=now)


def confirmed_emails_of(*, user: User) -> set[str]:
    """In small letters."""
    rows = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {email.lower() for email in rows}


def held_by(*, user: User) -> list[Mailbox]:
    """Those that were the account's, and when: confirmed ones always, others as long as they stood in its row.

    One that only waits to be confirmed was never its own, and one that another account has by now is that one's.
    """
    confirmed = confirmed_emails_of(user=user)
    held, since = [Mailbox(email) for email in sorted(confirmed)], user.date_joined
    for former in user.former_emails.order_by("replaced_at", "pk"):
        held.append(Mailbox(former.email, since, former.replaced_at + UNTIL_TOLD))
        since = former.replaced_at
    if user.email:
        held.append(Mailbox(user.email.lower(), since))
    own = confirmed | _without_others(user, {mailbox.email for mailbox in held} - confirmed)
    return [mailbox for mailbox in held if mailbox.email in own]


def _without_others(user: User, emails: set[str]) -> set[str]:
    """Those that are no other account's, and that nobody else has confirmed."""
    if not emails:
        return emails
    accounts = User.objects.exclude(pk=user.pk).annotate(lower=Lower("email")).filter(lower__in=emails)
    confirmed = EmailAddress.objects.exclude(user=user).filter(verified=True).annotate(lower=Lower("email"))
    theirs = {*accounts.values_list("lower", flat=True)}
    theirs |= {*confirmed.filter(lower__in=emails).values_list("lower", flat=True)}
    return emails - theirs
