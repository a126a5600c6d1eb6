"""Where the library of second factors is told what this shop wants."""

import base64
import logging
from functools import cache

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KEY_BYTES = 32
PURPOSE = b"accounts.second_factor"

logger = logging.getLogger(__name__)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This did not work. A code works once: wait for the next one, and try again."
        ),
        "unverified_email": gettext_lazy("First confirm your e-mail: the link is in our mail to you."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher(_keys()).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret that cannot be read becomes one that nobody knows: it opens nothing, and says so in the log."""
        try:
            return _cipher(_keys()).decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("a second factor cannot be read: was SECRET_KEY changed without a fallback?")
            return generate_totp_secret()

    def generate_authenticator_name(self, user, type) -> str:  # noqa: A002  the library's name for it
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey") if number == 1 else _("Passkey %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        return settings.MFA_TOTP_ISSUER


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_stretch(key))) for key in keys])


def _stretch(key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE).derive(key.encode())
