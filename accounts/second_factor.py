"""The second factor: who must have one, who is asked for one, and what becomes of one that is lost.

The codes of an app and passkeys are factors; recovery codes alone are none.
"""

from datetime import datetime

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.api_tokens import revoke_tokens
from accounts.letters import write_account_letter
from accounts.models import User
from accounts.sessions.log_ins import end_sessions

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Whoever may change the rights of others may do everything.
RIGHT_OF_OWNERS = "auth.change_group"
RIGHT_OF_STAFF = "wagtailadmin.access_admin"
RESET = "accounts.reset_second_factor"
MONTHS_PUT_OFF = 3


class NoSecondFactor(Exception):
    def __init__(self, user: User):
        super().__init__(_("%(name)s has no second factor.") % {"name": user.get_username()})


def has_second_factor(*, user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def is_owner(*, user: User) -> bool:
    """By role, as a superuser, or by a group that may give rights."""
    return user.has_perm(RIGHT_OF_OWNERS)


def must_set_up(*, user: User) -> bool:
    """An owner who has none."""
    return is_owner(user=user) and not has_second_factor(user=user)


def should_be_asked(*, user: User, now: datetime) -> bool:
    """Others of the staff who have none, and have not put it off in this quarter of the year."""
    if not user.has_perm(RIGHT_OF_STAFF) or is_owner(user=user):
        return False
    profile = getattr(user, "wagtail_userprofile", None)
    is_put_off = profile is not None and bool(profile.dismissibles.get(reminder_name(now=now)))
    return not is_put_off and not has_second_factor(user=user)


def reminder_name(*, now: datetime) -> str:
    """Another one every quarter: by this name a member of staff puts the reminder off."""
    day = timezone.localdate(now)
    return f"second-factor-{day.year}-{(day.month - 1) // MONTHS_PUT_OFF + 1}"


@transaction.atomic
def use_code(*, authenticator: Authenticator, code: str, now: datetime) -> bool:
    """Whether an app shows this code now and it was not used before; from now on neither it nor an earlier one is taken."""
    kept = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    step = _step_of(secret=decrypt(kept.data["secret"]), code=code, now=now)
    if step is None or step <= kept.data.get("last_step", 0):
        return False
    kept.data["last_step"] = step
    kept.save(update_fields=["data"])
    return True


@transaction.atomic
def reset_second_factor(*, user: User, actor: User | None, now: datetime) -> None:
    """Takes all factors and recovery codes away, ends all log-ins and tokens of the account, and tells its e-mail.

    For a device that is lost; whoever must have a factor is asked for a new one. Without an actor it was somebody at
    the machine itself. Raises NoSecondFactor.
    """
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    if not has_second_factor(user=user):
        raise NoSecondFactor(user)
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user=user)
    revoked = revoke_tokens(user=user, actor=actor, now=now)
    log(instance=user, action=RESET, user=actor)
    if user.email:
        facts = {"revoked_tokens": revoked}
        letter = write_account_letter(template="accounts/mails/second_factor_reset", facts=facts)
        send_mail(letter.subject, letter.text, None, [user.email], html_message=letter.html)


def _step_of(*, secret: str, code: str, now: datetime) -> int | None:
    """The number of the time step whose code this is, of those that are let pass now."""
    present = int(now.timestamp()) // app_settings.TOTP_PERIOD
    tolerance = app_settings.TOTP_TOLERANCE
    for step in range(present - tolerance, present + tolerance + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None
