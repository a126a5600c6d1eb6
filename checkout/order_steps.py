"""One step of an order, and what every rule about orders does first: lock it, and see what is promised to it."""

from collections import Counter
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from checkout.models import Order, OrderEvent
from checkout.statuses import ensure_may_become


def lock_order(order: Order) -> Order:
    """The order as it is now; nobody else changes it before this transaction ends."""
    return Order.objects.locked().get(pk=order.pk)


def step_to(*, order: Order, to_status: str, actor, now: datetime, reason: str = "") -> None:
    """Takes a locked order one step along the table, with its event. Raises IllegalStep."""
    ensure_may_become(order=order, to_status=to_status)
    _write_event(order, to_status, actor=actor, reason=reason, now=now)
    order.status = to_status
    order.save(update_fields=["status", "updated_at"])


def note(*, order: Order, actor, now: datetime, reason: str) -> None:
    """Something happened that is no step along the table."""
    _write_event(order, order.status, actor=actor, reason=reason, now=now)


def open_pieces_of(order: Order) -> Counter:
    """{variant id: pieces} that are promised to the order and still in the house."""
    pieces: Counter = Counter()
    for line in order.lines.all():
        if line.open_pieces:
            pieces[line.variant_id] += line.open_pieces
    return pieces


def count_as_released(order: Order) -> None:
    """No line of the order waits for a piece any more."""
    order.lines.update(released=F("quantity") - F("shipped"))


def _write_event(order: Order, to_status: str, *, actor, reason: str, now: datetime) -> None:
    OrderEvent.objects.create(
        order=order,
        from_status=order.status,
        to_status=to_status,
        actor=actor,
        actor_label=str(actor) if actor else _("the shop"),
        reason=reason[:250],
        at=now,
    )
