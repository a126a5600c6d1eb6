"""However many ways the shop learns of a payment, and how often: one capture, one mail, one deduction."""

import random
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from checkout import settlement
from checkout.audit import audit_shop
from checkout.captures import mark_paid
from checkout.models import Order, OrderEvent, OrderMail, Payment, WebhookDelivery
from checkout.order_life import cancel_order, expire_overdue_orders
from checkout.refunds import TooMuch, refund_amount
from checkout.settlement import reconcile_payments
from checkout.statuses import IllegalStep
from products.models import StockMovement
from tests.factories.checkout import standard_shipping
from tests.factories.museum import museum
from tests.factories.products import counters, stocked_variant
from tests.races.buyers import all_at_once
from tests.races.payments import STORM, come_back, deliver, waiting_order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.slow]
# SQLite lets one writer in at a time: it shows no race, so a few rounds are enough there.
ROUNDS = STORM if connection.vendor == "postgresql" else min(STORM, 4)
DUELS = min(ROUNDS, 200)


@pytest.fixture
def variant(transactional_db, settings):
    museum()
    standard_shipping()
    settings.RATE_LIMITS = {}
    return stocked_variant(pieces=100_000)


def test_return_page_webhook_and_reconciliation_at_once(variant, sandbox):
    for _ in range(ROUNDS):
        order, payment = waiting_order(variant)
        sandbox.pay(payment.provider_ref)
        message = sandbox.messages[-1]
        answers = all_at_once(
            [
                lambda o=order: come_back(o),
                lambda m=message: deliver(m),
                lambda: reconcile_payments(now=timezone.now()).refused,
            ]
        )
        assert answers == [303, 200, 0]
    assert Order.objects.filter(status="paid").count() == ROUNDS
    assert Payment.objects.filter(status="captured").count() == ROUNDS
    assert OrderMail.objects.filter(kind="payment_received").count() == ROUNDS
    assert OrderEvent.objects.filter(to_status="paid").count() == ROUNDS
    assert StockMovement.objects.filter(kind="reserve").count() == ROUNDS
    assert counters(variant) == (100_000, ROUNDS)
    assert audit_shop() == []


@pytest.mark.postgres
def test_control_without_the_lock_an_order_is_paid_more_than_once(variant, sandbox, monkeypatch):
    both_have_read = threading.Barrier(2)

    def mark_paid_unguarded(*, payment, reason, now, actor=None):
        status = Payment.objects.get(pk=payment.pk).status
        with suppress(threading.BrokenBarrierError):
            both_have_read.wait(timeout=5)
        if status == Payment.Status.PENDING:
            Payment.objects.filter(pk=payment.pk).update(status=Payment.Status.CAPTURED)
            OrderEvent.objects.create(
                order=payment.order, from_status="pending_payment", to_status="paid", at=now
            )

    monkeypatch.setattr(settlement, "mark_paid", mark_paid_unguarded)
    order, payment = waiting_order(variant)
    sandbox.pay(payment.provider_ref)
    message = sandbox.messages[-1]
    all_at_once([lambda: come_back(order), lambda: deliver(message)])
    assert OrderEvent.objects.filter(to_status="paid").count() == 2


def test_every_message_five_times_in_any_order_with_forged_and_stale_ones_between(variant, sandbox):
    dice = random.Random(7)
    payments = [waiting_order(variant)[1] for _ in range(ROUNDS * 2)]
    never_paid = [waiting_order(variant)[1] for _ in range(3)]
    post = []
    for payment in payments:
        sandbox.pay(payment.provider_ref)
        message = sandbox.messages[-1]
        post += [(message, None, 200)] * 5
        post.append((replace(message, id=f"{message.id}-forged", key="somebody-else"), None, 400))
        post.append((replace(message, id=f"{message.id}-stale"), timedelta(minutes=6), 400))
    genuine = post[0][0]
    for payment in never_paid:
        # Rightly signed, but the provider knows of no money: its word counts, not the message's.
        body = genuine.body.replace(payments[0].provider_ref.encode(), payment.provider_ref.encode())
        post.append((replace(genuine, id=f"early-{payment.pk}", body=body), None, 200))
    post.append((replace(genuine, id="unknown", body=b'{"type":"x","data":{"id":"nobody"}}'), None, 200))
    dice.shuffle(post)

    def carry(bag):
        return [
            (deliver(message, at=timezone.now() - age if age else None), expected)
            for message, age, expected in bag
        ]

    for answers in all_at_once([lambda b=post[start::8]: carry(b) for start in range(8)]):
        assert all(status == expected for status, expected in answers)
    assert Payment.objects.filter(status="captured").count() == len(payments)
    assert Order.objects.filter(status="pending_payment").count() == len(never_paid)
    assert OrderMail.objects.filter(kind="payment_received").count() == len(payments)
    outcomes = Counter(WebhookDelivery.objects.values_list("outcome", flat=True))
    # Which of two workers on one message finds it settled is chance; that each is closed once is not.
    assert outcomes["settled"] + outcomes["unchanged"] == len(payments) + len(never_paid)
    assert (outcomes["unknown"], outcomes.total()) == (1, len(payments) + len(never_paid) + 1)
    assert audit_shop() == []


