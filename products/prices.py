"""The only decider of a price. Amounts are in the shop's currency, tax included."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from products.models import Variant


@dataclass(frozen=True)
class Price:
    amount: Decimal
    compare_at: Decimal | None


def decide_price(*, variant: Variant, now: datetime) -> Price:
    """What one piece costs at `now`."""
    return Price(amount=variant.price, compare_at=variant.compare_at_price)


def smallest_unit() -> Decimal:
    """One won, or one cent, of the shop's currency (Unicode CLDR, currency fractions)."""
    return Decimal(1).scaleb(-get_currency_precision(settings.SHOP_CURRENCY))


def ensure_valid_price(*, amount: Decimal, is_free: bool) -> None:
    """Raises ValidationError: negative, with a fraction of the smallest unit, or 0 without the free mark."""
    if amount < 0:
        raise ValidationError(_("A price cannot be negative."))
    if amount != amount.quantize(smallest_unit()):
        raise ValidationError(
            _("Type a whole amount: %(currency)s has no such fraction."), params=_currency()
        )
    if amount == 0 and not is_free:
        raise ValidationError(_("A price of 0 is allowed only when the product is marked free."))


def change_by_percent(*, amount: Decimal, percent: Decimal) -> Decimal:
    """`amount` changed by `percent`, rounded half up to the smallest unit; never below 0."""
    changed = amount * (100 + percent) / 100
    return max(Decimal(0), changed.quantize(smallest_unit(), ROUND_HALF_UP))


def _currency() -> dict[str, str]:
    return {"currency": settings.SHOP_CURRENCY}
