"""Asks providers what has become of payments, and tells the rules. Nothing here runs inside a transaction:
a provider may take its time, and no row is locked meanwhile.
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from checkout.captures import hand_back_stray, mark_failed, mark_paid, mark_refund_sent
from checkout.models import Order, Payment
from checkout.models.order import OrderStatus
from checkout.payments import KNOWN, ONLINE
from checkout.payments.provider import (
    Intent,
    IntentStatus,
    PaymentProvider,
    ProviderRefused,
    ProviderUnavailable,
)

logger = logging.getLogger(__name__)

# What nobody could learn in so long is staff's to decide about.
GIVEN_UP_AFTER = timedelta(days=7)
# A payment is young while its buyer may stand before the provider's page.
YOUNG = timedelta(hours=1)
ASK_OLDER_EVERY = timedelta(minutes=4)
# So many failures in a row, and a provider is left alone until the next run.
FAILURES_IN_A_ROW = 3


@dataclass
class Reconciliation:
    """What one run did, in payments."""

    asked: int = 0
    settled: int = 0
    unanswered: int = 0
    refused: int = 0
    failures: Counter = field(default_factory=Counter)


def start_payment(*, payment: Payment, now: datetime, to_close: bool = False) -> Payment:
    """Opens an attempt at its provider; `redirect_url` then says where the buyer goes on. Twice is once.

    Nothing happens for a provider that is not online, nor, unless it is `to_close` it, for an order that does not
    wait for its money any more. Raises ProviderUnavailable when it is not known whether
    the attempt was opened (calling again tells), ProviderRefused when it was not and never will be.
    """
    _ensure_no_transaction()
    provider = _online_provider(payment)
    if provider is None or payment.provider_ref:
        return payment
    if not to_close and not _still_waits(payment):
        return payment
    try:
        intent = provider.start(payment=payment, return_url=_return_url(payment))
    except ProviderRefused as refusal:
        mark_failed(payment=payment, problem=str(refusal), now=now)
        raise
    # Another worker may have got the same answer a moment before.
    Payment.objects.filter(pk=payment.pk, provider_ref="").update(
        provider_ref=intent.ref, redirect_url=intent.redirect_url
    )
    _apply(payment, intent, now=now)
    payment.refresh_from_db()
    return payment


def settle_payment(*, payment: Payment, now: datetime) -> bool:
    """Fetches an attempt from its provider and acts on the answer; returns whether something changed.

    Raises ProviderUnavailable, ProviderRefused.
    """
    _ensure_no_transaction()
    provider = _online_provider(payment)
    if provider is None or payment.status not in {Payment.Status.PENDING, Payment.Status.FAILED}:
        return False
    if not payment.provider_ref:
        start_payment(payment=payment, now=now)
        return payment.status != Payment.Status.PENDING
    return _apply(payment, provider.fetch(payment=payment), now=now)


def return_stray_capture(*, payment: Payment, actor, now: datetime) -> bool:
    """Gives back what a provider took where another sum was asked for; returns whether there was any such money.

    What the provider says now is acted on in any case. Raises ProviderUnavailable, ProviderRefused.
    """
    _ensure_no_transaction()
    provider = _online_provider(payment)
    open_ones = {Payment.Status.PENDING, Payment.Status.FAILED}
    if provider is None or payment.status not in open_ones or not payment.provider_ref:
        return False
    intent = provider.fetch(payment=payment)
    if intent.status == IntentStatus.CAPTURED and _is_stray(payment, intent):
        return hand_back_stray(
            payment=payment, amount=intent.amount, currency=intent.currency, actor=actor, now=now
        )
    _apply(payment, intent, now=now)
    return False


def ask_after(*, order: Order, now: datetime) -> Order:
    """The order as it stands after its provider was asked about it; as it stood, when nobody answers in time."""
    if order.status == OrderStatus.PENDING_PAYMENT:
        attempt = order.last_attempt
        try:
            settle_payment(payment=attempt, now=now)
        except (ProviderUnavailable, ProviderRefused) as failure:
            logger.warning("payment %s: no answer from %s (%s)", attempt.pk, attempt.provider, failure)
    return Order.objects.get(pk=order.pk)


def close_attempt(*, payment: Payment, now: datetime) -> bool:
    """Gives an attempt up at its provider, which may answer that the money was taken already.

    One that is awaited again is left open. Raises ProviderUnavailable, ProviderRefused.
    """
    _ensure_no_transaction()
    provider = _online_provider(payment)
    if provider is None or payment.status != Payment.Status.PENDING or _is_awaited(payment):
        return False
    if not payment.provider_ref:
        # Whether it was ever opened is not known: opening it again tells its name.
        start_payment(payment=payment, now=now, to_close=True)
        if payment.status != Payment.Status.PENDING:
            return True
    return _apply(payment, provider.cancel(payment=payment), now=now)


def send_refund(*, payment: Payment, now: datetime) -> bool:
    """Asks the provider to send a refund's money; again with the same row sends it once.

    Money that came in by no online provider is paid back by hand. Raises ProviderUnavailable.
    """
    _ensure_no_transaction()
    provider = _online_provider(payment)
    if provider is None or payment.status != Payment.Status.PENDING:
        return False
    waiting = Payment.objects.refunds().pending().filter(pk=payment.pk)
    try:
        answer = provider.refund(payment=payment)
    except ProviderRefused as refusal:
        logger.error("refund %s was refused by %s: %s", payment.pk, payment.provider, refusal)
        waiting.update(status=Payment.Status.FAILED, problem=str(refusal)[:250], asked_at=now)
        return False
    if not answer.is_done:
        waiting.update(provider_ref=answer.ref, asked_at=now)
        return False
    return mark_refund_sent(payment=payment, provider_ref=answer.ref, now=now)


def reconcile_payments(*, now: datetime, limit: int = 500) -> Reconciliation:
    """Asks about every payment and refund that waits for an answer; any number of runs may go on at once."""
    run = Reconciliation()
    for payment in _waiting(now)[:limit]:
        if run.failures[payment.provider] >= FAILURES_IN_A_ROW:
            continue
        _reconcile(payment, run, now=now)
    return run


def _reconcile(payment: Payment, run: Reconciliation, *, now: datetime) -> None:
    run.asked += 1
    try:
        run.settled += _next_step(payment)(payment=payment, now=now)
        run.failures[payment.provider] = 0
    except ProviderUnavailable as failure:
        run.unanswered += 1
        run.failures[payment.provider] += 1
        logger.warning("payment %s: no answer from %s (%s)", payment.pk, payment.provider, failure)
    except ProviderRefused as refusal:
        run.refused += 1
        logger.error("payment %s: refused by %s: %s", payment.pk, payment.provider, refusal)
        Payment.objects.filter(pk=payment.pk).update(problem=str(refusal)[:250])
    Payment.objects.filter(pk=payment.pk).update(asked_at=now)


def _next_step(payment: Payment) -> Callable[..., bool]:
    if payment.kind == Payment.Kind.REFUND:
        return send_refund
    return settle_payment if _is_awaited(payment) else close_attempt


def _still_waits(payment: Payment) -> bool:
    return Order.objects.filter(pk=payment.order_id, status=OrderStatus.PENDING_PAYMENT).exists()


def _is_awaited(payment: Payment) -> bool:
    order = payment.order
    return order.status == OrderStatus.PENDING_PAYMENT and order.payment_method == payment.provider


def _waiting(now: datetime):
    is_time = Q(asked_at=None) | Q(created_at__gt=now - YOUNG) | Q(asked_at__lte=now - ASK_OLDER_EVERY)
    # Money that is owed to a buyer is asked for until it has gone.
    is_worth_it = Q(created_at__gt=now - GIVEN_UP_AFTER) | Q(kind=Payment.Kind.REFUND)
    return (
        Payment.objects.pending()
        .filter(is_time, is_worth_it, provider__in=ONLINE)
        .select_related("order")
        .order_by(F("asked_at").asc(nulls_first=True), "pk")
    )


def _apply(payment: Payment, intent: Intent, *, now: datetime) -> bool:
    """Acts on a provider's word about an attempt; returns whether its status changed."""
    Payment.objects.filter(pk=payment.pk).update(asked_at=now)
    if intent.status == IntentStatus.CAPTURED:
        if _is_stray(payment, intent):
            _flag_mismatch(payment, intent)
            return False
        mark_paid(payment=payment, reason=_("%(provider)s took the payment") % _name(payment), now=now)
    elif intent.status in {IntentStatus.FAILED, IntentStatus.CANCELLED}:
        mark_failed(payment=payment, problem="", now=now)
    before = payment.status
    payment.refresh_from_db()
    return payment.status != before


def _is_stray(payment: Payment, intent: Intent) -> bool:
    return (intent.amount, intent.currency) != (payment.amount, payment.currency)


def _flag_mismatch(payment: Payment, intent: Intent) -> None:
    text = _("The provider took %(amount)s %(currency)s instead.") % {
        "amount": intent.amount,
        "currency": intent.currency,
    }
    logger.error("payment %s: %s", payment.pk, text)
    Payment.objects.filter(pk=payment.pk).update(problem=text)


def _online_provider(payment: Payment) -> PaymentProvider | None:
    provider = KNOWN.get(payment.provider)
    return provider() if provider is not None and provider.is_online else None


def _return_url(payment: Payment) -> str:
    return settings.SITE_URL + reverse("checkout:return", args=[payment.order.number])


def _name(payment: Payment) -> dict[str, str]:
    return {"provider": str(KNOWN[payment.provider].name)}


def _ensure_no_transaction() -> None:
    # As `atomic(durable=True)` sees it: the transaction that a test is wrapped in does not count.
    blocks = connection.atomic_blocks
    if blocks and not getattr(blocks[-1], "_from_testcase", False):
        raise transaction.TransactionManagementError("No provider is called inside a transaction.")
