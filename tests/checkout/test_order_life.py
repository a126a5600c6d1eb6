from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError

from checkout.audit import audit_shop
from checkout.captures import mark_paid, open_attempt
from checkout.goods_back import BookedBack
from checkout.letters import write_letter
from checkout.models import Order, OrderMail, Payment
from checkout.models.order import OrderStatus
from checkout.order_life import (
    cancel_order,
    expire_overdue_orders,
    mark_delivered,
    mark_packed,
    ship_order,
    take_back_undelivered,
)
from checkout.payments import offered_provider
from checkout.refund_limit import AboveLimit
from checkout.refunds import Pieces, refund_pieces
from checkout.statuses import STEPS, IllegalStep, may_become
from products.models import StockRecord, Variant
from products.stock_desk import move_stock
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order
from tests.factories.products import counters, movements
from tests.factories.webhooks import endpoint

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=5)


@pytest.fixture
def operator():
    return UserFactory(username="operator")


def variant_of(order: Order) -> Variant:
    return order.lines.get().variant


def money(order: Order) -> list[tuple[str, str, int]]:
    return [(p.kind, p.status, int(p.amount)) for p in order.payments.order_by("pk")]


def shipped(order, operator):
    mark_packed(order=order, actor=operator, now=LATER)
    return ship_order(order=order, carrier="CJ", tracking_number="123", actor=operator, now=LATER).order


def test_cash_on_delivery_from_door_to_door(operator):
    order = placed_order(pieces=10, quantity=3)
    shipped(order, operator)
    assert counters(variant_of(order)) == (7, 0)
    assert money(order) == [("capture", "pending", 39000)]
    order = mark_delivered(order=order, actor=operator, now=LATER)
    assert (order.status, order.is_paid) == ("delivered", True)
    assert money(order) == [("capture", "captured", 39000)]
    assert [(e.from_status, e.to_status, e.actor_label) for e in order.events.all()] == [
        ("", "confirmed", "guest"),
        ("confirmed", "packed", "operator"),
        ("packed", "shipped", "operator"),
        ("shipped", "delivered", "operator"),
    ]
    assert order.shipments.get().tracking_number == "123"
    assert movements(variant_of(order))[-2:] == [("reserve", 3, ""), ("sell", 3, "")]


def test_bank_transfer_is_captured_once(operator):
    order = placed_order(payment_method="bank_transfer")
    assert order.is_paid is False
    for _ in range(2):
        order = mark_paid(payment=order.last_attempt, actor=operator, reason="statement 7", now=LATER)
        assert (order.status, money(order)) == ("paid", [("capture", "captured", 15000)])
    assert order.is_paid is True
    assert order.events.filter(to_status="paid").get().reason == "statement 7"


def test_a_parcel_is_expected_as_many_days_later_as_its_money_came(operator):
    order = placed_order(payment_method="bank_transfer")
    days = (order.arrives_from, order.arrives_until)
    order = mark_paid(payment=order.last_attempt, reason="", now=NOW + timedelta(days=2))
    assert (order.arrives_from, order.arrives_until) == tuple(day + timedelta(days=2) for day in days)


def test_money_for_an_expired_order_reopens_it_while_there_is_stock(operator):
    order = placed_order(pieces=2, quantity=2, payment_method="bank_transfer")
    expire_overdue_orders(now=NOW + timedelta(hours=73))
    order = mark_paid(
        payment=order.last_attempt, actor=operator, reason="late", now=NOW + timedelta(hours=74)
    )
    assert (order.status, counters(variant_of(order))) == ("paid", (2, 2))
    assert money(order) == [("capture", "captured", 27000)]


def test_money_for_an_expired_order_whose_pieces_are_gone_goes_back(operator):
    order = placed_order(pieces=2, quantity=2, payment_method="bank_transfer")
    expire_overdue_orders(now=NOW + timedelta(hours=73))
    order_cart(filled_cart(variant_of(order)))
    for _ in range(2):
        mark_paid(payment=order.last_attempt, actor=operator, reason="late", now=NOW + timedelta(hours=74))
    order.refresh_from_db()
    assert (order.status, order.is_paid) == ("expired", False)
    assert money(order) == [("capture", "refunded", 27000), ("refund", "pending", 27000)]
    assert order.mails.filter(kind="payment_returned").count() == 1


def test_cancelling_brings_the_stock_back(operator):
    order = placed_order(quantity=2)
    order = cancel_order(order=order, actor=operator, reason="changed my mind", now=LATER)
    assert (order.status, counters(variant_of(order))) == ("cancelled", (10, 0))
    assert movements(variant_of(order))[-1] == ("release", 2, "changed my mind")
    assert money(order) == [("capture", "failed", 27000)]
    assert sorted(order.mails.values_list("kind", flat=True)) == ["order_cancelled", "order_confirmation"]


