"""Who means whom at the log-in."""

from collections.abc import Mapping
from contextlib import suppress

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db.models import CharField, F, Value
from django.db.models.functions import Lower

from accounts.address_rules import read_phone
from accounts.models import User
from accounts.names import looks_like_a_number, tidy_name


class LoginBackend(AuthenticationBackend):
    """By user name, e-mail or mobile number. Known or not, one password is hashed: the time tells nothing."""

    def _authenticate(self, request, **credentials):
        return self._check_password(find_account(login=login_in(credentials)), credentials["password"])


def login_in(credentials: Mapping[str, str]) -> str:
    """What was typed for a name: the library passes it on under the kind of name that it took it for."""
    return credentials.get("username") or credentials.get("email") or credentials.get("phone") or ""


def find_account(*, login: str) -> User | None:
    """The account with this user name, e-mail or mobile number, in any case and any way of writing it."""
    login = tidy_name(login)
    found = None
    if "@" in login:
        found = find_by_email(email=login)
    elif looks_like_a_number(login):
        with suppress(ValidationError):
            found = _whose_number(read_phone(phone=login, country=None))
    return found or _whose("username", login)


def find_by_email(*, email: str) -> User | None:
    """Whose e-mail it is. One that somebody else typed and never confirmed names nobody."""
    own = _whose("email", email)
    if own is not None:
        return own
    confirmed = EmailAddress.objects.filter(email__iexact=email, verified=True)
    address = confirmed.select_related("user").first()
    return address.user if address is not None else None


def _whose_number(phone: str) -> User | None:
    """Of the account that has proved it. As long as none has, of the oldest: what others type takes it from nobody."""
    first = F("phone_verified_at").asc(nulls_last=True)
    return User.objects.filter(phone=phone).order_by(first, "pk").first()


def _whose(field: str, value: str) -> User | None:
    same = Lower(Value(value, output_field=CharField()))
    return User.objects.annotate(same=Lower(field)).filter(same=same).first()
