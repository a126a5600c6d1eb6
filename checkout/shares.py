"""What part of an order's total a part of its pieces paid. Pure: no database, no request, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class LineFacts:
    """One line as it was sold: what a piece cost, how many there were, and what a coupon took off the line."""

    unit_price: Decimal
    quantity: int
    discount: Decimal = Decimal(0)

    @property
    def net(self) -> Decimal:
        return self.unit_price * self.quantity - self.discount


@dataclass(frozen=True)
class Share:
    """`goods` is after discount; `shipping` the part of the shipping cost."""

    goods: Decimal
    shipping: Decimal

    @property
    def total(self) -> Decimal:
        return self.goods + self.shipping


def share_of(
    *,
    lines: Mapping[int, LineFacts],
    before: Mapping[int, int],
    pieces: Mapping[int, int],
    shipping: Decimal,
    unit: Decimal,
) -> Share:
    """The share of `pieces` ({line: pieces}) in goods less their lines' discounts, and in shipping by what was paid for them.

    Every share is the difference of two rounded sums, the one with the pieces taken `before` and the one with
    these as well, so that the shares of all pieces add up to the whole, in whatever parts they are taken.
    """
    paid = sum((line.net for line in lines.values()), Decimal(0))
    after = {key: before.get(key, 0) + pieces.get(key, 0) for key in lines}

    def part(whole: Decimal, taken: Mapping[int, int]) -> Decimal:
        value = sum(
            (lines[key].net * count / lines[key].quantity for key, count in taken.items()), Decimal(0)
        )
        if all(taken.get(key, 0) >= line.quantity for key, line in lines.items()):
            return whole
        return (whole * value / paid).quantize(unit, ROUND_HALF_UP) if paid else Decimal(0)

    return Share(
        goods=part(paid, after) - part(paid, before),
        shipping=part(shipping, after) - part(shipping, before),
    )
