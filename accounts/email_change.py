"""Another e-mail for an account: it counts once it is confirmed, and the former one is told."""

from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from django.db import transaction
from django.http import HttpRequest

from accounts.models import User


def is_confirmed(*, user: User) -> bool:
    return EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()


def waiting_email(*, user: User) -> str:
    """The address that is to follow the present one; empty when none is."""
    rows = EmailAddress.objects.filter(user=user, verified=False).exclude(email__iexact=user.email)
    return rows.order_by("-pk").values_list("email", flat=True).first() or ""


def ask_to_confirm(*, request: HttpRequest, user: User, email: str) -> None:
    """Sends the question to this address, at most one in three minutes. Another one that waited is given up."""
    with transaction.atomic():
        _note_present(user)
        EmailAddress.objects.filter(user=user, verified=False, primary=False).exclude(email=email).delete()
        waiting, _is_new = EmailAddress.objects.get_or_create(user=user, email=email)
    send_verification_email_to_address(request, waiting)


def drop_waiting(*, user: User) -> None:
    """The present address stays."""
    EmailAddress.objects.filter(user=user, verified=False).exclude(email__iexact=user.email).delete()


def _note_present(user: User) -> None:
    """An account made past the sign-up has no row for its e-mail; without one nobody could be told of the change."""
    if user.email and not EmailAddress.objects.filter(user=user, primary=True).exists():
        present, _is_new = EmailAddress.objects.get_or_create(user=user, email=user.email.lower())
        present.primary = True
        present.save(update_fields=["primary"])