def test_cancelling_what_was_paid_owes_the_money_back(operator):
    order = placed_order(payment_method="bank_transfer")
    mark_paid(payment=order.last_attempt, actor=operator, reason="", now=LATER)
    cancel_order(order=order, actor=operator, reason="", now=LATER)
    assert money(order) == [("capture", "refunded", 15000), ("refund", "pending", 15000)]


def test_staff_cancel_no_more_money_than_they_may_refund_and_buyers_any(operator, settings):
    settings.OPERATOR_REFUND_LIMIT = 14999

    def paid(**changes) -> Order:
        order = placed_order(payment_method="bank_transfer", **changes)
        return mark_paid(payment=order.last_attempt, reason="", now=LATER)

    def cancel(order: Order, actor) -> str:
        return cancel_order(order=order, actor=actor, reason="", now=LATER).status

    operator.user_permissions.add(Permission.objects.get(codename="change_order"))
    order = paid()
    with pytest.raises(AboveLimit, match="at most 14999 of an order"):
        cancel(order, operator)
    order.refresh_from_db()
    assert (order.status, money(order)) == ("paid", [("capture", "captured", 15000)])
    owner = UserFactory()
    owner.user_permissions.add(Permission.objects.get(codename="refund_without_limit"))
    owner.user_permissions.add(Permission.objects.get(codename="change_order"))
    assert [cancel(order, owner), cancel(paid(), None), cancel(paid(), UserFactory())] == ["cancelled"] * 3
    assert [cancel(paid(user=operator), operator), cancel(placed_order(), operator)] == ["cancelled"] * 2
    settings.OPERATOR_REFUND_LIMIT = 15000
    assert cancel(paid(), operator) == "cancelled"


@pytest.mark.parametrize("is_late", [True, False], ids=["too late", "twice"])
def test_partners_are_told_once_of_money_that_goes_back_at_once(is_late):
    partner = endpoint("https://partner.example/", events=("order.refunded",))
    order = placed_order(payment_method="bank_transfer")
    if is_late:
        cancel_order(order=order, actor=None, reason="", now=LATER)
        stray = order.last_attempt
    else:
        mark_paid(payment=order.last_attempt, reason="", now=LATER)
        stray = Payment.objects.create(
            order=order, provider="bank_transfer", amount=15000, currency="KRW", created_at=NOW
        )
    for _ in range(2):
        mark_paid(payment=stray, reason="", now=LATER)
    (told,) = partner.deliveries.all()
    status = "cancelled" if is_late else "paid"
    assert (told.message.event, told.message.payload["data"]["status"]) == ("order.refunded", status)


def test_cancelling_twice_releases_once(operator):
    order = placed_order(quantity=2)
    cancel_order(order=order, actor=operator, reason="", now=LATER)
    with pytest.raises(IllegalStep, match="is “Cancelled”: it cannot become “Cancelled”"):
        cancel_order(order=order, actor=operator, reason="", now=LATER)
    assert counters(variant_of(order)) == (10, 0)


def test_what_was_shipped_cannot_be_cancelled(operator):
    order = shipped(placed_order(), operator)
    with pytest.raises(IllegalStep):
        cancel_order(order=order, actor=operator, reason="", now=LATER)
    assert OrderMail.objects.filter(kind="order_cancelled").count() == 0


@pytest.mark.parametrize(
    ("fate", "record"), [("restock", (10, 2, 0)), ("write_off", (8, 2, 2)), ("keep", (8, 0, 0))]
)
def test_what_nobody_took_at_the_door_comes_back_and_nothing_is_owed(operator, fate, record):
    order = shipped(placed_order(quantity=2), operator)
    order = take_back_undelivered(order=order, actor=operator, reason="not at home", now=LATER, fate=fate)
    stock = StockRecord.objects.get()
    assert (order.status, stock.reserved) == ("cancelled", 0)
    assert (stock.on_hand, stock.returned, stock.written_off) == record
    assert money(order) == [("capture", "failed", 27000)]
    event = order.events.last()
    assert (event.from_status, event.to_status, event.reason) == ("shipped", "cancelled", "not at home")
    assert order.mails.filter(kind="order_cancelled").count() == 1
    assert audit_shop() == []
    text = write_letter(order=order, kind="order_cancelled").text
    assert text.count("The parcel came back to us, and nothing has to be paid.") == 1
    with pytest.raises(IllegalStep):
        take_back_undelivered(order=order, actor=operator, reason="", now=LATER)


