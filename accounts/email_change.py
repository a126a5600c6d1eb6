"""Another e-mail for an account: it counts once it is confirmed, and the former one is told."""

from datetime import timedelta

from allauth.account import app_settings
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.signals import email_confirmed
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import HttpRequest

from accounts.models import User

_SALT = "accounts.email_change"


class AddressConfirmation(EmailConfirmationHMAC):
    """What the link in a letter stands for: this row, and the address that was in it when the letter was written."""

    @property
    def key(self) -> str:
        return signing.dumps([self.email_address.pk, self.email_address.email], salt=_SALT)

    @classmethod
    def from_key(cls, key: str) -> "AddressConfirmation | None":
        """None when the link is altered, too old, used, or the address is no longer the one to be confirmed."""
        address = _address_in(key)
        return cls(address) if address is not None and _waits(address) else None

    def may_be_given_by(self, *, user: User | AnonymousUser) -> bool:
        """An address that is to replace another opens the account afterwards: only who is in it already may say yes, for
        a slip of the pen leads the letter to a stranger. For the one it was made with, reading the letter is enough.
        """
        return self.email_address.primary or self.email_address.user_id == user.pk

    @staticmethod
    def is_used(key: str) -> bool:
        """Whether the link, still young enough, has done its work and nothing was changed since."""
        address = _address_in(key)
        return address is not None and address.verified


def is_confirmed(*, user: User) -> bool:
    return EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()


def waiting_email(*, user: User) -> str:
    """The address that is to follow the present one; empty when none is."""
    rows = EmailAddress.objects.filter(user=user, verified=False).exclude(email__iexact=user.email)
    return rows.order_by("-pk").values_list("email", flat=True).first() or ""


def is_owned(*, email: str, user: User | None = None) -> bool:
    """By another account than `user`, confirmed or not. A change of e-mail that waits to be confirmed owns nothing yet."""
    if not email:
        return False
    kept = EmailAddress.objects.filter(Q(verified=True) | Q(primary=True), email__iexact=email)
    accounts = User.objects.annotate(lower=Lower("email")).filter(lower=email.lower())
    if user is not None:
        kept, accounts = kept.exclude(user=user), accounts.exclude(pk=user.pk)
    return kept.exists() or accounts.exists()


def drop_claims(*, email: str) -> None:
    """Changes to this address that accounts asked for and never confirmed."""
    EmailAddress.objects.filter(email__iexact=email, verified=False, primary=False).delete()


def note_present(*, user: User) -> None:
    """Without a row for its e-mail an account could neither confirm it nor be told of a change.

    One has none when it was made past the sign-up, or while another account waited for the address.
    """
    if not user.email or EmailAddress.objects.filter(user=user, primary=True).exists():
        return
    present, _is_new = EmailAddress.objects.get_or_create(user=user, email=user.email.lower())
    present.primary = True
    present.save(update_fields=["primary"])
    # What the library remembers of this account's rows.
    EmailAddress.objects.fill_cache_for_user(user, list(EmailAddress.objects.filter(user=user)))


def ask_to_confirm(*, request: HttpRequest, user: User, email: str) -> bool:
    """Sends the question to this address, at most one in three minutes: whether it did. Another one that waited is given
    up.
    """
    with transaction.atomic():
        note_present(user=user)
        EmailAddress.objects.filter(user=user, verified=False, primary=False).exclude(email=email).delete()
        waiting, _is_new = EmailAddress.objects.get_or_create(user=user, email=email)
    return send_verification_email_to_address(request, waiting)


def drop_waiting(*, user: User) -> None:
    """The present address stays."""
    EmailAddress.objects.filter(user=user, verified=False).exclude(email__iexact=user.email).delete()


def lock_unconfirmed(*, address: EmailAddress) -> EmailAddress | None:
    """The row as it is now, kept from others until the transaction ends; None when nothing is left to confirm.

    With it every other row with the address, in one order: of two accounts that confirm it at once, neither waits for
    the other. Must be called in a transaction.
    """
    User.objects.select_for_update().get(pk=address.user_id)
    rows = EmailAddress.objects.select_for_update().filter(email=address.email).order_by("pk")
    row = next((row for row in rows if row.pk == address.pk), None)
    return row if row is not None and _waits(row) else None


def confirm_present(*, request: HttpRequest, address: EmailAddress) -> None:
    """For the address that the account has already; one that is to follow it goes on waiting."""
    address.verified = True
    address.save(update_fields=["verified"])
    email_confirmed.send(sender=EmailAddress, request=request, email_address=address)


def _address_in(key: str) -> EmailAddress | None:
    longest = timedelta(days=app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS)
    try:
        pk, email = signing.loads(key, salt=_SALT, max_age=longest)
    except signing.BadSignature:
        return None
    return EmailAddress.objects.select_related("user").filter(pk=pk, email=email).first()


def _waits(address: EmailAddress) -> bool:
    is_still_meant = not address.primary or address.user.email.lower() == address.email.lower()
    return is_still_meant and not address.verified
