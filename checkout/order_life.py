"""What happens to an order after it was placed and apart from its money: packing, parcels, arrival, an early end."""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.coupons import release_coupon
from checkout.announcements import announce_order
from checkout.captures import give_up, owe_refund
from checkout.carriers import tracking_link
from checkout.goods_back import Fate, Pieces, move_pieces
from checkout.impact_entries import earn_impact, reverse_impact
from checkout.mails import owe_order_mail
from checkout.models import Order, OrderLine, OrderMail, Payment, Shipment, ShipmentLine
from checkout.models.order import OrderStatus
from checkout.order_steps import count_as_released, lock_order, note, open_pieces_of, step_to
from checkout.payments import KNOWN
from checkout.refund_limit import ensure_within_limit
from checkout.statuses import MAY_SHIP, IllegalStep, may_become
from products.stock import StockMismatch, lock_stock, release_stock, sell_stock

logger = logging.getLogger(__name__)


class NothingToShip(Exception):
    """The parcel would hold what the order has not, or nothing."""

    message = gettext_lazy("The order has no such pieces left to send.")

    def __init__(self):
        super().__init__(str(self.message))


@transaction.atomic
def mark_packed(*, order: Order, actor, now: datetime) -> Order:
    """Raises IllegalStep."""
    order = lock_order(order)
    step_to(order=order, to_status=OrderStatus.PACKED, actor=actor, now=now)
    return order


@transaction.atomic
def ship_order(
    *,
    order: Order,
    carrier: str,
    tracking_number: str,
    actor,
    now: datetime,
    pieces: Mapping[int, int] | None = None,
) -> Shipment:
    """A parcel leaves the house, with all that is open or with `pieces` ({line number: pieces}).

    The buyer gets a mail for each. With the last piece the order is shipped; what was not packed yet is
    packed by being sent. Raises IllegalStep, NothingToShip.
    """
    order = lock_order(order)
    if order.status not in MAY_SHIP:
        raise IllegalStep(order, OrderStatus.SHIPPED)
    parcel = _choose_pieces(order, pieces)
    shipment = Shipment.objects.create(
        order=order,
        carrier=carrier,
        tracking_number=tracking_number,
        tracking_url=tracking_link(carrier=carrier, tracking_number=tracking_number),
        shipped_at=now,
    )
    _send(order, shipment, parcel, actor=actor, now=now)
    owe_order_mail(order=order, kind=OrderMail.Kind.SHIPPED, occasion=str(shipment.pk))
    announce_order(
        order=order, event="order.shipped", now=now, carrier=carrier, tracking_number=tracking_number
    )
    return shipment


@transaction.atomic
def mark_delivered(*, order: Order, actor, now: datetime) -> Order:
    """The last parcel has arrived: the time to send goods back begins. What is paid on delivery is captured now.

    Raises IllegalStep.
    """
    order = lock_order(order)
    is_partly_refunded = order.status == OrderStatus.PARTIALLY_REFUNDED
    if is_partly_refunded and (order.delivered_at or not _has_left(order)):
        raise IllegalStep(order, OrderStatus.DELIVERED)
    if is_partly_refunded:
        note(order=order, actor=actor, reason=_("delivered"), now=now)
    else:
        step_to(order=order, to_status=OrderStatus.DELIVERED, actor=actor, now=now)
    order.delivered_at = now
    order.save(update_fields=["delivered_at", "updated_at"])
    # An attempt that was given up and is still open at its provider is none of the parcel's business.
    at_the_door = order.payments.captures().pending().filter(provider__in=_paid_on_delivery())
    if at_the_door.update(status=Payment.Status.CAPTURED, settled_at=now):
        earn_impact(order=order, now=now)
    owe_order_mail(order=order, kind=OrderMail.Kind.DELIVERED)
    return order


def may_cancel(order: Order) -> bool:
    """Until it is packed into a parcel that has left, and only whole."""
    return may_become(order=order, to_status=OrderStatus.CANCELLED) and not order.shipments.exists()


@transaction.atomic
def cancel_order(*, order: Order, actor, reason: str, now: datetime) -> Order:
    """Before dispatch: stock and money go back, the buyer gets a mail.

    Raises IllegalStep, and AboveLimit when staff would give back more by it than they may refund.
    """
    order = lock_order(order)
    if not may_cancel(order):
        raise IllegalStep(order, OrderStatus.CANCELLED)
    # Buyers take their own money back, however much it is.
    if actor is not None and actor.pk != order.user_id and actor.has_perm("checkout.change_order"):
        for capture in order.payments.captures().filter(status=Payment.Status.CAPTURED):
            ensure_within_limit(capture=capture, amount=capture.amount, actor=actor)
    _end(order, OrderStatus.CANCELLED, actor=actor, reason=reason, now=now)
    owe_order_mail(order=order, kind=OrderMail.Kind.CANCELLED)
    return order


def may_come_back_undelivered(order: Order) -> bool:
    """It was sent to be paid at the door, and nothing was."""
    is_unpaid = not order.payments.captures().filter(status=Payment.Status.CAPTURED).exists()
    return order.status == OrderStatus.SHIPPED and order.payment_method in _paid_on_delivery() and is_unpaid


