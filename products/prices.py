"""The only decider of a price. Amounts are in the shop's currency, tax included."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from babel.numbers import get_currency_precision
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from products.dated_prices import DatedPrice
from products.models import Variant
from products.percentages import percent_of


@dataclass(frozen=True)
class Price:
    """`until` is when a price that runs for a time ends, None for one that stays; `source` names who promised it."""

    amount: Decimal
    compare_at: Decimal | None
    until: datetime | None = None
    source: str = ""


def decide_price(*, variant: Variant, now: datetime) -> Price:
    """What one piece costs at `now`: its own price, or the lowest of what is promised for this time, beside its own."""
    own = Price(amount=variant.price, compare_at=variant.compare_at_price)
    if not variant.product.dated_prices:
        return own
    promised = [DatedPrice.from_json(row) for row in variant.product.dated_prices]
    running = [
        (dated.price_of(own.amount, unit=smallest_unit()), dated) for dated in promised if dated.runs(now)
    ]
    amount, dated = min(running, key=lambda pair: pair[0], default=(own.amount, None))
    if dated is None or amount >= own.amount:
        return own
    return Price(amount=amount, compare_at=own.amount, until=dated.ends_at, source=dated.source)


def smallest_unit() -> Decimal:
    """One won, or one cent, of the shop's currency (Unicode CLDR, currency fractions)."""
    return Decimal(1).scaleb(-digits_of_currency())


def digits_of_currency() -> int:
    """Behind the point: none of won, two of cents."""
    return get_currency_precision(settings.SHOP_CURRENCY)


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
    return max(Decimal(0), percent_of(percent=100 + percent, amount=amount, unit=smallest_unit()))


def _currency() -> dict[str, str]:
    return {"currency": settings.SHOP_CURRENCY}
