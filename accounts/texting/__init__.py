"""Text messages to telephones: one module per way to send them behind one small interface."""

from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

from accounts.texting.console import Console
from accounts.texting.solapi import Solapi
from accounts.texting.texter import Texter


def texter() -> Texter | None:
    """What SMS_URL names, the same one for the whole process; None when nobody is sent a text."""
    return _texter_at(settings.SMS_URL) if settings.SMS_URL else None


@cache
def _texter_at(url: str) -> Texter:
    return Console() if urlsplit(url).scheme == "console" else Solapi(url=url)