def test_only_what_was_sent_unpaid_comes_back_that_way(operator):
    paid = placed_order(payment_method="bank_transfer")
    mark_paid(payment=paid.last_attempt, actor=operator, reason="", now=LATER)
    delivered = mark_delivered(order=shipped(placed_order(), operator), actor=operator, now=LATER)
    for order in (placed_order(), shipped(paid, operator), delivered):
        with pytest.raises(IllegalStep, match="cannot become “Cancelled”"):
            take_back_undelivered(order=order, actor=operator, reason="", now=LATER)
    assert OrderMail.objects.filter(kind="order_cancelled").count() == 0


def test_pieces_booked_at_the_stock_desk_do_not_come_back_twice(operator):
    order = shipped(placed_order(quantity=2), operator)
    move_stock(sku=order.lines.get().sku, kind="return", pieces=2, reason="counter", now=LATER)
    with pytest.raises(BookedBack):
        take_back_undelivered(order=order, actor=operator, reason="", now=LATER)
    order.refresh_from_db()
    assert (order.status, counters(variant_of(order))) == ("shipped", (10, 0))
    assert take_back_undelivered(order=order, actor=operator, reason="", now=LATER, fate="keep").status == (
        "cancelled"
    )


def test_overdue_orders_expire_once_and_free_their_stock():
    order = placed_order(payment_method="bank_transfer")
    placed_order(payment_method="cash_on_delivery")
    assert expire_overdue_orders(now=NOW + timedelta(hours=72) - timedelta(seconds=1)) == 0
    assert expire_overdue_orders(now=NOW + timedelta(hours=72)) == 1
    assert expire_overdue_orders(now=NOW + timedelta(hours=80)) == 0
    order.refresh_from_db()
    assert (order.status, counters(variant_of(order))) == ("expired", (10, 0))
    assert order.events.last().reason == "not paid in time"
    assert order.events.last().actor_label == "the shop"


def test_only_orders_of_the_asked_variants_expire():
    one, other = (placed_order(payment_method="bank_transfer") for _ in range(2))
    assert expire_overdue_orders(now=NOW + timedelta(hours=73), variants=[variant_of(one).pk]) == 1
    other.refresh_from_db()
    assert other.status == "pending_payment"


@pytest.mark.parametrize(("status", "wanted"), list(product(OrderStatus.values, OrderStatus.values)))
def test_only_steps_of_the_table_are_legal(status, wanted):
    order = Order(number="N", status=status)
    assert may_become(order=order, to_status=wanted) is (wanted in STEPS[status])


def test_the_table_is_the_published_one():
    assert {status: sorted(STEPS[status]) for status in OrderStatus.values} == {
        "pending_payment": ["cancelled", "expired", "paid"],
        "confirmed": ["cancelled", "packed"],
        "paid": ["cancelled", "packed", "partially_refunded", "refunded"],
        "packed": ["cancelled", "partially_refunded", "refunded", "shipped"],
        "shipped": ["cancelled", "delivered", "partially_refunded", "refunded"],
        "delivered": ["partially_refunded", "refunded"],
        "expired": ["paid"],
        "cancelled": [],
        "partially_refunded": ["refunded"],
        "refunded": [],
    }


def test_a_payment_is_captured_at_most_once_by_the_database():
    order = placed_order(payment_method="bank_transfer")
    order.payments.update(status=Payment.Status.CAPTURED)
    with pytest.raises(IntegrityError):
        Payment.objects.create(
            order=order, provider="x", status="captured", amount=1, currency="KRW", created_at=NOW
        )


def test_both_ways_to_pay_say_what_to_do_next():
    cash, transfer = placed_order(), placed_order(payment_method="bank_transfer")
    assert offered_provider("cash_on_delivery").instructions(cash) == ""
    assert offered_provider("bank_transfer").instructions(transfer) == (
        "Transfer the total to Museum Bank 110-000-000000 (Impact Museum)"
        f" and write {transfer.number} as the purpose."
    )


def test_arrival_captures_no_attempt_that_was_given_up(operator):
    """Begun by card, paid by transfer; nobody has closed the card's attempt over there yet."""
    order = placed_order(payment_method="sandbox")
    attempt = open_attempt(order=order, payment_method="bank_transfer", now=NOW)
    mark_paid(payment=attempt, reason="statement", now=LATER)
    shipped(order, operator)
    mark_delivered(order=order, actor=operator, now=LATER)
    assert money(order) == [("capture", "pending", 15000), ("capture", "captured", 15000)]


def test_what_never_left_does_not_arrive(operator):
    order = placed_order(payment_method="bank_transfer")
    mark_paid(payment=order.last_attempt, reason="statement", now=LATER)
    refund_pieces(order=order, pieces=[Pieces(1, 1)], reason="", actor=None, now=LATER, with_shipping=False)
    with pytest.raises(IllegalStep):
        mark_delivered(order=order, actor=operator, now=LATER)
