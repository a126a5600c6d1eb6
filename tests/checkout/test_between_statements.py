"""What somebody else does between two statements of a rule, made to happen at exactly that place."""

import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from checkout.cart import Shopper, add_to_cart, find_cart
from checkout.models import Cart, Order
from checkout.order_life import expire_overdue_orders
from checkout.order_refusals import LinesOutOfStock
from products.models import StockRecord
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order
from tests.factories.products import counters, stocked_variant

pytestmark = pytest.mark.django_db


@contextmanager
def just_before(*fragments, action):
    """Runs `action` once, right before the first statement in which all `fragments` stand."""
    waiting = [action]

    def watch(execute, sql, params, many, context):
        if waiting and all(fragment in sql for fragment in fragments):
            waiting.pop()()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert waiting == [], "the statement never came"


def test_the_last_piece_goes_between_looking_and_reserving():
    variant = stocked_variant(pieces=1)
    cart = filled_cart(variant)

    def somebody_else_takes_it():
        StockRecord.objects.filter(pk=variant.pk).update(reserved=F("reserved") + 1)

    with (
        just_before('UPDATE "products_stockrecord"', action=somebody_else_takes_it),
        pytest.raises(LinesOutOfStock) as refusal,
    ):
        order_cart(cart)
    assert [line.variant for line in refusal.value.lines] == [variant]
    assert Order.objects.count() == 0
    # The other's promise was written inside the same transaction here, and went with it.
    assert counters(variant) == (1, 0)


def test_a_cart_is_ordered_between_finding_and_locking():
    variant = stocked_variant()
    shopper = Shopper(token=uuid.uuid4())
    add_to_cart(shopper=shopper, sku=variant.sku, quantity=1, now=NOW)
    ordered = find_cart(shopper=shopper)

    def somebody_orders_it():
        Cart.objects.filter(pk=ordered.pk).update(closed_at=NOW)

    with just_before("SELECT", '"checkout_cart"."id" = ', action=somebody_orders_it):
        line = add_to_cart(shopper=shopper, sku=variant.sku, quantity=2, now=NOW)
    assert (line.quantity, line.cart == ordered) == (2, False)
    assert find_cart(shopper=shopper) == line.cart


def test_an_overdue_order_is_paid_between_listing_and_locking():
    order = placed_order(payment_method="bank_transfer")

    def the_money_comes():
        Order.objects.filter(pk=order.pk).update(status="paid")

    with just_before("SELECT", '"checkout_order"."id" = ', action=the_money_comes):
        assert expire_overdue_orders(now=NOW + timedelta(hours=73)) == 0
    order.refresh_from_db()
    assert (order.status, counters(order.lines.get().variant)) == ("paid", (10, 1))
