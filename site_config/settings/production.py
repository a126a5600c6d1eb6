"""Refuses to start half set up: what is missing is named, and nothing unsafe is taken for granted."""

import os

from django.core.exceptions import ImproperlyConfigured

from site_config.settings.base import *
from site_config.settings.base import (
    ALLOW_SANDBOX_PAYMENTS,
    PAYMENT_PROVIDER_NEEDS,
    PAYMENT_PROVIDERS,
    SITE_URL,
    STORAGES,
    TRUSTED_PROXY_COUNT,
)
from site_config.settings.environment import env
from site_config.settings.logging import write_as

_missing = [
    name for name in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL") if not os.environ.get(name)
]
_missing += [
    name
    for provider in PAYMENT_PROVIDERS
    for name in PAYMENT_PROVIDER_NEEDS.get(provider, [])
    if not os.environ.get(name)
]
if _missing:
    raise ImproperlyConfigured(f"Set {', '.join(_missing)}: production does not start without.")
if "sandbox" in PAYMENT_PROVIDERS and not ALLOW_SANDBOX_PAYMENTS:
    raise ImproperlyConfigured(
        "PAYMENT_PROVIDERS names sandbox, with which everybody buys for nothing: production does not start with it."
        " On a trial machine set ALLOW_SANDBOX_PAYMENTS=1."
    )
if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured(
        "DEBUG=1 shows settings and code to every visitor: production does not start with it."
    )
if not SITE_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured("SITE_URL has to begin with https:// (or http:// on a trial machine).")

DEBUG = False
LOG_FORMAT = env("LOG_FORMAT", default="json")
LOGGING = write_as(LOG_FORMAT)
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

_HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
# Without a proxy to tell us, we cannot know that a visitor came by plain HTTP, and would redirect for ever.
SECURE_SSL_REDIRECT = _HTTPS and TRUSTED_PROXY_COUNT > 0
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # the check looks for Django's own class; ForgeryMiddleware is made of it
    "security.W019",  # the admin shows previews in a frame
    "security.W021",  # the browsers' preload list is the owner's to join, and hard to leave
    *([] if SECURE_SSL_REDIRECT else ["security.W008"]),
]
if _HTTPS:
    ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
