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


def add_up(*, line_totals: Sequence[Decimal], shipping: Decimal, rate: Decimal, unit: Decimal) -> Totals:
    """Tax is rounded line by line, so that the lines of a receipt add up to its total."""
    subtotal = sum(line_totals, Decimal(0))
    taxes = (included_tax(amount=amount, rate=rate, unit=unit) for amount in [*line_totals, shipping])
    return Totals(
        subtotal=subtotal,
        discount_total=Decimal(0),
        shipping_total=shipping,
        tax_total=sum(taxes, Decimal(0)),
        total=subtotal + shipping,
    )
