"""Accounts made by the house rather than by signing up: staff, and the people of a demonstration."""

import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.email_change import drop_claims
from accounts.models import User
from accounts.roles import SHOPPER, give_role

LONGEST_USERNAME = 150
ROOM_FOR_TAIL = 20


class NotAnEmail(Exception):
    def __init__(self, text: str):
        super().__init__(_("“%(text)s” is not an e-mail address.") % {"text": text})


@dataclass(frozen=True)
class KnownUser:
    user: User
    is_new: bool


def ensure_user(
    *,
    email: str,
    role: str | None = None,
    password: str | None = None,
    verified: bool = False,
    first_name: str = "",
    last_name: str = "",
) -> KnownUser:
    """The account with this e-mail, whatever its case, made when there is none; twice is once.

    What is not given stays as it was. A new account without a password cannot log in by one; without
    a role it is a shopper's. Raises NotAnEmail.
    """
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise NotAnEmail(email) from wrong
    wish = _Wish(email, role, password, verified, {"first_name": first_name, "last_name": last_name})
    tail = f"-{secrets.token_hex(4)}"
    # Somebody else may take the user name first, and then the e-mail; the third look finds their account.
    for name_tail in ("", tail):
        with suppress(IntegrityError):
            return wish.fulfil(tail=name_tail)
    return wish.fulfil(tail=tail)


@dataclass(frozen=True)
class _Wish:
    email: str
    role: str | None
    password: str | None
    verified: bool
    names: dict[str, str]

    @transaction.atomic
    def fulfil(self, *, tail: str) -> KnownUser:
        """`tail` is put to the user name of a new account."""
        user = User.objects.select_for_update().filter(email__iexact=self.email).first()
        is_new = user is None
        role = self.role
        if user is None:
            user = User(email=self.email, username=free_username(email=self.email) + tail)
            user.set_unusable_password()
            role = role or SHOPPER
        for field, value in self.names.items():
            setattr(user, field, value or getattr(user, field))
        if self.password is not None and not user.check_password(self.password):
            user.set_password(self.password)
        user.save()
        if role is not None:
            give_role(user=user, role=role)
        _write_address(user, verified=self.verified)
        return KnownUser(user=user, is_new=is_new)


def free_username(*, email: str) -> str:
    """The part before the @, with a number when somebody has it. A telephone number is no user name."""
    wanted = re.sub(r"[^\w.+-]", "", email.split("@")[0])[: LONGEST_USERNAME - ROOM_FOR_TAIL] or "user"
    if not any(sign.isalpha() for sign in wanted):
        # Nor is one with a number put behind it.
        wanted = f"user-{wanted}"
    taken = {
        name.lower()
        for name in User.objects.filter(username__istartswith=wanted).values_list("username", flat=True)
    }
    numbered = (wanted if number == 1 else f"{wanted}{number}" for number in count(1))
    return next(name for name in numbered if name.lower() not in taken)


def _write_address(user: User, *, verified: bool) -> None:
    address = EmailAddress.objects.filter(user=user, email__iexact=user.email).first()
    if address is None:
        address = EmailAddress(user=user, email=user.email.lower())
    address.verified = address.verified or verified
    address.primary = not EmailAddress.objects.filter(user=user, primary=True).exclude(pk=address.pk).exists()
    address.save()
    if address.verified:
        drop_claims(email=address.email)
