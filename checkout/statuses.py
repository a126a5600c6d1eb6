"""The one table of an order's steps; everybody asks it."""

from django.utils.translation import gettext_lazy as _

from checkout.models import Order
from checkout.models.order import OrderStatus as S

STEPS: dict[str, frozenset[str]] = {
    S.PENDING_PAYMENT: frozenset({S.PAID, S.EXPIRED, S.CANCELLED}),
    S.CONFIRMED: frozenset({S.PACKED, S.CANCELLED}),
    S.PAID: frozenset({S.PACKED, S.CANCELLED, S.PARTIALLY_REFUNDED, S.REFUNDED}),
    S.PACKED: frozenset({S.SHIPPED, S.CANCELLED, S.PARTIALLY_REFUNDED, S.REFUNDED}),
    # Cancelled: a parcel to be paid at the door was not taken there and came back (`take_back_undelivered`).
    S.SHIPPED: frozenset({S.DELIVERED, S.CANCELLED, S.PARTIALLY_REFUNDED, S.REFUNDED}),
    S.DELIVERED: frozenset({S.PARTIALLY_REFUNDED, S.REFUNDED}),
    S.PARTIALLY_REFUNDED: frozenset({S.REFUNDED}),
    S.EXPIRED: frozenset({S.PAID}),
    S.CANCELLED: frozenset(),
    S.REFUNDED: frozenset(),
}

# Pieces may leave the house. A partly refunded order keeps that name while its other pieces are sent.
MAY_SHIP = frozenset({S.CONFIRMED, S.PAID, S.PACKED, S.PARTIALLY_REFUNDED})
# Nothing was sold by these.
UNSOLD = frozenset({S.EXPIRED, S.CANCELLED})
BEFORE_PACKING = frozenset({S.PENDING_PAYMENT, S.CONFIRMED, S.PAID})


class IllegalStep(Exception):
    """The order cannot take this step from where it stands."""

    def __init__(self, order: Order, to_status: str):
        text = _("Order %(number)s is “%(now)s”: it cannot become “%(then)s”.")
        super().__init__(
            text % {"number": order.number, "now": order.get_status_display(), "then": S(to_status).label}
        )


def may_become(*, order: Order, to_status: str) -> bool:
    return to_status in STEPS[order.status]


def ensure_may_become(*, order: Order, to_status: str) -> None:
    """Raises IllegalStep."""
    if not may_become(order=order, to_status=to_status):
        raise IllegalStep(order, to_status)
