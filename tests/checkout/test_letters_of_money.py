from datetime import timedelta
from decimal import Decimal

import pytest

from checkout.captures import mark_paid
from checkout.letters import write_letter
from checkout.models import Order, OrderMail, Payment
from checkout.order_life import cancel_order, expire_overdue_orders, mark_delivered, ship_order
from checkout.refunds import Pieces, refund_amount, refund_pieces
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
Kind = OrderMail.Kind
BY_HAND = "We send it by bank transfer within three working days, and ask you for your account if we do not know it."
BY_ITSELF = "It goes back the way you paid, and leaves us within three working days."


def two_lines(**changes) -> Order:
    """Three pieces of soap and three brushes for ₩72,000, delivered free."""
    soap = stocked_variant(product__name="Sea soap", product__brand__title="Haenyeo Coop")
    brush = stocked_variant(product__name="Brush", product__brand__title="Broom House")
    return order_cart(filled_cart(soap, brush, quantity=3), **{"payment_method": "bank_transfer", **changes})


def paid(order: Order) -> Order:
    return mark_paid(payment=order.last_attempt, actor=None, reason="", now=LATER)


def ended(order: Order, *middle: str) -> list[str]:
    """The lines of a mail that says `middle` between its number and the link, and nothing after it."""
    link = f"http://testserver/orders/{order.number}/?token={order.access_token}"
    return [f"Order {order.number}", "", *middle, "", "See your order:", link, "", "http://testserver/"]


def body(letter) -> list[str]:
    return letter.text.splitlines()[2:]


def test_a_confirmation_that_waits_for_a_card_says_where_and_until_when_to_pay():
    order = placed_order(payment_method="sandbox")
    letter = write_letter(order=order, kind=Kind.CONFIRMATION)
    assert body(letter)[:8] == [
        "Thank you. It is yours.",
        f"Order {order.number}",
        "",
        "We keep it for you until Monday, 2 March, 14:45, and pack it as soon as the money is here.",
        "",
        "How to pay: If you have not paid yet, you can do so on the page of your order. ₩15,000",
        "",
        "You get another mail when it leaves. Until then you can cancel on the page of your order.",
    ]
    link = f"http://testserver/orders/{order.number}/?token={order.access_token}"
    assert letter.html.count(f'href="{link}#pay"') == 1


def test_the_money_is_here():
    order = paid(two_lines())
    letter = write_letter(order=order, kind=Kind.PAYMENT_RECEIVED)
    assert letter.subject == f"Your payment for order {order.number} has arrived"
    assert body(letter)[:5] == [
        "Your payment has arrived",
        f"Order {order.number}",
        "",
        "₩72,000 came on Monday, 2 March: Bank transfer.",
        "We pack it next. Expected with you between Tuesday, 3 March and Thursday, 5 March.",
    ]


def test_money_of_an_order_that_has_ended_since_promises_no_parcel():
    order = cancel_order(order=paid(two_lines()), actor=None, reason="", now=LATER)
    letter = write_letter(order=order, kind=Kind.PAYMENT_RECEIVED)
    assert body(letter)[4] == "By the time we write, it has ended: nothing will be sent."


def test_a_second_payment_goes_back_and_the_order_goes_on():
    order = paid(two_lines())
    second = Payment.objects.create(
        order=order, provider="sandbox", amount=order.total, currency="KRW", created_at=NOW
    )
    mark_paid(payment=second, reason="", now=LATER)
    letter = write_letter(order=order, kind=Kind.PAYMENT_RETURNED, occasion=str(second.pk))
    assert letter.subject == f"Your payment for order {order.number} goes back to you"
    assert body(letter) == [
        "You paid twice",
        *ended(
            order,
            "This order was paid already, and another ₩72,000 came. We keep it only once: the second payment "
            "goes back to you, and your order goes on as before.",
            "",
            BY_ITSELF,
        ),
    ]


def test_a_payment_that_came_too_late_goes_back():
    order = cancel_order(order=two_lines(), actor=None, reason="", now=LATER)
    mark_paid(payment=order.last_attempt, reason="", now=LATER)
    letter = write_letter(order=order, kind=Kind.PAYMENT_RETURNED)
    assert body(letter) == [
        "Your payment came too late",
        *ended(
            order,
            "When your ₩72,000 came, this order had ended already and could not be sent any more. "
            "All of it goes back to you.",
            "",
            BY_HAND,
        ),
    ]


def test_an_order_that_was_not_paid_in_time():
    order = two_lines()
    expire_overdue_orders(now=NOW + timedelta(days=4))
    order.refresh_from_db()
    letter = write_letter(order=order, kind=Kind.EXPIRED)
    assert letter.subject == f"Your order {order.number} was not paid in time"
    assert body(letter)[:6] == [
        "It was not paid in time",
        f"Order {order.number}",
        "",
        (
            "We kept it for you as long as we could. It is on show again: nothing will be sent, and nothing has to "
            "be paid."
        ),
        "",
        (
            "Did you pay all the same? Then we send it if everything is still here when the money comes; if not, "
            "all of it goes back to you by itself."
        ),
    ]


