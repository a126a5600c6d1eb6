from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from checkout.captures import NotPayable, open_attempt
from checkout.letters import write_letter
from checkout.models import Order, Payment
from checkout.order_life import cancel_order, expire_overdue_orders
from checkout.payments.provider import ProviderRefused, ProviderUnavailable
from checkout.refunds import refund_amount
from checkout.sandbox_server.faults import Faults
from checkout.settlement import (
    ask_after,
    close_attempt,
    reconcile_payments,
    return_stray_capture,
    send_refund,
    settle_payment,
    start_payment,
)
from products.models import StockPromise
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order
from tests.factories.products import counters

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=5)
LATE = NOW + timedelta(minutes=20)


def sandbox_order(**changes) -> Order:
    return placed_order(payment_method="sandbox", **changes)


def started(order: Order) -> Payment:
    return start_payment(payment=order.last_attempt, now=NOW)


def money(order: Order) -> list[tuple[str, str, int]]:
    return [(p.kind, p.status, int(p.amount)) for p in order.payments.order_by("pk")]


def test_starting_sends_the_buyer_to_the_provider_once(sandbox):
    order = sandbox_order()
    payment = started(order)
    assert started(order).provider_ref == payment.provider_ref
    [intent] = sandbox.intents
    assert (intent.id, intent.amount, intent.currency, intent.reference) == (
        payment.provider_ref,
        15000,
        "KRW",
        order.number,
    )
    assert payment.redirect_url == f"{sandbox.url}/pay/{intent.id}"


def test_nothing_is_asked_of_a_way_that_is_not_online(sandbox):
    order = placed_order(payment_method="bank_transfer")
    assert started(order).redirect_url == ""
    assert settle_payment(payment=order.last_attempt, now=SOON) is False
    assert sandbox.intents == []


def test_what_the_provider_took_pays_the_order_once(sandbox):
    order = sandbox_order()
    payment = started(order)
    assert settle_payment(payment=payment, now=SOON) is False
    sandbox.pay(payment.provider_ref)
    assert settle_payment(payment=payment, now=SOON) is True
    assert settle_payment(payment=order.last_attempt, now=SOON) is False
    order.refresh_from_db()
    assert (order.status, money(order)) == ("paid", [("capture", "captured", 15000)])
    assert sorted(order.mails.values_list("kind", flat=True)) == ["order_confirmation", "payment_received"]
    assert order.last_attempt.settled_at == SOON
    assert order.lines.get().variant.timed_promises.count() == 0


def test_a_failed_attempt_leaves_the_order_waiting_for_another(sandbox):
    order = sandbox_order()
    payment = started(order)
    sandbox.fail(payment.provider_ref)
    assert ask_after(order=order, now=SOON).status == "pending_payment"
    assert money(order) == [("capture", "failed", 15000)]
    again = start_payment(payment=open_attempt(order=order, payment_method="sandbox", now=SOON), now=SOON)
    sandbox.pay(again.provider_ref)
    assert ask_after(order=order, now=SOON).status == "paid"
    assert money(order) == [("capture", "failed", 15000), ("capture", "captured", 15000)]


def test_a_second_way_closes_the_first_at_the_provider(sandbox):
    order = sandbox_order()
    payment = started(order)
    other = open_attempt(order=order, payment_method="bank_transfer", now=SOON)
    order.refresh_from_db()
    assert (other.provider, order.payment_method) == ("bank_transfer", "bank_transfer")
    assert order.expires_at == NOW + timedelta(hours=72)
    assert order.lines.get().variant.timed_promises.get().until == order.expires_at
    assert close_attempt(payment=payment, now=SOON) is True
    assert sandbox.intents[0].status == "cancelled"
    assert money(order) == [("capture", "failed", 15000), ("capture", "pending", 15000)]


def test_paid_twice_keeps_one_and_gives_the_other_back(sandbox):
    order = sandbox_order()
    first = started(order)
    second = Payment.objects.create(
        order=order, provider="sandbox", amount=order.total, currency="KRW", created_at=NOW
    )
    second = start_payment(payment=second, now=NOW)
    for payment in (first, second):
        sandbox.pay(payment.provider_ref)
        settle_payment(payment=payment, now=SOON)
    order.refresh_from_db()
    assert order.status == "paid"
    assert money(order) == [
        ("capture", "captured", 15000),
        ("capture", "refunded", 15000),
        ("refund", "pending", 15000),
    ]
    refund = order.payments.refunds().get()
    assert (refund.reverses, refund.refund.reason) == (second, "paid a second time: the money goes back")
    assert send_refund(payment=refund, now=SOON) is True
    assert [(r.intent, r.amount) for r in sandbox.refunds] == [(second.provider_ref, 15000)]
    assert money(order)[-1] == ("refund", "refunded", 15000)
    order.refresh_from_db()
    assert (order.status, order.is_paid) == ("paid", True)


