"""What percentages come to. Pure: no database, no request, no clock."""

from decimal import ROUND_HALF_UP, Decimal


def percent_of(*, percent: Decimal, amount: Decimal, unit: Decimal) -> Decimal:
    """Rounded half up to the smallest unit."""
    return (amount * percent / 100).quantize(unit, ROUND_HALF_UP)
