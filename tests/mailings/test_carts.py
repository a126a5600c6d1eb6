"""A cart that was left: one letter for each, to whoever agreed to news, and none where the shop does without."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import F
from django.utils import timezone

from accounts.consents import withdraw_consent
from checkout.models import CartLine
from mailings import carts
from mailings.carts import remind_of_carts
from mailings.models import CartReminder
from mailings.rounds import go_round
from products.models import StockRecord
from tests.factories.checkout import filled_cart, order_cart
from tests.factories.mailings import NEWS, NOW, reader
from tests.factories.museum import museum
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db


def left(*, hours: int = 25, **facts):
    """A cart nobody has touched for so long."""
    user = reader(**facts)
    cart = filled_cart(stocked_variant(), user=user)
    CartLine.objects.filter(cart=cart).update(updated_at=NOW - timedelta(hours=hours))
    return cart


@pytest.fixture(autouse=True)
def house():
    museum()


def test_one_letter_for_each_cart(clock):
    cart = left()
    assert (remind_of_carts(now=NOW), remind_of_carts(now=NOW)) == (1, 0)
    go_round(clock=clock)
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([cart.user.email], "Still in your cart")
    assert "http://testserver/cart/" in message.body
    assert "/account/news/stop/" in message.extra_headers["List-Unsubscribe"]


@pytest.mark.parametrize(
    "facts",
    [{"wants_news": False}, {"hours": 23}, {"hours": 24 * 9}, {"is_confirmed": False}, {"is_active": False}],
)
def test_who_gets_none(facts):
    left(**facts)
    assert remind_of_carts(now=NOW) == 0


def test_neither_guests_nor_whoever_has_ordered_meanwhile():
    filled_cart(stocked_variant())
    CartLine.objects.update(updated_at=NOW - timedelta(hours=25))
    buyer = left().user
    other = filled_cart(stocked_variant(), user=reader())
    order_cart(other, user=other.user)
    order = other.user.orders.get()
    order.user, order.placed_at = buyer, NOW - timedelta(hours=1)
    order.save()
    assert remind_of_carts(now=NOW) == 0


def test_a_shop_can_do_without(settings):
    settings.CART_REMINDER_HOURS = 0
    left()
    assert remind_of_carts(now=NOW) == 0


def test_not_when_they_changed_their_mind_or_the_cart_is_closed(clock):
    first, second = left(), left()
    assert remind_of_carts(now=NOW) == 2
    withdraw_consent(user=first.user, kind=NEWS, now=clock())
    second.closed_at = timezone.now()
    second.save()
    go_round(clock=clock)
    assert (mail.outbox, CartReminder.objects.count()) == ([], 2)


def test_nobody_waits_behind_carts_of_which_nothing_can_be_bought(monkeypatch):
    monkeypatch.setattr(carts, "AT_ONCE", 1)
    hidden, gone, there = left(), left(), left()
    hidden.lines.get().variant.product.unpublish()
    StockRecord.objects.filter(variant__cart_lines__cart=gone).update(reserved=F("on_hand"))
    assert (remind_of_carts(now=NOW), CartReminder.objects.get().cart) == (1, there)
