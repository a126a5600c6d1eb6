"""Money that comes in. However the shop learns of it, by return page, webhook, reconciliation or a bank
statement, it ends in `mark_paid`, once.
"""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.coupons import CouponExhausted, redeem_again
from campaigns.kept_stock import take_kept
from checkout.announcements import announce_order
from checkout.impact_entries import earn_impact
from checkout.mails import owe_order_mail
from checkout.models import Order, OrderMail, Payment, Refund
from checkout.models.order import OrderStatus
from checkout.order_steps import lock_order, note, step_to
from checkout.payments import KNOWN, offered_provider, offered_providers
from checkout.payments.provider import PaymentProvider
from products.stock import OutOfStock, extend_promises, keep_promises, reserve_stock
from stories.waking import wake_after_commit

SEND_REFUND = "checkout.send_refund"
CLOSE_ATTEMPT = "checkout.close_attempt"


class NotPayable(Exception):
    """The order does not wait for a payment."""

    message = gettext_lazy("This order does not wait for a payment.")

    def __init__(self):
        super().__init__(str(self.message))


@transaction.atomic
def mark_paid(*, payment: Payment, reason: str, now: datetime, actor=None) -> Order:
    """Records that `payment` took the whole amount; a second time changes nothing.

    An expired order gets its pieces back. When they are gone, when the order was cancelled or when another
    attempt paid it already, the order stays as it is, the money goes back, and the buyer is told.
    """
    order = lock_order(payment.order)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    if payment.status in {Payment.Status.CAPTURED, Payment.Status.REFUNDED}:
        return order
    if order.status == OrderStatus.PENDING_PAYMENT or (
        order.status == OrderStatus.EXPIRED and order.erased_at is None and _promise_again(order, now=now)
    ):
        _take(order, payment, actor=actor, reason=reason, now=now)
    else:
        why = (
            _("paid a second time: the money goes back")
            if order.is_paid
            else _("paid when it could not be delivered any more: the money goes back")
        )
        _hand_back(order, payment, actor=actor, reason=why, now=now)
    return order


@transaction.atomic
def hand_back_stray(*, payment: Payment, amount: Decimal, currency: str, actor, now: datetime) -> bool:
    """The provider took `amount` where another sum was asked for: all of it goes back, and the order is not paid by it.

    Returns whether it does; a second time changes nothing.
    """
    order = lock_order(payment.order)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    if payment.status in {Payment.Status.CAPTURED, Payment.Status.REFUNDED} or amount <= 0:
        return False
    payment.amount, payment.currency = amount, currency
    payment.save(update_fields=["amount", "currency"])
    why = _("another sum was taken than was asked for: the money goes back")
    _hand_back(order, payment, actor=actor, reason=why, now=now)
    return True


@transaction.atomic
def mark_failed(*, payment: Payment, problem: str, now: datetime) -> None:
    """The attempt has ended without money; the order goes on waiting until its deadline."""
    Payment.objects.captures().pending().filter(pk=payment.pk).update(
        status=Payment.Status.FAILED, settled_at=now, problem=problem[:250]
    )


@transaction.atomic
def open_attempt(*, order: Order, payment_method: str, now: datetime) -> Payment:
    """The attempt to pay a waiting order by a method: the open one, or a new one.

    Attempts by other methods are given up. Raises NotPayable, UnknownPaymentMethod.
    """
    provider = offered_provider(payment_method)
    order = lock_order(order)
    is_late = order.expires_at is not None and order.expires_at <= now
    if order.status != OrderStatus.PENDING_PAYMENT or provider.first_status != order.status or is_late:
        raise NotPayable
    attempts = order.payments.captures().pending()
    for other in attempts.exclude(provider=provider.code):
        give_up(other, now=now)
    if order.payment_method != provider.code:
        _change_way(order, provider, now=now)
    # One that was given up before and is not closed over there yet is awaited again.
    return attempts.filter(provider=provider.code).last() or Payment.objects.create(
        order=order, provider=provider.code, amount=order.total, currency=order.currency, created_at=now
    )


def give_up(attempt: Payment, *, now: datetime) -> None:
    """Nobody is to pay by this attempt any more. What is open at a provider is closed there after the commit."""
    provider = KNOWN.get(attempt.provider)
    if provider is not None and provider.is_online:
        wake_after_commit(CLOSE_ATTEMPT, attempt.pk)
    else:
        mark_failed(payment=attempt, problem="", now=now)