def test_money_for_an_expired_order_reopens_it_while_there_is_stock(sandbox):
    order = sandbox_order(pieces=2, quantity=2)
    payment = started(order)
    assert expire_overdue_orders(now=LATE) == 1
    variant = order.lines.get().variant
    assert counters(variant) == (2, 0)
    sandbox.pay(payment.provider_ref)
    assert settle_payment(payment=order.last_attempt, now=LATE) is True
    order.refresh_from_db()
    assert (order.status, counters(variant)) == ("paid", (2, 2))
    assert [line.open_pieces for line in order.lines.all()] == [2]


def test_money_that_comes_when_the_pieces_are_gone_goes_back_by_itself(sandbox):
    order = sandbox_order(pieces=2, quantity=2)
    payment = started(order)
    expire_overdue_orders(now=LATE)
    order_cart(filled_cart(order.lines.get().variant), now=LATE)
    sandbox.pay(payment.provider_ref)
    settle_payment(payment=payment, now=LATE)
    assert reconcile_payments(now=LATE).settled == 1
    order.refresh_from_db()
    assert (order.status, order.is_paid) == ("expired", False)
    assert money(order) == [("capture", "refunded", 27000), ("refund", "refunded", 27000)]
    assert sandbox.refunds[0].amount == 27000
    assert order.mails.filter(kind="payment_returned").count() == 1


def test_an_ended_order_can_no_longer_be_paid_over_there(sandbox):
    order = sandbox_order()
    started(order)
    cancel_order(order=order, actor=None, reason="", now=SOON)
    assert money(order) == [("capture", "pending", 15000)]
    run = reconcile_payments(now=SOON)
    assert (run.asked, run.settled) == (1, 1)
    assert (sandbox.intents[0].status, money(order)) == ("cancelled", [("capture", "failed", 15000)])


def test_cancelled_here_while_it_was_paid_there_sends_the_money_back(sandbox):
    order = sandbox_order()
    payment = started(order)
    sandbox.pay(payment.provider_ref)
    cancel_order(order=order, actor=None, reason="", now=SOON)
    reconcile_payments(now=SOON)
    reconcile_payments(now=SOON)
    assert money(order) == [("capture", "refunded", 15000), ("refund", "refunded", 15000)]


def test_another_amount_than_the_orders_pays_nothing_and_is_shown_to_staff(sandbox):
    order = sandbox_order()
    payment = started(order)
    sandbox.pay(payment.provider_ref)
    Order.objects.update(subtotal=2, total=Decimal(3002))
    Payment.objects.update(amount=3002)
    assert settle_payment(payment=order.last_attempt, now=SOON) is False
    order.refresh_from_db()
    assert (order.status, order.last_attempt.problem) == (
        "pending_payment",
        "The provider took 15000 KRW instead.",
    )


def test_changing_the_way_to_pay_again_and_again_keeps_pieces_no_longer_than_the_slowest(sandbox):
    order = placed_order(payment_method="bank_transfer")
    ends = NOW + timedelta(hours=72)
    steps = [
        (1, "sandbox", 1 + 0.25),
        (1.2, "bank_transfer", 72),
        (71.9, "sandbox", 72),
        (71.95, "bank_transfer", 72),
    ]
    for hours, method, until in steps:
        open_attempt(order=order, payment_method=method, now=NOW + timedelta(hours=hours))
        order.refresh_from_db()
        promised = StockPromise.objects.get(order_number=order.number).until
        assert (order.expires_at, promised) == (NOW + timedelta(hours=until),) * 2
    with pytest.raises(NotPayable):
        open_attempt(order=order, payment_method="sandbox", now=ends)
    assert expire_overdue_orders(now=ends) == 1


