"""Somebody orders while their account is being closed: one of the two happens, whole."""

import threading

import pytest
from django.db import connection

from accounts.privacy.person import CannotErase, erase_person, person_of
from checkout.models import Order
from checkout.order_refusals import CartClosed
from checkout.orders import place_order
from products.stock import reserve_stock
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW, delivery, filled_cart, standard_shipping
from tests.factories.products import stocked_variant
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
ROUNDS = 4


def order(cart, user) -> str:
    try:
        place_order(
            cart=cart,
            delivery=delivery(email="haneul@example.org"),
            expected_total=15000,
            scope=f"cart:{cart.token}",
            key="once",
            user=user,
            now=NOW,
        )
    except CartClosed:
        return "closed"
    finally:
        connection.close()
    return "ordered"


def erase(user) -> str:
    try:
        erase_person(person=person_of(user=user), now=NOW)
    except CannotErase:
        return "refused"
    finally:
        connection.close()
    return "erased"


@pytest.mark.parametrize("number", range(ROUNDS))
def test_either_the_order_stands_or_the_person_is_gone(number):
    standard_shipping()
    user = UserFactory()
    cart = filled_cart(stocked_variant(price=12000), user=user)
    ends = all_at_once([lambda: order(cart, user), lambda: erase(user)])
    assert ends in (["ordered", "refused"], ["closed", "erased"])
    user.refresh_from_db()
    assert (Order.objects.count(), user.is_active) == ((1, True) if ends[0] == "ordered" else (0, False))


@pytest.mark.postgres
def test_whoever_holds_the_cart_first_goes_first(monkeypatch):
    """The closing waits for an order that is half written, and then finds it."""
    standard_shipping()
    user = UserFactory()
    cart = filled_cart(stocked_variant(price=12000), user=user)
    has_cart, may_end = threading.Event(), threading.Event()

    def slowly(**kwargs):
        has_cart.set()
        may_end.wait(timeout=1)
        return reserve_stock(**kwargs)

    monkeypatch.setattr("checkout.orders.reserve_stock", slowly)

    def close_meanwhile() -> str:
        assert has_cart.wait(timeout=5)
        return erase(user)

    assert all_at_once([lambda: order(cart, user), close_meanwhile]) == ["ordered", "refused"]
