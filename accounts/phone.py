"""The proof that somebody has the mobile number that stands in their account."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.codes.proofs import VALID_SECONDS, check_code, issue_code
from accounts.models import User
from accounts.texting import texter
from accounts.texting.owed import owe_text

PURPOSE = "phone"


class NothingToVerify(Exception):
    """Its text may be shown."""


def is_offered() -> bool:
    """Whether there is a way to send text messages."""
    return texter() is not None


def ask_for_code(*, user: User, address: str, now: datetime) -> None:
    """Sends one to the number of the account; `address` is where the request came from.

    Raises NothingToVerify, TooSoon, TooMany.
    """
    phone = _unverified(user)
    code = issue_code(purpose=PURPOSE, target=phone, address=address, now=now)
    facts = {"house": settings.WAGTAIL_SITE_NAME, "code": code, "minutes": VALID_SECONDS // 60}
    text = _("%(house)s: your code is %(code)s. It is valid for %(minutes)s minutes.") % facts
    owe_text(to=phone, text=text, expires_at=now + timedelta(seconds=VALID_SECONDS), now=now)


def confirm_phone(*, user: User, code: str, now: datetime) -> None:
    """Raises NothingToVerify, WrongCode, CodeExpired."""
    phone = _unverified(user)
    check_code(purpose=PURPOSE, target=phone, code=code, now=now)
    # Another page of theirs may have changed the number meanwhile.
    if not User.objects.filter(pk=user.pk, phone=phone).update(phone_verified_at=now):
        raise NothingToVerify(_("The number of your account has changed in the meantime."))
    user.phone_verified_at = now


def _unverified(user: User) -> str:
    if not is_offered():
        raise NothingToVerify(_("Numbers cannot be verified here at the moment."))
    if not user.phone:
        raise NothingToVerify(_("There is no mobile number in your account yet."))
    if user.phone_verified_at is not None:
        raise NothingToVerify(_("This number is verified."))
    return user.phone