def test_cancel_against_pay_ends_in_one_legal_way(variant, sandbox):
    for _ in range(DUELS):
        order, payment = waiting_order(variant)
        sandbox.pay(payment.provider_ref)
        all_at_once(
            [
                lambda o=order: come_back(o),
                lambda o=order: cancel_order(order=o, actor=None, reason="", now=timezone.now()),
            ]
        )
    reconcile_payments(now=timezone.now())
    reconcile_payments(now=timezone.now())
    assert set(Order.objects.values_list("status", flat=True)) == {"cancelled"}
    assert Payment.objects.captures().filter(status="refunded").count() == DUELS
    assert Payment.objects.refunds().filter(status="refunded").count() == DUELS
    assert len(sandbox.refunds) == DUELS
    assert counters(variant) == (100_000, 0)
    assert audit_shop() == []


def test_expiry_against_pay_ends_in_one_legal_way(variant, sandbox):
    for _ in range(DUELS):
        _order, payment = waiting_order(variant)
        sandbox.pay(payment.provider_ref)
        late = timezone.now() + timedelta(hours=1)
        all_at_once(
            [
                lambda p=payment: mark_paid(payment=p, reason="", now=timezone.now()),
                lambda at=late: expire_overdue_orders(now=at),
            ]
        )
    # Whoever came first, the pieces are still there: the money reopens what had expired.
    assert set(Order.objects.values_list("status", flat=True)) == {"paid"}
    assert counters(variant) == (100_000, DUELS)
    assert audit_shop() == []


def test_the_last_piece_of_an_expired_order_goes_to_one(variant, sandbox):
    for _ in range(DUELS):
        single = stocked_variant(pieces=1)
        _order, payment = waiting_order(single)
        expire_overdue_orders(now=timezone.now() + timedelta(hours=1))
        sandbox.pay(payment.provider_ref)
        all_at_once(
            [
                lambda p=payment: mark_paid(payment=p, reason="", now=timezone.now()),
                lambda v=single: waiting_order(v),
            ]
        )
        assert counters(single) == (1, 1)
    assert audit_shop() == []


def test_refund_against_refund_never_gives_back_more_than_came_in(variant, sandbox):
    for _ in range(DUELS):
        order, payment = waiting_order(variant)
        mark_paid(payment=payment, reason="", now=timezone.now())

        def give_back(o=order):
            refund_amount(order=o, amount=Decimal(9000), reason="", actor=None, now=timezone.now())

        answers = all_at_once([give_back, give_back])
        assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "TooMuch"]
        assert all(answer is None or isinstance(answer, TooMuch) for answer in answers)
    assert Payment.objects.refunds().count() == DUELS
    assert audit_shop() == []


def test_cancelling_twice_at_once_gives_back_once(variant, sandbox):
    for _ in range(DUELS):
        order, payment = waiting_order(variant)
        mark_paid(payment=payment, reason="", now=timezone.now())

        def cancel(o=order):
            cancel_order(order=o, actor=None, reason="", now=timezone.now())

        answers = all_at_once([cancel, cancel])
        assert [type(answer) for answer in answers if answer] == [IllegalStep]
    assert Payment.objects.refunds().count() == DUELS
    assert counters(variant) == (100_000, 0)
    assert audit_shop() == []
