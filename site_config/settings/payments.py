"""Ways to pay. A provider that is switched on needs its own secrets; a system check names what is missing."""

from site_config.settings.environment import env

PAYMENT_PROVIDERS = env.list("PAYMENT_PROVIDERS", default=["cash_on_delivery", "bank_transfer"])
ALLOW_SANDBOX_PAYMENTS = env.bool("ALLOW_SANDBOX_PAYMENTS", default=False)
PAYMENT_TIMEOUT_SECONDS = env.float("PAYMENT_TIMEOUT_SECONDS", default=10)

BANK_TRANSFER_DEADLINE_HOURS = env.int("BANK_TRANSFER_DEADLINE_HOURS", default=72)
BANK_TRANSFER_ACCOUNT = env("BANK_TRANSFER_ACCOUNT", default="Museum Bank 110-000-000000 (Impact Museum)")

SANDBOX_API_URL = env("SANDBOX_API_URL", default="").rstrip("/")
SANDBOX_API_KEY = env("SANDBOX_API_KEY", default="")
SANDBOX_WEBHOOK_SECRET = env("SANDBOX_WEBHOOK_SECRET", default="")

STRIPE_API_KEY = env("STRIPE_API_KEY", default="")
STRIPE_WEBHOOK_SECRET = env("STRIPE_WEBHOOK_SECRET", default="")
STRIPE_API_BASE = env("STRIPE_API_BASE", default="")

# What a provider needs as soon as it is switched on.
PAYMENT_PROVIDER_NEEDS = {
    "sandbox": ["SANDBOX_API_URL", "SANDBOX_API_KEY", "SANDBOX_WEBHOOK_SECRET"],
    "stripe": ["STRIPE_API_KEY", "STRIPE_WEBHOOK_SECRET"],
}

_PAGES = {"sandbox": SANDBOX_API_URL, "stripe": "https://checkout.stripe.com"}
# Where a buyer may be sent to pay.
PAYMENT_PAGES = [page for code, page in _PAGES.items() if code in PAYMENT_PROVIDERS and page]