def owe_refund(
    *, capture: Payment, amount: Decimal, reason: str, now: datetime, actor=None, key: str = ""
) -> Refund:
    """Writes that `amount` of a capture is to go back; a worker asks the provider after the commit."""
    payment = Payment.objects.create(
        order=capture.order,
        provider=capture.provider,
        kind=Payment.Kind.REFUND,
        amount=amount,
        currency=capture.currency,
        reverses=capture,
        created_at=now,
    )
    wake_after_commit(SEND_REFUND, payment.pk)
    return Refund.objects.create(payment=payment, key=key, reason=reason[:250], actor=actor, created_at=now)


@transaction.atomic
def mark_refund_sent(*, payment: Payment, provider_ref: str, now: datetime) -> bool:
    """The provider has sent a refund's money; returns whether that is news."""
    waiting = Payment.objects.refunds().pending().filter(pk=payment.pk)
    return bool(
        waiting.update(
            status=Payment.Status.REFUNDED,
            provider_ref=provider_ref,
            settled_at=now,
            asked_at=now,
            problem="",
        )
    )


def _change_way(order: Order, provider: PaymentProvider, *, now: datetime) -> None:
    """Another way to pay has its own deadline, and the promised pieces keep to it.

    However often it is changed, nobody keeps pieces longer than the slowest way gives from the placing.
    """
    ends = provider.deadline(now)
    slowest = filter(None, (way.deadline(order.placed_at) for way in offered_providers()))
    latest = max(slowest, default=ends)
    order.payment_method = provider.code
    order.expires_at = min(ends, latest) if ends and latest else ends
    order.save(update_fields=["payment_method", "expires_at", "updated_at"])
    if order.expires_at is not None:
        extend_promises(order_number=order.number, until=order.expires_at)


def _promise_again(order: Order, *, now: datetime) -> bool:
    """Whether an expired order could have its coupon and its pieces again; then it has."""
    pieces: dict[int, int] = {}
    for line in order.lines.all():
        pieces[line.variant_id] = pieces.get(line.variant_id, 0) + line.quantity
    try:
        with transaction.atomic():
            campaign_id = redeem_again(order_number=order.number, now=now)
            if campaign_id is not None:
                take_kept(campaign_id=campaign_id, wanted=pieces, now=now)
            reserve_stock(wanted=pieces, order_number=order.number, now=now)
    except (CouponExhausted, OutOfStock):
        return False
    order.lines.update(released=0)
    return True


def _take(order: Order, payment: Payment, *, actor, reason: str, now: datetime) -> None:
    _settle(payment, Payment.Status.CAPTURED, now=now)
    step_to(order=order, to_status=OrderStatus.PAID, actor=actor, reason=reason, now=now)
    _expect_later(order, now=now)
    earn_impact(order=order, now=now)
    keep_promises(order_number=order.number)
    for other in order.payments.captures().pending():
        give_up(other, now=now)
    owe_order_mail(order=order, kind=OrderMail.Kind.PAYMENT_RECEIVED)
    announce_order(order=order, event="order.paid", now=now)


def _expect_later(order: Order, *, now: datetime) -> None:
    """A parcel is packed when its money is here: days of waiting for it are days of waiting for the parcel."""
    waited = timezone.localdate(now) - timezone.localdate(order.placed_at)
    if waited:
        order.arrives_from += waited
        order.arrives_until += waited
        order.save(update_fields=["arrives_from", "arrives_until", "updated_at"])


def _hand_back(order: Order, payment: Payment, *, actor, reason: str, now: datetime) -> None:
    """The capture is never counted as the order's: it is given back as soon as it is known."""
    _settle(payment, Payment.Status.REFUNDED, now=now)
    owe_refund(capture=payment, amount=payment.amount, reason=reason, now=now, actor=actor)
    note(order=order, actor=actor, reason=reason, now=now)
    owe_order_mail(order=order, kind=OrderMail.Kind.PAYMENT_RETURNED, occasion=str(payment.pk))
    announce_order(order=order, event="order.refunded", now=now)


def _settle(payment: Payment, status: str, *, now: datetime) -> None:
    payment.status = status
    payment.settled_at = now
    payment.problem = ""
    payment.save(update_fields=["status", "settled_at", "problem"])
