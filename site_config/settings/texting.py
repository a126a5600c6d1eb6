import re

from django.core.exceptions import ImproperlyConfigured

from site_config.settings.environment import env

# Empty: nobody is sent a text, and no number is verified.
SMS_URL = env("SMS_URL", default="")
SMS_TIMEOUT_SECONDS = env.float("SMS_TIMEOUT_SECONDS", default=10)

_SHAPE = re.compile(
    r"console:|solapi(?:\+http)?://[A-Za-z0-9_%-]+:[A-Za-z0-9_%-]+@[A-Za-z0-9.-]+(?::[0-9]{1,5})?/?\?from=[0-9]{4,15}",
    re.ASCII,
)


def check_sms_url(url: str) -> None:
    """Raises ImproperlyConfigured, without the secret in it."""
    if url and not _SHAPE.fullmatch(url):
        raise ImproperlyConfigured(
            "SMS_URL is neither console: nor like solapi://KEY:SECRET@api.solapi.com?from=0215880000"
        )


check_sms_url(SMS_URL)