def test_without_a_slow_way_a_quarter_of_an_hour_is_all(settings):
    settings.PAYMENT_PROVIDERS = ["sandbox", "cash_on_delivery", "stripe"]
    order = placed_order(payment_method="sandbox")
    open_attempt(order=order, payment_method="stripe", now=NOW + timedelta(minutes=14))
    order.refresh_from_db()
    assert order.expires_at == NOW + timedelta(minutes=15)


def stray(sandbox) -> Payment:
    """₩15,000 were taken where ₩3,002 are asked for."""
    payment = started(sandbox_order())
    sandbox.pay(payment.provider_ref)
    Order.objects.update(subtotal=2, total=Decimal(3002))
    Payment.objects.update(amount=3002)
    payment.refresh_from_db()
    settle_payment(payment=payment, now=SOON)
    return payment


def test_another_amount_goes_back_whole_and_the_order_can_still_be_paid(sandbox):
    payment = stray(sandbox)
    order = payment.order
    given_back = [return_stray_capture(payment=payment, actor=None, now=SOON) for _ in range(2)]
    payment.refresh_from_db()
    assert (given_back, return_stray_capture(payment=payment, actor=None, now=SOON)) == ([True, False], False)
    assert money(order) == [("capture", "refunded", 15000), ("refund", "pending", 15000)]
    assert (payment.problem, payment.settled_at) == ("", SOON)
    reconcile_payments(now=SOON)
    assert money(order)[1] == ("refund", "refunded", 15000)
    assert [(refund.intent, refund.amount) for refund in sandbox.refunds] == [(payment.provider_ref, 15000)]
    text = write_letter(order=order, kind="payment_returned", occasion=str(payment.pk)).text
    told = "₩15,000 was taken where your order comes to ₩3,002. All of the ₩15,000 goes back to you."
    assert text.count(told) == 1
    again = open_attempt(order=order, payment_method="sandbox", now=SOON)
    sandbox.pay(start_payment(payment=again, now=SOON).provider_ref)
    settle_payment(payment=again, now=SOON)
    order.refresh_from_db()
    assert (order.status, order.is_paid) == ("paid", True)


def test_the_sum_that_was_asked_for_pays_the_order_and_does_not_go_back(sandbox):
    order = sandbox_order()
    payment = started(order)
    sandbox.pay(payment.provider_ref)
    assert return_stray_capture(payment=payment, actor=None, now=SOON) is False
    order.refresh_from_db()
    assert (order.status, money(order)) == ("paid", [("capture", "captured", 15000)])


def test_no_provider_is_called_inside_a_transaction(sandbox):
    order = sandbox_order()
    with (
        transaction.atomic(),
        pytest.raises(transaction.TransactionManagementError, match="inside a transaction"),
    ):
        started(order)