@transaction.atomic
def take_back_undelivered(
    *, order: Order, actor, reason: str, now: datetime, fate: str = Fate.RESTOCK
) -> Order:
    """Nobody took the parcel at the door, and it is here again: its pieces go where `fate` says, nothing is owed.

    The order ends as cancelled, the buyer gets a mail. Raises IllegalStep, BookedBack.
    """
    order = lock_order(order)
    if not may_come_back_undelivered(order):
        raise IllegalStep(order, OrderStatus.CANCELLED)
    lines = {line.line_no: line for line in order.lines.order_by("line_no")}
    lock_stock(variants=[line.variant_id for line in lines.values()])
    _end(order, OrderStatus.CANCELLED, actor=actor, reason=reason, now=now)
    there = [(line, line.shipped - line.returned) for line in lines.values()]
    pieces = [Pieces(line.line_no, count, fate) for line, count in there if count]
    move_pieces(order=order, lines=lines, pieces=pieces, reason=reason, actor=actor, now=now)
    owe_order_mail(order=order, kind=OrderMail.Kind.CANCELLED)
    return order


def expire_overdue_orders(*, now: datetime, variants: Iterable[int] | None = None) -> int:
    """Ends the orders that were not paid in time (only those holding `variants`, if given); returns how many.

    An order that cannot be ended is logged and left to staff; the others are ended all the same.
    """
    overdue = Order.objects.past_deadline(now)
    if variants is not None:
        overdue = overdue.filter(lines__variant__in=list(variants)).distinct()
    ended = 0
    for pk in list(overdue.order_by("pk").values_list("pk", flat=True)):
        try:
            ended += _expire(pk, now=now)
        except StockMismatch as mismatch:
            logger.error("order %s was not expired: %s", pk, mismatch)
    return ended


@transaction.atomic
def _expire(pk: int, *, now: datetime) -> bool:
    order = Order.objects.locked().past_deadline(now).filter(pk=pk).first()
    if order is None:
        return False
    _end(order, OrderStatus.EXPIRED, actor=None, reason=_("not paid in time"), now=now)
    owe_order_mail(order=order, kind=OrderMail.Kind.EXPIRED)
    return True


def _end(order: Order, to_status: str, *, actor, reason: str, now: datetime) -> None:
    step_to(order=order, to_status=to_status, actor=actor, reason=reason, now=now)
    # Before the stock, as where an order is placed.
    release_coupon(order_number=order.number, now=now)
    pieces = open_pieces_of(order)
    if pieces:
        release_stock(promised=pieces, order_number=order.number, now=now, reason=reason[:200])
        count_as_released(order)
    for attempt in order.payments.captures().pending():
        give_up(attempt, now=now)
    for capture in order.payments.captures().filter(status=Payment.Status.CAPTURED):
        capture.status = Payment.Status.REFUNDED
        capture.save(update_fields=["status"])
        refund = owe_refund(capture=capture, amount=capture.amount, reason=reason, now=now, actor=actor)
        reverse_impact(order=order, refund=refund, now=now)
        announce_order(order=order, event="order.refunded", now=now)


def _choose_pieces(order: Order, pieces: Mapping[int, int] | None) -> list[tuple[OrderLine, int]]:
    """Raises NothingToShip when a line is unknown or has fewer open pieces than wanted."""
    lines = {line.line_no: line for line in order.lines.order_by("line_no")}
    wanted = pieces if pieces is not None else {no: line.open_pieces for no, line in lines.items()}
    chosen = [(lines.get(no), quantity) for no, quantity in sorted(wanted.items()) if quantity]
    parcel = [(line, quantity) for line, quantity in chosen if line and 0 < quantity <= line.open_pieces]
    if not parcel or len(parcel) != len(chosen):
        raise NothingToShip
    return parcel


def _send(order: Order, shipment: Shipment, parcel: list[tuple[OrderLine, int]], *, actor, now) -> None:
    leaving: Counter = Counter()
    for line, quantity in parcel:
        leaving[line.variant_id] += quantity
        OrderLine.objects.filter(pk=line.pk).update(shipped=F("shipped") + quantity)
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=shipment, line=line, quantity=quantity) for line, quantity in parcel
    )
    if order.status in {OrderStatus.CONFIRMED, OrderStatus.PAID}:
        step_to(order=order, to_status=OrderStatus.PACKED, actor=actor, now=now)
    if order.status == OrderStatus.PACKED and _is_all_sent(order):
        step_to(order=order, to_status=OrderStatus.SHIPPED, actor=actor, reason=str(shipment), now=now)
    else:
        note(order=order, actor=actor, reason=_("sent: %(parcel)s") % {"parcel": shipment}, now=now)
    sell_stock(promised=leaving, order_number=order.number, now=now, actor=actor)


def _paid_on_delivery() -> list[str]:
    return [code for code, provider in KNOWN.items() if provider.first_status == OrderStatus.CONFIRMED]


def _has_left(order: Order) -> bool:
    """In one parcel at least, and nothing of it waits for another."""
    return order.shipments.exists() and _is_all_sent(order)


def _is_all_sent(order: Order) -> bool:
    return not order.lines.filter(quantity__gt=F("shipped") + F("released")).exists()
