"""What a coupon takes off. Pure: no database, no request, no clock. Amounts are in the shop's currency."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal


def share_out(*, discount: Decimal, totals: Mapping[int, Decimal], unit: Decimal) -> dict[int, Decimal]:
    """The part of `discount` that each line of `totals` bears, by value, in whole units; they add up to it.

    A share is the difference of two rounded running sums, so no line bears more than it costs, nor less than nothing.
    """
    whole = sum(totals.values(), Decimal(0))
    shares, running, given = {}, Decimal(0), Decimal(0)
    for key, total in totals.items():
        running += total
        until = (discount * running / whole).quantize(unit, ROUND_HALF_UP) if whole else Decimal(0)
        shares[key], given = until - given, until
    return shares
