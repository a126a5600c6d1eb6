"""What staff do about single payments, and what the desk says about money that came late."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from checkout.desk.money import describe_payment
from checkout.models import Payment
from checkout.order_life import expire_overdue_orders
from checkout.refund_repairs import retry_refund
from checkout.refunds import refund_amount
from products.models import StockRecord
from tests.checkout.test_refunds import paid_order
from tests.checkout.test_settlement import stray
from tests.factories.checkout import NOW, placed_order
from tests.factories.museum import museum
from tests.products.desk import member

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


@pytest.fixture(autouse=True)
def _operator(client):
    museum()
    client.force_login(member("operator", "checkout.view_order", "checkout.change_order"))


def owed_refund(**changes) -> Payment:
    order = paid_order()
    payment = refund_amount(
        order=order, amount=Decimal(1000), reason="scratched", actor=None, now=NOW
    ).payment
    Payment.objects.filter(pk=payment.pk).update(**changes)
    payment.refresh_from_db()
    return payment


def test_a_refused_refund_is_tried_again_once_and_with_a_new_key():
    payment = owed_refund(status="failed", problem="no such account")
    former = payment.attempt_key
    assert [retry_refund(payment=payment, actor=None, now=LATER) for _ in range(2)] == [True, False]
    payment.refresh_from_db()
    assert (payment.status, payment.problem, payment.attempt_key != former) == ("pending", "", True)


def test_a_refund_of_a_bank_transfer_is_paid_back_by_hand(client):
    payment = owed_refund()
    for _ in range(2):
        client.post(reverse("refund_by_hand", args=[payment.pk]))
    payment.refresh_from_db()
    assert payment.status == "refunded"
    assert payment.order.events.filter(reason__startswith="paid back by hand").count() == 1


@pytest.mark.parametrize("name", ["payment_ask", "payment_give_back", "refund_retry", "refund_by_hand"])
def test_whoever_may_not_change_orders_is_sent_away(client, name):
    payment = owed_refund()
    client.force_login(member("reader", "checkout.view_order"))
    assert client.post(reverse(name, args=[payment.pk])).headers["Location"] == "/admin/"
    payment.refresh_from_db()
    assert payment.status == "pending"


@pytest.mark.parametrize(("is_there", "status"), [(True, "paid"), (False, "expired")])
def test_late_money_opens_the_order_again_when_its_pieces_are_there(client, is_there, status):
    order = placed_order(payment_method="bank_transfer")
    expire_overdue_orders(now=LATER)
    if not is_there:
        StockRecord.objects.update(on_hand=0, written_off=10)
    client.post(reverse("order_step", args=[order.pk, "paid"]), {"reason": "statement 7"})
    order.refresh_from_db()
    assert (order.status, order.payments.refunds().count()) == (status, 0 if is_there else 1)


def test_a_parcel_may_hold_a_part_of_the_order(client):
    order = placed_order(quantity=3)
    parcel = {"carrier": "CJ Logistics", "tracking_number": "1", "pieces_1": "2"}
    client.post(reverse("order_step", args=[order.pk, "shipped"]), parcel)
    order.refresh_from_db()
    assert (order.status, order.lines.get().open_pieces) == ("packed", 1)


def test_another_sum_than_was_asked_for_is_given_back(client, sandbox):
    payment = stray(sandbox)
    assert describe_payment(payment).may_give_back is False
    payment.refresh_from_db()
    assert describe_payment(payment).may_give_back is True
    page = client.get(reverse("orders_modeladmin_inspect", args=[payment.order_id]))
    assert page.content.decode().count("Give back what was taken") == 1
    for _ in range(2):
        client.post(reverse("payment_give_back", args=[payment.pk]))
    payment.refresh_from_db()
    assert (payment.status, payment.amount, payment.refunds.count()) == ("refunded", 15000, 1)
    assert ModelLogEntry.objects.filter(action="checkout.payment_given_back").count() == 1


def test_nothing_is_given_back_that_the_provider_knows_nothing_of(client, sandbox):
    payment = stray(sandbox)
    Payment.objects.update(amount=15000)
    client.post(reverse("payment_give_back", args=[payment.pk]))
    payment.refresh_from_db()
    assert (payment.status, payment.refunds.count(), ModelLogEntry.objects.count()) == ("captured", 0, 0)
