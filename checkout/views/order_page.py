"""What the page of an order tells its buyer: where it stands, what comes next and when, and where the money is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from checkout.deeds import deeds_by_line, find_receipt
from checkout.models import Order, OrderLine, Payment, ShipmentLine
from checkout.models.order import OrderStatus as S
from checkout.order_address import may_change_address
from checkout.order_life import may_cancel
from checkout.payments import KNOWN, offered_providers
from checkout.payments.provider import PaymentProvider
from checkout.return_clock import return_deadline
from checkout.returns import returnable_pieces
from stories.models import MuseumImage
from stories.picture_sizes import CARD_FILTERS

UNDER_WAY = {S.CONFIRMED, S.PAID, S.PACKED, S.SHIPPED}


@dataclass(frozen=True)
class Movement:
    """One movement of money, in a buyer's words."""

    payment: Payment
    way: str
    is_back: bool
    is_done: bool
    text: str


def lines_with_pictures(order: Order) -> QuerySet:
    return (
        order.lines.select_related("variant__product__brand")
        .prefetch_related("claims", pictures("image"))
        .order_by("line_no")
    )


def pictures(path: str) -> Prefetch:
    return Prefetch(path, MuseumImage.objects.prefetch_renditions(*CARD_FILTERS))


def read_order_page(*, order: Order, now: datetime) -> dict:
    lines = list(lines_with_pictures(order).prefetch_related("claims__entries"))
    receipt = find_receipt(order=order)
    deadline = return_deadline(order)
    shipments = order.shipments.prefetch_related(
        Prefetch("lines", ShipmentLine.objects.select_related("line").order_by("line__line_no"))
    )
    return {
        "order": order,
        "lines": lines,
        "events": order.events.all(),
        "shipments": list(shipments.order_by("shipped_at", "pk")),
        "to_come": [line for line in lines if line.open_pieces] if order.shipments.exists() else [],
        "claims": list(deeds_by_line(order=order, lines=lines, is_earned=receipt is not None)),
        "impact_receipt": receipt,
        "may_cancel": may_cancel(order),
        "may_change_address": may_change_address(order),
        "is_under_way": _is_under_way(order, lines),
        "return_until": deadline,
        "may_return": deadline is not None and now <= deadline and any(returnable_pieces(order).values()),
        "is_return_over": deadline is not None and now > deadline,
        "return_days": settings.RETURN_DAYS,
        "return_address": settings.RETURN_ADDRESS,
        "returns": order.return_requests.prefetch_related("lines__line").order_by("-pk"),
        **_read_money(order, now=now),
    }


def _is_under_way(order: Order, lines: list[OrderLine]) -> bool:
    """Something is to arrive. A partly refunded order is, while pieces of it are packed or carried."""
    if order.status != S.PARTIALLY_REFUNDED:
        return order.status in UNDER_WAY
    return order.delivered_at is None and any(line.quantity > line.released for line in lines)


def _read_money(order: Order, *, now: datetime) -> dict:
    payments = sorted(order.payments.all(), key=lambda payment: payment.pk)
    captures = [payment for payment in payments if payment.kind == Payment.Kind.CAPTURE]
    back = [payment for payment in payments if payment.kind == Payment.Kind.REFUND]
    is_waiting = order.status == S.PENDING_PAYMENT
    is_late = is_waiting and order.expires_at is not None and order.expires_at <= now
    provider = KNOWN.get(order.payment_method)
    return {
        "movements": list(_movements(payments, is_waiting=is_waiting)),
        "money_back": sum((payment.amount for payment in back), Decimal(0)),
        "is_money_on_its_way": any(payment.status != Payment.Status.REFUNDED for payment in back),
        "paid_twice": _paid_twice(order, captures),
        "is_late": is_late,
        "is_online": provider is not None and provider.is_online,
        "has_failed": is_waiting and not is_late and captures[-1].status == Payment.Status.FAILED,
        "instructions": provider().instructions(order) if provider and is_waiting and not is_late else "",
        "ways_to_pay": _ways_to_pay(order) if is_waiting and not is_late else [],
    }


def _paid_twice(order: Order, captures: list[Payment]) -> Decimal:
    """What was paid although the order had been paid, and goes back."""
    if not order.is_paid:
        return Decimal(0)
    twice = [payment.amount for payment in captures if payment.status == Payment.Status.REFUNDED]
    return sum(twice, Decimal(0))


def _ways_to_pay(order: Order) -> list[PaymentProvider]:
    """How a waiting order can be paid now; the way chosen before comes first."""
    ways = [provider for provider in offered_providers() if provider.first_status == order.status]
    return sorted(ways, key=lambda provider: provider.code != order.payment_method)


def _movements(payments: list[Payment], *, is_waiting: bool) -> Iterator[Movement]:
    """What came, what goes back, and, while the order waits for its money, what did not come."""
    for payment in payments:
        is_back = payment.kind == Payment.Kind.REFUND
        text = _back_in_words(payment) if is_back else _capture_in_words(payment, is_waiting=is_waiting)
        if text:
            provider = KNOWN.get(payment.provider)
            way = str(provider.name) if provider is not None else payment.provider
            is_done = payment.status in {Payment.Status.CAPTURED, Payment.Status.REFUNDED}
            yield Movement(payment, way, is_back, is_done, text)


def _capture_in_words(payment: Payment, *, is_waiting: bool) -> str:
    if payment.status in {Payment.Status.CAPTURED, Payment.Status.REFUNDED}:
        return _("Paid")
    if payment.status == Payment.Status.FAILED:
        return _("Did not go through: nothing was charged") if is_waiting else ""
    if payment.provider == "cash_on_delivery" and payment.order.status in UNDER_WAY:
        return _("To be paid when the parcel is in your hands")
    return _("Not here yet") if is_waiting else ""


def _back_in_words(payment: Payment) -> str:
    return {
        Payment.Status.REFUNDED: _("Sent back to you"),
        Payment.Status.FAILED: _("Could not be sent: we look into it and find another way"),
    }.get(Payment.Status(payment.status), _("On its way back to you"))
