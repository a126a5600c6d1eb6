"""The page where the shopper says how the payment ends, in the museum's own clothes."""

import re
from pathlib import Path

from babel.numbers import format_currency
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import get_language, to_locale

from checkout.payments.minor_units import from_minor
from checkout.sandbox_server.asked import origin
from checkout.sandbox_server.ledger import Intent, State
from checkout.sandbox_server.refusal import Refusal

_STATIC = re.compile(r"(css|fonts|images)/[A-Za-z0-9_-]+\.(css|woff2|svg)")
_TYPES = {"css": "text/css; charset=utf-8", "woff2": "font/woff2", "svg": "image/svg+xml"}
CHOICES = {
    "pay": State.CAPTURED,
    "fail": State.FAILED,
    "wait": State.AUTHORIZED,
    "cancel": State.CANCELLED,
}


def pay_page(intent: Intent) -> str:
    locale = to_locale(get_language() or settings.LANGUAGE_CODE)
    amount = from_minor(intent.amount, intent.currency)
    context = {
        "intent": intent,
        "amount": format_currency(amount, intent.currency, locale=locale),
        "is_thinking": intent.status == State.AUTHORIZED,
        "shop": origin(intent.return_url),
        "files": "/static",
    }
    return render_to_string("checkout/sandbox/pay.html", context)


def page_headers(intent: Intent) -> dict[str, str]:
    # A browser that sends the form also asks this policy about the shop it is then sent back to.
    policy = (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none';"
        f" frame-ancestors 'none'; form-action 'self' {origin(intent.return_url)}"
    )
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }


def static_file(name: str) -> tuple[bytes, str]:
    """A style sheet, face or drawing of the shop and its type. Raises Refusal."""
    found = finders.find(name) if _STATIC.fullmatch(name) else None
    if not isinstance(found, str):
        raise Refusal(404, "not_found")
    return Path(found).read_bytes(), _TYPES[name.rpartition(".")[2]]
