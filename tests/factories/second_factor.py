from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import encrypt
from django.utils import timezone

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PERIOD = 30


def give_second_factor(user) -> Authenticator:
    """An app whose secret the tests know; the one there is when there is one."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return found or Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(SECRET)}
    )


def take_second_factor_away(user) -> None:
    Authenticator.objects.filter(user=user).delete()


def code_at(now=None, *, steps: int = 0, secret: str = SECRET) -> str:
    """What the app shows, `steps` codes later or earlier."""
    moment = int((now or timezone.now()).timestamp())
    return format_hotp_value(hotp_value(secret, moment // PERIOD + steps))
