"""What a buyer reads on the page of an order, state by state."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkout.captures import mark_failed, mark_paid
from checkout.models import Order, Payment
from checkout.order_life import cancel_order, expire_overdue_orders, mark_delivered, mark_packed, ship_order
from checkout.refund_repairs import settle_by_hand
from checkout.refunds import Pieces, refund_amount, refund_pieces
from checkout.returns import Wanted, decide_return, request_return
from tests.factories.accounts import UserFactory
from tests.factories.checkout import filled_cart, order_cart, placed_order
from tests.factories.products import ProductClaimFactory, ProductImageFactory, stocked_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def look(client):
    """The order's page, as a guest opens it from the mail."""
    return lambda order: client.get(f"{order.get_absolute_url()}?token={order.access_token}")


def headline(page) -> str:
    return page.content.decode().split("<h1>")[1].split("</h1>")[0]


def money(page) -> list[tuple[str, str, int]]:
    return [(row.text, row.way, int(row.payment.amount)) for row in page.context["movements"]]


def transfer(now) -> Order:
    return placed_order(payment_method="bank_transfer", now=now)


def paid(now, *, quantity: int = 1) -> Order:
    order = placed_order(payment_method="bank_transfer", quantity=quantity, now=now)
    return mark_paid(payment=order.last_attempt, actor=None, reason="", now=now)


def sent(order: Order, now, **pieces) -> Order:
    return ship_order(order=order, carrier="DHL", tracking_number="7", actor=None, now=now, **pieces).order


def delivered(now) -> Order:
    return mark_delivered(order=sent(paid(now, quantity=2), now), actor=None, now=now)


def test_a_transfer_that_is_awaited(look, now):
    page = look(transfer(now))
    assert headline(page) == "Thank you. It is yours."
    assert money(page) == [("Not here yet", "Bank transfer", 15000)]
    assert (page.context["may_cancel"], page.context["may_change_address"]) == (True, True)


def test_a_card_payment_that_is_awaited_and_one_that_failed(look, now):
    order = placed_order(payment_method="sandbox", now=now)
    assert headline(look(order)) == "One step is left: the payment"
    mark_failed(payment=order.last_attempt, problem="declined", now=now)
    page = look(order)
    assert headline(page) == "The payment did not go through"
    assert money(page) == [("Did not go through: nothing was charged", "Card (test payment)", 15000)]
    assert page.content.count(b"declined") == 0


def test_cash_is_paid_at_the_door(look, now):
    page = look(placed_order(now=now))
    assert money(page) == [("To be paid when the parcel is in your hands", "Cash on delivery", 15000)]


def test_packed_partly_sent_and_sent(look, now):
    order = mark_packed(order=paid(now, quantity=2), actor=None, now=now)
    page = look(order)
    assert (headline(page), page.context["to_come"]) == ("Thank you. It is yours.", [])
    assert page.context["may_change_address"] is False
    order = sent(order, now, pieces={1: 1})
    page = look(order)
    assert headline(page) == "A part of it is on its way"
    assert [line.open_pieces for line in page.context["to_come"]] == [1]
    assert page.context["may_cancel"] is False
    link = 'href="https://www.dhl.com/en/express/tracking.html?AWB=7" target="_blank" rel="noopener"'
    assert page.content.decode().count(link) == 1
    page = look(sent(order, now))
    assert (headline(page), page.context["to_come"], len(page.context["shipments"])) == (
        "It is on its way",
        [],
        2,
    )


def test_the_time_to_send_things_back_and_its_end(look, now):
    order = delivered(now)
    page = look(order)
    assert (headline(page), page.context["may_return"]) == ("It has arrived", True)
    day = timezone.localdate(now) + timedelta(days=7)
    told = f"You can send things back until {day:%A}, {day.day} {day:%B}, without a reason."
    assert page.content.decode().count(told) == 1
    Order.objects.update(delivered_at=now - timedelta(days=9))
    day = timezone.localdate(now - timedelta(days=9)) + timedelta(days=7)
    page = look(order)
    told = f"The time to send things back ended on {day:%A}, {day.day} {day:%B}."
    assert (page.content.decode().count(told), page.context["may_return"]) == (1, False)