class TestAProviderThatFails:
    """The buyer loses nothing, and the truth comes out when it answers again."""

    @pytest.fixture(autouse=True)
    def _short(self, settings):
        settings.PAYMENT_TIMEOUT_SECONDS = 0.3

    def test_accepted_without_an_answer_is_found_again_and_not_opened_twice(self, sandbox):
        order = sandbox_order()
        sandbox.faults = Faults(hang=True)
        with pytest.raises(ProviderUnavailable):
            started(order)
        assert money(order) == [("capture", "pending", 15000)]
        sandbox.faults = Faults()
        [intent] = sandbox.intents
        assert started(order).provider_ref == intent.id
        assert len(sandbox.intents) == 1

    @pytest.mark.parametrize(
        "faults", [Faults(unavailable=True), Faults(garbage=True), Faults(answer_after=3), Faults(drip=0.1)]
    )
    def test_paid_while_nobody_answered_is_settled_by_the_next_run(self, sandbox, faults):
        order = sandbox_order()
        payment = started(order)
        sandbox.pay(payment.provider_ref)
        sandbox.faults = faults
        assert ask_after(order=order, now=SOON).status == "pending_payment"
        run = reconcile_payments(now=SOON)
        assert (run.asked, run.settled, run.unanswered) == (1, 0, 1)
        sandbox.faults = Faults()
        assert reconcile_payments(now=SOON + timedelta(minutes=1)).settled == 1
        assert (Order.objects.get().status, money(order)) == ("paid", [("capture", "captured", 15000)])

    def test_a_refund_without_an_answer_is_sent_once(self, sandbox):
        order = sandbox_order()
        payment = started(order)
        sandbox.pay(payment.provider_ref)
        ask_after(order=order, now=SOON)
        refund = refund_amount(order=order, amount=Decimal(5000), reason="late", actor=None, now=SOON)
        sandbox.faults = Faults(hang=True)
        with pytest.raises(ProviderUnavailable):
            send_refund(payment=refund.payment, now=SOON)
        sandbox.faults = Faults()
        assert reconcile_payments(now=SOON).settled == 1
        assert reconcile_payments(now=SOON).asked == 0
        assert [r.amount for r in sandbox.refunds] == [5000]
        assert money(order) == [("capture", "captured", 15000), ("refund", "refunded", 5000)]

    def test_a_refund_on_its_way_stays_pending_until_it_has_arrived(self, sandbox):
        order = sandbox_order()
        payment = started(order)
        sandbox.pay(payment.provider_ref)
        ask_after(order=order, now=SOON)
        refund_amount(order=order, amount=Decimal(5000), reason="late", actor=None, now=SOON)
        sandbox.faults = Faults(pending_refunds=True)
        assert reconcile_payments(now=SOON).settled == 0
        assert money(order)[-1] == ("refund", "pending", 5000)
        sandbox.faults = Faults()
        assert reconcile_payments(now=SOON).settled == 1
        assert money(order)[-1] == ("refund", "refunded", 5000)

    def test_a_key_that_is_not_let_in_ends_nothing(self, sandbox, settings):
        settings.SANDBOX_API_KEY = "another-key"
        order = sandbox_order()
        with pytest.raises(ProviderUnavailable):
            started(order)
        assert money(order) == [("capture", "pending", 15000)]

    def test_a_clear_no_ends_the_attempt_and_names_the_problem(self, sandbox):
        order = sandbox_order()
        Payment.objects.update(currency="123")
        with pytest.raises(ProviderRefused):
            started(order)
        assert (money(order), order.last_attempt.problem != "") == ([("capture", "failed", 15000)], True)

    def test_a_provider_that_is_down_is_left_alone_after_three_failures(self, sandbox):
        orders = [sandbox_order() for _ in range(5)]
        for order in orders:
            started(order)
        sandbox.faults = Faults(unavailable=True)
        run = reconcile_payments(now=SOON)
        assert (run.asked, run.unanswered) == (3, 3)


def test_back_at_the_first_way_its_open_attempt_is_the_awaited_one(sandbox):
    order = sandbox_order()
    first = started(order)
    open_attempt(order=order, payment_method="bank_transfer", now=SOON)
    order.refresh_from_db()
    assert open_attempt(order=order, payment_method="sandbox", now=SOON) == first
    order = Order.objects.get()
    assert order.last_attempt == first
    assert close_attempt(payment=first, now=SOON) is False
    sandbox.pay(first.provider_ref)
    assert ask_after(order=order, now=SOON).status == "paid"


def test_nothing_is_opened_for_an_order_that_has_ended(sandbox):
    order = sandbox_order()
    expire_overdue_orders(now=LATE)
    assert (started(order).provider_ref, sandbox.intents) == ("", [])


def test_a_refund_is_asked_for_until_it_has_gone(sandbox):
    order = sandbox_order()
    payment = started(order)
    sandbox.pay(payment.provider_ref)
    ask_after(order=order, now=SOON)
    refund_amount(order=order, amount=Decimal(5000), reason="", actor=None, now=SOON)
    assert reconcile_payments(now=NOW + timedelta(days=30)).settled == 1


def test_older_payments_are_asked_about_every_four_minutes(sandbox):
    order = sandbox_order()
    started(order)
    later = NOW + timedelta(hours=2)
    assert reconcile_payments(now=later).asked == 1
    assert reconcile_payments(now=later + timedelta(minutes=3)).asked == 0
    assert reconcile_payments(now=later + timedelta(minutes=4)).asked == 1
    assert reconcile_payments(now=NOW + timedelta(days=8)).asked == 0


def test_back_to_the_first_way_awaits_its_open_attempt_again(sandbox):
    order = sandbox_order()
    payment = started(order)
    open_attempt(order=order, payment_method="bank_transfer", now=SOON)
    assert open_attempt(order=order, payment_method="sandbox", now=SOON) == payment
    order.refresh_from_db()
    assert (order.payment_method, order.expires_at) == ("sandbox", SOON + timedelta(minutes=15))
    sandbox.pay(payment.provider_ref)
    assert reconcile_payments(now=SOON).settled == 1
    order.refresh_from_db()
    assert (order.status, order.payment_method) == ("paid", "sandbox")
