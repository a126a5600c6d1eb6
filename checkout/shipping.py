"""What sending costs: the rate whose place fits most narrowly decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from checkout.models import ShippingMethod, ShippingRate

SATURDAY = 5


class NoSuchShipping(Exception):
    message = _("This way of sending is not offered to that address.")

    def __init__(self):
        super().__init__(str(self.message))


@dataclass(frozen=True)
class Quote:
    """`price` for goods of the asked worth; `to_free` is what is missing to free shipping, None without it."""

    code: str
    name: str
    description: str
    days_min: int
    days_max: int
    price: Decimal
    free_from: Decimal | None
    to_free: Decimal | None


def quote_shipping(*, goods: Decimal, country: str, postcode: str) -> list[Quote]:
    """The ways of sending goods worth `goods` to a place, in the operator's order; two queries."""
    methods = ShippingMethod.objects.filter(is_active=True).prefetch_related("rates")
    quotes = (_quote(method, goods=goods, country=country, postcode=postcode) for method in methods)
    return [quote for quote in quotes if quote is not None]


def choose_quote(*, quotes: Iterable[Quote], code: str) -> Quote:
    """Raises NoSuchShipping when `code` is not among them."""
    for quote in quotes:
        if quote.code == code:
            return quote
    raise NoSuchShipping


def arrival_window(*, quote: Quote, placed_on: date) -> tuple[date, date]:
    """The first and last day on which a parcel should arrive, in working days after `placed_on`."""
    return _working_days_after(placed_on, quote.days_min), _working_days_after(placed_on, quote.days_max)


def _working_days_after(day: date, days: int) -> date:
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day


def fitting_rate(*, rates: Iterable[ShippingRate], country: str, postcode: str) -> ShippingRate | None:
    """The narrowest rate for a place: a range of postal codes before a country before everywhere."""
    fitting = [rate for rate in rates if _fits(rate, country=country, postcode=postcode)]
    return max(fitting, key=lambda rate: (bool(rate.postcode_from), bool(rate.country)), default=None)


def _fits(rate: ShippingRate, *, country: str, postcode: str) -> bool:
    if rate.country and str(rate.country) != country:
        return False
    if not rate.postcode_from:
        return True
    return len(postcode) == len(rate.postcode_from) and rate.postcode_from <= postcode <= rate.postcode_to


def _quote(method: ShippingMethod, *, goods: Decimal, country: str, postcode: str) -> Quote | None:
    rate = fitting_rate(rates=method.rates.all(), country=country, postcode=postcode.strip())
    if rate is None:
        return None
    is_free = rate.free_from is not None and goods >= rate.free_from
    return Quote(
        code=method.code,
        name=method.name,
        description=method.description,
        days_min=method.days_min,
        days_max=method.days_max,
        price=Decimal(0) if is_free else rate.price,
        free_from=rate.free_from,
        to_free=None if rate.free_from is None else max(Decimal(0), rate.free_from - goods),
    )
