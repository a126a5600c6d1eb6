"""Placing an order breaks after any of its statements: every table is as it was."""

import pytest
from django.apps import apps
from django.db import connection

from checkout.models import Order
from checkout.orders import place_order
from tests.factories.checkout import NOW, delivery, filled_cart, standard_shipping
from tests.factories.museum import museum
from tests.factories.products import ProductClaimFactory, stocked_variant

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

BOOKKEEPING = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")
OURS = ("checkout", "products", "post_office")


class Broken(Exception):
    pass


def every_row() -> dict[str, list[tuple]]:
    models = [m for m in apps.get_models() if m._meta.app_label in OURS]
    return {m._meta.label: sorted(m.objects.values_list(), key=repr) for m in models}


def place(cart):
    return place_order(
        cart=cart, delivery=delivery(), expected_total=27000, scope="s", key="k", user=None, now=NOW
    )


def test_every_table_is_as_it_was(transactional_db):
    museum()
    standard_shipping()
    one, two = stocked_variant(), stocked_variant()
    ProductClaimFactory(product=one.product)
    cart = filled_cart(one, two)
    kept = stocked_variant()
    cart.lines.create(variant=kept, quantity=1, selected=False, price_seen=12000)
    before = every_row()
    broken_after = 0
    while True:
        statements = 0

        def break_after(execute, sql, params, many, context, limit=broken_after):
            nonlocal statements
            result = execute(sql, params, many, context)
            statements += not sql.startswith(BOOKKEEPING)
            if statements > limit:
                raise Broken
            return result

        with connection.execute_wrapper(break_after):
            try:
                place(cart)
            except Broken:
                pass
            else:
                break
        assert every_row() == before, f"after statement {broken_after + 1}"
        broken_after += 1
    assert broken_after >= 15
    assert Order.objects.count() == 1
