from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.template.defaultfilters import floatformat
from django.utils import timezone

from problems.claims import claims_to_show
from problems.models import Claim

register = template.Library()


@register.filter
def figure(amount: Decimal) -> str:
    """0.3 or 1,200: with the decimals it has, at most three, written as the active language does."""
    decimals = -int(amount.normalize().as_tuple().exponent)
    return floatformat(amount, f"{min(max(decimals, 0), 3)}g")


@register.filter
def shown_today(claims: Iterable[Claim]) -> list[Claim]:
    """Those that may be printed on the day the page is made."""
    return claims_to_show(claims=claims, day=timezone.localdate())
