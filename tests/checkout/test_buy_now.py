"""Buying one thing at once, beside whatever is in the cart."""

import pytest

from checkout.models import Cart, Order
from tests.checkout.test_checkout_views import put, typed
from tests.factories.checkout import standard_shipping
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shipping():
    return standard_shipping()


def buy(client, variant, quantity="1"):
    return client.post("/checkout/buy-now/", {"sku": variant.sku, "quantity": quantity})


def test_three_pieces_cost_three_times_one_and_the_shipping(client):
    page = client.get(buy(client, stocked_variant(price=5000), "3")["Location"]).content.decode()
    assert [page.count(amount) > 0 for amount in ("₩15,000", "₩3,000", "₩18,000")] == [True] * 3


def test_what_is_in_the_cart_is_another_order(client):
    mine, other = stocked_variant(), stocked_variant()
    put(client, mine)
    at_once = client.post(buy(client, other)["Location"], typed(idempotency_key="now"))
    later = client.post("/checkout/", typed(idempotency_key="cart"))
    assert [at_once.status_code, later.status_code] == [303, 303]
    ordered = {order.number: [line.sku for line in order.lines.all()] for order in Order.objects.all()}
    assert ordered == {
        at_once["Location"].split("/")[2]: [other.sku],
        later["Location"].split("/")[2]: [mine.sku],
    }


def test_what_is_sold_out_is_said_and_nothing_is_begun(client):
    answer = buy(client, stocked_variant(pieces=0))
    assert (answer.status_code, answer.context["form"].errors["quantity"]) == (
        200,
        ["This piece is sold out."],
    )
    assert (Cart.objects.count(), Order.objects.count()) == (0, 0)


def test_what_sells_out_meanwhile_is_said_before_it_is_ordered(client):
    last = stocked_variant(pieces=1)
    mine = buy(client, last)["Location"]
    theirs = buy(client, last)["Location"]
    assert client.post(theirs, typed(idempotency_key="theirs")).status_code == 303
    answer = client.post(mine, typed(idempotency_key="mine"))
    assert answer.status_code == 200
    assert [line.variant for line in answer.context["refusal"].lines] == [last]
    assert Order.objects.count() == 1


def test_it_is_a_step_and_no_page(client):
    assert client.get("/checkout/buy-now/").status_code == 405
