"""The proof that somebody has the mobile number that stands in their account."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.codes.proofs import VALID_SECONDS, check_code, issue_code
from accounts.models import User
from accounts.profile import IN_USE
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
    code = issue_code(purpose=PURPOSE, target=phone, holder=str(user.pk), address=address, now=now)
    facts = {"house": settings.WAGTAIL_SITE_NAME, "code": code, "minutes": VALID_SECONDS // 60}
    text = _("%(house)s: your code is %(code)s. It is valid for %(minutes)s minutes.") % facts
    owe_text(to=phone, text=text, expires_at=now + timedelta(seconds=VALID_SECONDS), now=now)


def confirm_phone(*, user: User, code: str, now: datetime) -> None:
    """From then on the number is this account's alone: others that had only typed it have none any more.

    Raises NothingToVerify, WrongCode, CodeExpired.
    """
    phone = _unverified(user)
    check_code(purpose=PURPOSE, target=phone, holder=str(user.pk), code=code, now=now)
    with transaction.atomic():
        others = lock_holders(phone=phone)
        # Another page of theirs may have changed the number meanwhile, or somebody else may have proved it.
        if others.pop(user.pk, None) is None:
            raise NothingToVerify(_("The number of your account has changed in the meantime."))
        if any(other.phone_verified_at for other in others.values()):
            raise NothingToVerify(IN_USE["phone"])
        User.objects.filter(pk__in=list(others)).update(phone=None)
        User.objects.filter(pk=user.pk).update(phone_verified_at=now)
    user.phone_verified_at = now


def lock_holders(*, phone: str) -> dict[int, User]:
    """All accounts with this number, by key. In a transaction; in one order, so that no two wait for each other."""
    holders = User.objects.select_for_update().filter(phone=phone).order_by("pk")
    return {holder.pk: holder for holder in holders}


def _unverified(user: User) -> str:
    if not is_offered():
        raise NothingToVerify(_("Numbers cannot be verified here at the moment."))
    if not user.phone:
        raise NothingToVerify(_("There is no mobile number in your account yet."))
    if user.phone_verified_at is not None:
        raise NothingToVerify(_("This number is verified."))
    return user.phone
