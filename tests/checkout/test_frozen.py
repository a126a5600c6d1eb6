"""What a placed order keeps, whatever happens to the things and people it was made of."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from checkout.models import Order, ShippingRate
from checkout.order_life import mark_packed
from products.models import Product, Variant
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order
from tests.factories.museum import museum
from tests.factories.products import stocked_variant
from tests.products.desk import member

pytestmark = pytest.mark.django_db


def as_kept(order) -> dict:
    return dict(Order.objects.filter(pk=order.pk).values().get())


def receipt_of(order, client) -> str:
    return client.get(f"{order.get_absolute_url()}?token={order.access_token}").content.decode()


def test_an_account_that_changes_its_mail_changes_no_order():
    user = UserFactory(email="old@example.org")
    order = placed_order(user=user, email="old@example.org")
    user.email = "new@example.org"
    user.save()
    assert as_kept(order)["email"] == "old@example.org"


def test_an_account_that_goes_leaves_its_orders():
    user = UserFactory()
    order = placed_order(user=user)
    user.delete()
    kept = as_kept(order)
    assert (kept["user_id"], kept["full_name"], order.lines.count()) == (None, "Kim Ha-neul", 1)


def test_new_rates_are_for_new_orders():
    old = placed_order()
    before = as_kept(old)
    ShippingRate.objects.update(price=Decimal(4500), free_from=None)
    new = placed_order()
    assert as_kept(old) == before
    assert (before["shipping_total"], new.shipping_total) == (3000, 4500)


def test_new_prices_and_names_are_for_new_orders(client):
    museum()
    variant = stocked_variant(price=12000, product__name="Salt soap")
    order = order_cart(filled_cart(variant, quantity=2))
    Variant.objects.update(price=99000, sku="ANOTHER")
    Product.objects.update(name="Renamed", live=False)
    line = order.lines.get()
    assert (line.title, line.sku, line.unit_price, line.line_total) == (
        "Salt soap",
        variant.sku,
        12000,
        24000,
    )
    page = receipt_of(order, client)
    assert (page.count("Salt soap") > 0, page.count("Renamed"), page.count("99,000")) == (True, 0, 0)


def test_a_step_moves_the_time_of_change_and_nothing_else():
    order = placed_order()
    Order.objects.filter(pk=order.pk).update(updated_at=NOW, created_at=NOW)
    before = as_kept(order)
    mark_packed(order=order, actor=None, now=NOW + timedelta(hours=1))
    after = as_kept(order)
    assert after["updated_at"] > before["updated_at"]
    assert {name for name in after if after[name] != before[name]} == {"status", "updated_at"}


def test_an_order_is_called_by_its_number():
    order = placed_order()
    assert str(order) == order.number


def test_the_newest_orders_are_found_by_an_index():
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, Order._meta.db_table)
    assert (indexes["order_newest"]["columns"], indexes["order_newest"]["orders"]) == (
        ["placed_at"],
        ["DESC"],
    )


def test_half_past_midnight_belongs_to_the_day_that_has_begun_in_the_shop(client, time_machine):
    museum()
    time_machine.move_to(datetime(2026, 3, 2, 3, 0, tzinfo=UTC), tick=False)
    late = order_cart(filled_cart(stocked_variant()), now=datetime(2026, 3, 1, 14, 30, tzinfo=UTC))
    early = order_cart(filled_cart(stocked_variant()), now=datetime(2026, 3, 1, 15, 30, tzinfo=UTC))
    client.force_login(member("operator", "checkout.view_order"))
    page = client.get("/admin/orders/")
    assert [order.number for order in page.context["object_list"]] == [early.number, late.number]
    assert "2026-03-02 00:30" in page.content.decode()
    by_day = next(spec for spec in page.context["view"].filter_specs if spec.title == "placed")
    today = next(link for title, link in by_day.links if title == "Today")
    found = client.get("/admin/orders/", today)
    assert [order.number for order in found.context["object_list"]] == [early.number]
    assert early.number.startswith("20260302-003000-")
    assert timezone.localdate(early.placed_at).isoformat() == "2026-03-02"
