"""Paying back from the desk."""

from decimal import Decimal

import pytest
from django.urls import reverse

from checkout.models import Refund
from checkout.refunds import Pieces, quote_refund, refund_amount, refund_pieces
from tests.checkout.test_refunds import paid_order
from tests.factories.checkout import NOW, placed_order
from tests.factories.museum import museum
from tests.products.desk import member

pytestmark = pytest.mark.django_db
RIGHTS = ("checkout.view_order", "checkout.change_order")


@pytest.fixture(autouse=True)
def _operator(client):
    museum()
    client.force_login(member("operator", *RIGHTS))


def door(order) -> str:
    return reverse("order_refund", args=[order.pk])


def wish(**changes) -> dict:
    return {
        "key": "once",
        "reason": "it was late",
        "with_shipping": "on",
        "fate_1": "restock",
        "fate_2": "restock",
        **changes,
    }


def test_what_it_comes_to_is_shown_before_it_is_done(client):
    order = paid_order()
    answer = client.post(door(order), wish(pieces_1="1"))
    assert (answer.status_code, answer.context["due"], Refund.objects.count()) == (200, 10667, 0)
    assert "₩10,667 goes back." in answer.content.decode()


def test_confirmed_it_is_done_once(client):
    order = paid_order()
    sent = wish(pieces_1="1", expected="10667", confirm="1")
    for _ in range(2):
        answer = client.post(door(order), sent)
        assert answer.status_code in {200, 302}
    refund = Refund.objects.get()
    assert (refund.payment.amount, refund.reason, refund.actor.username) == (10667, "it was late", "operator")


def test_a_sum_that_was_not_shown_is_shown_first(client):
    order = paid_order()
    answer = client.post(door(order), wish(pieces_1="2", expected="10667", confirm="1"))
    assert (answer.context["due"], Refund.objects.count()) == (21333, 0)


def test_a_named_sum(client):
    order = paid_order()
    answer = client.post(door(order), wish(amount="5000", expected="5000", confirm="1"))
    assert (answer.status_code, Refund.objects.get().payment.amount) == (302, 5000)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({}, "Choose pieces, or type a sum."),
        ({"pieces_1": "1", "amount": "5"}, "Choose pieces, or type a sum."),
        ({"pieces_1": "4"}, "less than or equal to 3"),
        ({"amount": "48001", "expected": "48001", "confirm": "1"}, "At most 48000.00 can still go back."),
        ({"amount": "5000", "reason": ""}, "This field is required."),
    ],
)
def test_a_refusal_stands_on_the_form_and_keeps_what_was_typed(client, change, text):
    order = paid_order()
    answer = client.post(door(order), wish(**change))
    assert (answer.status_code, Refund.objects.count()) == (200, 0)
    assert text in answer.content.decode()
    assert answer.context["form"]["reason"].value() == wish(**change)["reason"]


def test_above_the_limit_is_the_owners(client, settings):
    settings.OPERATOR_REFUND_LIMIT = 4000
    order = paid_order()
    answer = client.post(door(order), wish(amount="5000", expected="5000", confirm="1"))
    assert "at most 4000" in answer.content.decode()
    client.force_login(member("owner", *RIGHTS, "checkout.refund_without_limit"))
    assert client.post(door(order), wish(amount="5000", expected="5000", confirm="1")).status_code == 302


def test_an_order_without_money_is_sent_back_to_its_page(client):
    order = placed_order()
    answer = client.post(door(order), wish(pieces_1="1"))
    assert answer["Location"] == reverse("orders_modeladmin_inspect", args=[order.pk])


def test_who_may_only_look_finds_no_door(client):
    client.force_login(member("looker", "checkout.view_order"))
    order = paid_order()
    assert client.post(door(order), wish(amount="1", expected="1", confirm="1")).status_code in {302, 403}
    assert Refund.objects.count() == 0


def test_the_orders_page_offers_it_while_there_is_money(client):
    page = reverse("orders_modeladmin_inspect", args=[paid_order().pk])
    assert "Pay back" in client.get(page).content.decode()
    page = reverse("orders_modeladmin_inspect", args=[placed_order().pk])
    assert "Pay back" not in client.get(page).content.decode()


def test_a_quote_is_what_is_paid_back():
    order = paid_order()
    refund_amount(order=order, amount=Decimal(40000), reason="", actor=None, now=NOW)
    pieces = [Pieces(1, 3), Pieces(2, 3)]
    quoted = quote_refund(order=order, pieces=pieces)
    done = refund_pieces(order=order, pieces=pieces, reason="", actor=None, now=NOW)
    assert (quoted.total, done.payment.amount) == (8000, 8000)
