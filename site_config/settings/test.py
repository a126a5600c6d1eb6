"""Embedded and quick. PostgreSQL comes in by DATABASE_URL; Redis only where a test asks for it."""

import os

# Not what the shell says. Nobody answers at this address: a test that pays online starts a server of its own.
os.environ |= {
    "PAYMENT_PROVIDERS": "cash_on_delivery,bank_transfer,sandbox",
    "PAYMENT_TIMEOUT_SECONDS": "2",
    "SANDBOX_API_URL": "http://127.0.0.1:9",
    "SANDBOX_API_KEY": "sandbox-key-for-tests",
    "SANDBOX_WEBHOOK_SECRET": "sandbox-secret-for-tests",
    "SMS_URL": "console:",
}

from site_config.settings.base import DATABASES, INSTALLED_APPS, VAR_DIR
from site_config.settings.development import *

DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
MIGRATION_LINTER_OPTIONS = {
    "include_apps": [
        "stories",
        "webhooks",
        "problems",
        "brands",
        "products",
        "accounts",
        "campaigns",
        "checkout",
        "search",
        "posts",
        "mailings",
        "home",
    ],
    # The first release's run on an empty database, where nothing can be locked or lost.
    "ignore_name_contains": "_initial",
    "ignore_name": [
        # New tables, and columns with a default of the database's own that older code can leave out. What it
        # widens and makes unique are short tables and columns that are empty at that moment.
        "0004_money_and_promises",
        "0007_return_key",
        "0008_refund_key",
        "0009_closed_return",
        "0003_coupons",
        "0006_dated_prices",
        "0013_coupons",
        "0004_promises_and_levels",
        # On SQLite their tables are made anew, which looks like columns that older code has to fill. What 0013 makes
        # unique was so before, in all rows.
        "0005_lists_by_index",
        "0009_former_email",
        "0011_verified_phone",
        "0013_verified_phone_is_one",
        "0003_adds",
        "0002_button_address",
    ],
    "no_cache": True,
}
SITE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
POST_OFFICE = {
    "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"},
    "DEFAULT_PRIORITY": "medium",
    "MESSAGE_ID_ENABLED": True,
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
RATE_LIMITS = dict.fromkeys(RATE_LIMITS)  # what counts attempts sets its limit itself
ACCOUNT_RATE_LIMITS = limits_of_accounts(RATE_LIMITS)
MFA_RATE_LIMITS = {"webauthn_login": ACCOUNT_RATE_LIMITS["login"]}
CELERY_TASK_ALWAYS_EAGER = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ELASTICSEARCH_URL = ""  # only where a test asks for it
READS_WRITTEN_SECONDS = 10**9  # nor are reads written down, where a test does not say so
SEARCH_FOLLOW_AT_ONCE = False  # nor does anybody search, where a test does not
WHITENOISE_AUTOREFRESH = True

# A name of its own for every run, so that two at once do not meet. On SQLite it is a file, because the threads of a
# test must see the same data.
_NAME = f"test-{os.getpid()}"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR_DIR.mkdir(exist_ok=True)
    _NAME = str(VAR_DIR / f"{_NAME}.sqlite3")
DATABASES["default"]["TEST"] = {"NAME": _NAME}
