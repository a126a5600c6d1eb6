from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_currency
from django import template
from django.conf import settings
from django.utils.translation import get_language, to_locale

register = template.Library()


@register.filter
def money(amount: Decimal | int | None, currency: str = "") -> str:
    """₩12,000: an amount in `currency`, else the shop's, as the active language writes it; empty for None."""
    if amount is None or amount == "":
        return ""
    locale = to_locale(get_language() or settings.LANGUAGE_CODE)
    return _write(amount, currency or settings.SHOP_CURRENCY, locale)


@lru_cache(maxsize=4096)
def _write(amount: Decimal | int, currency: str, locale: str) -> str:
    return format_currency(amount, currency, locale=locale)