def test_a_return_with_its_answer_and_where_to_send_it(look, now, settings):
    settings.RETURN_ADDRESS = "Returns, 03042 Seoul"
    order = delivered(now)
    request = request_return(order=order, wanted=[Wanted(1, 1, "damaged")], actor=None, now=now)
    told = "We look at it, and answer within two working days"
    assert look(order).content.decode().count(told) == 1
    decide_return(request=request, is_accepted=True, answer="We are <sorry>.", actor=None, now=now)
    text = look(order).content.decode()
    assert [text.count(told) for told in ("We are &lt;sorry&gt;.", "Returns, 03042 Seoul.")] == [1, 1]


def test_a_part_of_the_money_back(look, now):
    order = paid(now, quantity=3)
    refund = refund_pieces(order=order, pieces=[Pieces(1, 1)], reason="sold out", actor=None, now=now)
    page = look(order)
    assert headline(page) == "A part of your money goes back to you"
    assert page.context["is_under_way"] is True
    assert money(page) == [
        ("Paid", "Bank transfer", 39000),
        ("On its way back to you", "Bank transfer", 13000),
    ]
    settle_by_hand(payment=refund.payment, actor=None, now=now)
    page = look(order)
    assert headline(page) == "You have a part of your money back"
    assert money(page)[1][0] == "Sent back to you"


def test_all_of_the_money_back(look, now):
    order = paid(now)
    refund = refund_amount(order=order, amount=Decimal(15000), reason="", actor=None, now=now)
    page = look(order)
    assert (headline(page), page.context["is_under_way"]) == ("All of your money goes back to you", False)
    Payment.objects.filter(pk=refund.payment.pk).update(status="failed")
    assert money(look(order))[1][0] == "Could not be sent: we look into it and find another way"


def test_paid_twice(look, now):
    order = paid(now)
    second = Payment.objects.create(
        order=order, provider="bank_transfer", amount=15000, currency="KRW", created_at=now
    )
    mark_paid(payment=second, reason="", now=now)
    page = look(order)
    assert (headline(page), page.context["paid_twice"]) == ("Thank you. It is yours.", 15000)


@pytest.mark.parametrize("is_paid", [True, False])
def test_cancelled(look, now, is_paid):
    order = paid(now) if is_paid else transfer(now)
    page = look(cancel_order(order=order, actor=None, reason="", now=now))
    assert headline(page) == "This order is cancelled"
    assert page.context["money_back"] == (15000 if is_paid else 0)
    assert (page.context["may_cancel"], page.context["ways_to_pay"]) == (False, [])


def test_not_paid_in_time_and_paid_too_late(look, now):
    long_ago = now - timedelta(days=9)
    order = placed_order(payment_method="bank_transfer", now=long_ago, pieces=1)
    assert headline(look(order)) == "The time to pay is over"
    expire_overdue_orders(now=now)
    assert headline(look(order)) == "This order was not paid in time"
    order_cart(filled_cart(order.lines.get().variant), now=now)
    Payment.objects.filter(order=order).update(status="pending")
    mark_paid(payment=order.last_attempt, reason="", now=now)
    page = look(order)
    assert headline(page) == "Your payment came too late"
    assert page.context["money_back"] == 15000


def test_what_happened_is_told_in_words_and_notes_as_they_are(look, now):
    order = delivered(now)
    request_return(order=order, wanted=[Wanted(1, 1, "damaged")], actor=None, now=now)
    text = look(order).content.decode()
    steps = text.split('id="steps-title"')[1].split("</section>")[0]
    assert [part.split("</span>")[0] for part in steps.split("<span>")[1:]] == [
        "You ordered",
        "Your payment came",
        "We packed it",
        "It left our house",
        "It arrived",
        "Return asked for",
    ]


def test_parcels_refunds_and_returns_ask_the_database_as_often_as_one(client, now):
    counts = []
    for lines in (1, 3):
        user = UserFactory()
        variants = [stocked_variant() for _ in range(lines)]
        for variant in variants:
            ProductImageFactory(product=variant.product)
            ProductClaimFactory(product=variant.product)
        cart = filled_cart(*variants, quantity=3, user=user)
        order = order_cart(cart, user=user, payment_method="bank_transfer", now=now)
        order = mark_paid(payment=order.last_attempt, actor=None, reason="", now=now)
        for no in range(1, lines + 1):
            order = sent(order, now, pieces={no: 3})
        order = mark_delivered(order=order, actor=None, now=now)
        for no in range(1, lines + 1):
            request_return(order=order, wanted=[Wanted(no, 1, "damaged")], actor=user, now=now)
            refund_pieces(order=order, pieces=[Pieces(no, 1, "keep")], reason="", actor=None, now=now)
        client.force_login(user)
        client.get(order.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(order.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