def test_a_refund_names_its_pieces_and_their_share_of_the_shipping():
    soap = stocked_variant(product__name="Sea soap", product__brand__title="Haenyeo Coop", price=10000)
    order = paid(order_cart(filled_cart(soap, quantity=3), payment_method="bank_transfer"))
    refund = refund_pieces(order=order, pieces=[Pieces(1, 1)], reason="", actor=None, now=LATER)
    letter = write_letter(order=order, kind=Kind.REFUNDED, occasion=str(refund.pk))
    assert letter.subject == f"Money back for your order {order.number}"
    assert body(letter) == [
        "₩11,000 goes back to you",
        *ended(
            order,
            BY_HAND,
            "",
            "What it is for:",
            "1 × Sea soap – ₩10,000",
            "",
            "Their share of the shipping cost, ₩1,000, is in it.",
        ),
    ]


def test_each_refund_has_its_own_mail_and_a_named_sum_its_reason():
    order = paid(two_lines())
    first = refund_amount(order=order, amount=Decimal(1000), reason="It came late", actor=None, now=LATER)
    refund_amount(order=order, amount=Decimal(2000), reason="Later still", actor=None, now=LATER)
    letter = write_letter(order=order, kind=Kind.REFUNDED, occasion=str(first.pk))
    assert body(letter) == [
        "₩1,000 goes back to you",
        *ended(order, BY_HAND, "", "The reason: It came late"),
    ]


def test_the_refund_of_another_order_is_never_told():
    other, order = paid(two_lines()), paid(two_lines())
    foreign = refund_amount(order=other, amount=Decimal(1000), reason="", actor=None, now=LATER)
    refund_amount(order=order, amount=Decimal(2000), reason="", actor=None, now=LATER)
    letter = write_letter(order=order, kind=Kind.REFUNDED, occasion=str(foreign.pk))
    assert body(letter)[0] == "₩2,000 goes back to you"


def test_a_parcel_with_a_part_says_what_is_in_it_and_what_follows():
    order = paid(two_lines())
    parcel = ship_order(
        order=order, carrier="CJ Logistics", tracking_number="123 4", actor=None, now=LATER, pieces={1: 2}
    )
    letter = write_letter(order=parcel.order, kind=Kind.SHIPPED, occasion=str(parcel.pk))
    link = "https://trace.cjlogistics.com/next/tracking.html?wblNo=123%204"
    assert body(letter)[:20] == [
        "A part of it is on its way",
        f"Order {order.number}",
        "",
        (
            "It left our house on Monday, 2 March. "
            "Expected with you between Tuesday, 3 March and Thursday, 5 March."
        ),
        "",
        "Carrier: CJ Logistics",
        "Tracking number: 123 4",
        link,
        "",
        "See your order:",
        f"http://testserver/orders/{order.number}/?token={order.access_token}",
        "",
        "In this parcel:",
        "2 × Sea soap",
        "",
        "Still to come:",
        "1 × Sea soap",
        "3 × Brush",
        "",
        "You get another mail when it leaves.",
    ]
    assert letter.html.count(f'<a href="{link}"') == 1


def test_the_last_parcel_is_the_rest_and_the_first_keeps_its_own_pieces():
    order = paid(two_lines())
    first = ship_order(order=order, carrier="", tracking_number="", actor=None, now=LATER, pieces={1: 2})
    last = ship_order(order=order, carrier="", tracking_number="", actor=None, now=LATER)
    letter = write_letter(order=last.order, kind=Kind.SHIPPED, occasion=str(last.pk))
    assert body(letter)[0] == "The rest of it is on its way"
    assert body(letter)[8:11] == ["In this parcel:", "1 × Sea soap", "3 × Brush"]
    again = write_letter(order=last.order, kind=Kind.SHIPPED, occasion=str(first.pk))
    assert body(again)[8:10] == ["In this parcel:", "2 × Sea soap"]


def test_who_pays_on_delivery_pays_with_the_last_parcel():
    order = two_lines(payment_method="cash_on_delivery")
    parcel = ship_order(order=order, carrier="", tracking_number="", actor=None, now=LATER, pieces={1: 1})
    letter = write_letter(order=parcel.order, kind=Kind.SHIPPED, occasion=str(parcel.pk))
    assert body(letter)[5] == "You pay ₩72,000 when the last parcel is in your hands."


def test_an_order_that_has_arrived_says_until_when_it_may_go_back():
    shipment = ship_order(order=paid(two_lines()), carrier="", tracking_number="", actor=None, now=LATER)
    order = mark_delivered(order=shipment.order, actor=None, now=LATER)
    letter = write_letter(order=order, kind=Kind.DELIVERED)
    assert letter.subject == f"Your order {order.number} has arrived"
    assert body(letter)[:5] == [
        "It has arrived",
        f"Order {order.number}",
        "",
        (
            "You can send things back until Monday, 9 March, and need no reason. You ask for it on the page of your "
            "order."
        ),
        "If something is broken or is not what you ordered, tell us there as well.",
    ]
