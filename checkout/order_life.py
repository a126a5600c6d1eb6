"""What happens to an order after it was placed: every step along the table, with its event."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from checkout.mails import owe_order_mail
from checkout.models import Order, OrderEvent, OrderMail, Payment, Shipment
from checkout.models.order import OrderStatus
from checkout.statuses import HOLDS_STOCK, ensure_may_become
from products.stock import release_stock, reserve_stock, sell_stock


@transaction.atomic
def mark_paid(*, order: Order, actor, reason: str, now: datetime) -> Order:
    """Records the capture of the whole amount; a second time changes nothing.

    An expired order gets its pieces back. Raises IllegalStep, or OutOfStock when they are gone.
    """
    order = _lock(order)
    if order.payments.filter(kind=Payment.Kind.CAPTURE, status=Payment.Status.CAPTURED).exists():
        return order
    has_lost_its_stock = order.status not in HOLDS_STOCK
    _step(order, OrderStatus.PAID, actor=actor, reason=reason, now=now)
    if has_lost_its_stock:
        reserve_stock(wanted=pieces_of(order), order_number=order.number, now=now)
    order.payments.filter(kind=Payment.Kind.CAPTURE).update(status=Payment.Status.CAPTURED)
    return order


@transaction.atomic
def mark_packed(*, order: Order, actor, now: datetime) -> Order:
    """Raises IllegalStep."""
    order = _lock(order)
    _step(order, OrderStatus.PACKED, actor=actor, now=now)
    return order


@transaction.atomic
def mark_shipped(*, order: Order, carrier: str, tracking_number: str, actor, now: datetime) -> Order:
    """The promised pieces leave the house, and the buyer gets a mail. Raises IllegalStep."""
    order = _lock(order)
    _step(order, OrderStatus.SHIPPED, actor=actor, reason=f"{carrier} {tracking_number}".strip(), now=now)
    Shipment.objects.create(order=order, carrier=carrier, tracking_number=tracking_number, shipped_at=now)
    sell_stock(promised=pieces_of(order), order_number=order.number, now=now, actor=actor)
    owe_order_mail(order=order, kind=OrderMail.Kind.SHIPPED)
    return order


@transaction.atomic
def mark_delivered(*, order: Order, actor, now: datetime) -> Order:
    """What is paid on delivery counts as captured now. Raises IllegalStep."""
    order = _lock(order)
    _step(order, OrderStatus.DELIVERED, actor=actor, now=now)
    order.payments.filter(kind=Payment.Kind.CAPTURE, status=Payment.Status.PENDING).update(
        status=Payment.Status.CAPTURED
    )
    return order


@transaction.atomic
def cancel_order(*, order: Order, actor, reason: str, now: datetime) -> Order:
    """Before dispatch: the stock comes back, an open payment is given up, the buyer gets a mail. Raises IllegalStep."""
    order = _lock(order)
    _end(order, OrderStatus.CANCELLED, actor=actor, reason=reason, now=now)
    owe_order_mail(order=order, kind=OrderMail.Kind.CANCELLED)
    return order


def expire_overdue_orders(*, now: datetime, variants: Iterable[int] | None = None) -> int:
    """Ends the orders that were not paid in time (only those holding `variants`, if given); returns how many."""
    overdue = Order.objects.past_deadline(now)
    if variants is not None:
        overdue = overdue.filter(lines__variant__in=list(variants)).distinct()
    return sum(_expire(pk, now=now) for pk in overdue.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _expire(pk: int, *, now: datetime) -> bool:
    order = Order.objects.locked().past_deadline(now).filter(pk=pk).first()
    if order is None:
        return False
    _end(order, OrderStatus.EXPIRED, actor=None, reason=_("not paid in time"), now=now)
    return True


def pieces_of(order: Order) -> Counter:
    """{variant id: pieces} over all lines."""
    pieces: Counter = Counter()
    for variant_id, quantity in order.lines.values_list("variant_id", "quantity"):
        pieces[variant_id] += quantity
    return pieces


def _lock(order: Order) -> Order:
    return Order.objects.locked().get(pk=order.pk)


def _end(order: Order, to_status: str, *, actor, reason: str, now: datetime) -> None:
    held_stock = order.status in HOLDS_STOCK
    _step(order, to_status, actor=actor, reason=reason, now=now)
    if held_stock:
        release_stock(promised=pieces_of(order), order_number=order.number, now=now, reason=reason)
    captures = order.payments.filter(kind=Payment.Kind.CAPTURE)
    captures.filter(status=Payment.Status.PENDING).update(status=Payment.Status.FAILED)
    for capture in captures.filter(status=Payment.Status.CAPTURED):
        _owe_refund(capture, now=now)


def _owe_refund(capture: Payment, *, now: datetime) -> None:
    """The buyer's money is to go back: a pending row that staff see and settle."""
    Payment.objects.create(
        order=capture.order,
        provider=capture.provider,
        kind=Payment.Kind.REFUND,
        amount=capture.amount,
        currency=capture.currency,
        created_at=now,
    )


def _step(order: Order, to_status: str, *, actor, now: datetime, reason: str = "") -> None:
    ensure_may_become(order=order, to_status=to_status)
    OrderEvent.objects.create(
        order=order,
        from_status=order.status,
        to_status=to_status,
        actor=actor,
        actor_label=str(actor) if actor else _("the shop"),
        reason=reason,
        at=now,
    )
    order.status = to_status
    order.save(update_fields=["status", "updated_at"])
