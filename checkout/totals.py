"""What an order comes to. Pure: no database, no request, no clock.

Amounts are in the shop's currency; prices include tax. `unit` is the smallest amount of the currency.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Totals:
    subtotal: Decimal
    discount_total: Decimal
    shipping_total: Decimal
    tax_total: Decimal
    total: Decimal


def line_total(*, unit_price: Decimal, quantity: int) -> Decimal:
    return unit_price * quantity


def included_tax(*, amount: Decimal, rate: Decimal, unit: Decimal) -> Decimal:
    """The tax inside `amount` at `rate` percent, rounded half up: amount × rate ÷ (100 + rate)."""
    return (amount * rate / (100 + rate)).quantize(unit, ROUND_HALF_UP)


@dataclass(frozen=True)
class LineSum:
    """`discount` is the line's part of what a coupon takes off; never more than `total`."""

    total: Decimal
    discount: Decimal = Decimal(0)

    @property
    def net(self) -> Decimal:
        return self.total - self.discount


def add_up(*, lines: Sequence[LineSum], shipping: Decimal, rate: Decimal, unit: Decimal) -> Totals:
    """Tax is that of what is paid, rounded line by line, so that the lines of a receipt add up to its total."""
    subtotal = sum((line.total for line in lines), Decimal(0))
    discount = sum((line.discount for line in lines), Decimal(0))
    taxed = [*(line.net for line in lines), shipping]
    return Totals(
        subtotal=subtotal,
        discount_total=discount,
        shipping_total=shipping,
        tax_total=sum((included_tax(amount=amount, rate=rate, unit=unit) for amount in taxed), Decimal(0)),
        total=subtotal - discount + shipping,
    )
