"""A guest's orders are taken by many at once: each comes into one account, once."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from checkout import guest_orders
from checkout.guest_orders import NotYourAddress, adopt_guest_orders
from checkout.models import Order
from tests.factories.accounts import UserFactory
from tests.factories.checkout import placed_order
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

EMAIL = "haneul@example.org"
PARALLEL = 6


def adopt(user) -> int | str:
    try:
        return adopt_guest_orders(user=user, email=EMAIL, now=timezone.now())
    except NotYourAddress:
        return "not theirs"
    finally:
        connection.close()


def notes(order: Order) -> int:
    return order.events.filter(reason="taken into your account").count()


@pytest.mark.postgres
def test_control_without_the_locks_an_order_is_taken_twice(monkeypatch):
    """Both have read before either writes: if it stood in the history once then, the test below would prove nothing."""
    order, user = placed_order(email=EMAIL), UserFactory(email=EMAIL)
    both_have_read = threading.Barrier(2)
    found = guest_orders._guest_orders

    class Unlocked:
        def __init__(self, email):
            self.orders = found(email)

        def locked(self):
            return self

        def order_by(self, _name):
            orders = list(self.orders)
            both_have_read.wait(timeout=5)
            return orders

    monkeypatch.setattr(guest_orders, "_guest_orders", Unlocked)
    monkeypatch.setattr(User.objects, "select_for_update", lambda **kwargs: User.objects.all())
    assert all_at_once([lambda: adopt(user)] * 2) == [1, 1]
    assert notes(order) == 2


def test_the_same_account_many_times_takes_each_once():
    orders = [placed_order(email=EMAIL) for _ in range(2)]
    user = UserFactory(email=EMAIL)
    assert sorted(all_at_once([lambda: adopt(user)] * PARALLEL)) == [0] * (PARALLEL - 1) + [2]
    assert [(Order.objects.get(pk=order.pk).user, notes(order)) for order in orders] == [(user, 1)] * 2


def test_of_two_accounts_only_the_one_whose_address_it_is():
    order = placed_order(email=EMAIL)
    stranger, owner = UserFactory(), UserFactory(email=EMAIL)
    answers = all_at_once([lambda: adopt(stranger), lambda: adopt(owner)] * 3)
    assert answers[::2] == ["not theirs"] * 3
    assert sorted(answers[1::2]) == [0, 0, 1]
    assert Order.objects.get(pk=order.pk).user == owner
