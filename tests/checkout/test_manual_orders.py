import pytest

from checkout.cart import NotEnoughStock, NotOnSale, Shopper, find_cart
from checkout.manual_orders import place_manual_order, price_staff_cart, write_staff_cart
from checkout.models import Cart
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW, delivery, standard_shipping
from tests.factories.products import counters, stocked_variant

pytestmark = pytest.mark.django_db


def test_it_is_an_order_like_any_other_with_the_clerk_as_its_writer():
    standard_shipping()
    variant, clerk = stocked_variant(pieces=5, price=12000), UserFactory(username="clerk")
    cart = write_staff_cart(pieces={variant.sku: 2}, now=NOW)
    wish = delivery(payment_method="bank_transfer")
    priced = price_staff_cart(cart=cart, delivery=wish, now=NOW)
    facts = {"delivery": wish, "expected_total": priced.totals.total, "key": "once", "clerk": clerk}
    first, again = (place_manual_order(cart=cart, now=NOW, **facts) for _ in range(2))
    assert (first.order, first.is_replay, again.is_replay) == (again.order, False, True)
    assert (first.order.total, first.order.user, first.order.status) == (27000, None, "pending_payment")
    event = first.order.events.get()
    assert (event.actor, event.actor_label) == (clerk, "clerk")
    assert counters(variant) == (5, 2)
    assert first.order.mails.get().kind == "order_confirmation"


def test_no_shopper_finds_the_cart():
    variant = stocked_variant()
    cart = write_staff_cart(pieces={variant.sku: 1}, now=NOW)
    assert cart.kind == "staff"
    assert find_cart(shopper=Shopper(token=cart.token)) is None


def test_nothing_is_written_for_what_cannot_be_had():
    variant = stocked_variant(pieces=1)
    with pytest.raises(NotEnoughStock):
        write_staff_cart(pieces={variant.sku: 2}, now=NOW)
    with pytest.raises(NotOnSale):
        write_staff_cart(pieces={"NOPE": 1}, now=NOW)
    assert Cart.objects.count() == 0
