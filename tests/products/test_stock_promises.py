"""Reservations that end by themselves, and goods that come back."""

import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkout.cart_prices import price_cart
from products.listing import list_for_desk
from products.models import Product, StockPromise, StockRecord, Variant
from products.stock import (
    StockMismatch,
    extend_promises,
    keep_promises,
    release_stock,
    reserve_stock,
    return_stock,
    sell_stock,
    write_off_stock,
)
from tests.factories.products import ProductFactory, VariantFactory, counters, movements, stocked_variant

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2025, 6, 1, 9, 0, tzinfo=datetime.UTC)


def promise(variant, pieces, *, minutes, number="A-1"):
    until = timezone.now() + datetime.timedelta(minutes=minutes)
    with transaction.atomic():
        reserve_stock(wanted={variant.pk: pieces}, order_number=number, now=NOW, until=until)
    return until


def promises():
    return list(
        StockPromise.objects.order_by("pk").values_list("variant_id", "order_number", "pieces", "until")
    )


def fresh(variant):
    return Variant.objects.get(pk=variant.pk)


def test_a_timed_reservation_is_remembered_and_an_untimed_one_is_not():
    one, two = stocked_variant(), stocked_variant()
    until = NOW + datetime.timedelta(hours=1)
    with transaction.atomic():
        reserve_stock(wanted={two.pk: 2, one.pk: 1}, order_number="A-1", now=NOW, until=until)
        reserve_stock(wanted={one.pk: 5}, order_number="A-2", now=NOW)
    assert promises() == [(one.pk, "A-1", 1, until), (two.pk, "A-1", 2, until)]


@pytest.mark.parametrize("step", [release_stock, sell_stock])
def test_what_is_released_or_sold_is_no_promise_any_more(step):
    one, two = stocked_variant(), stocked_variant()
    for variant in (one, two):
        promise(variant, 2, minutes=5, number=f"A-{variant.pk}")
    with transaction.atomic():
        step(promised={one.pk: 2}, order_number=f"A-{one.pk}", now=NOW)
    assert [row[0] for row in promises()] == [two.pk]


def test_the_promises_of_a_paid_order_no_longer_lapse():
    variant = stocked_variant()
    promise(variant, 2, minutes=-1)
    kept = promise(variant, 1, minutes=5, number="A-2")
    keep_promises(order_number="A-1")
    assert promises() == [(variant.pk, "A-2", 1, kept)]
    assert (fresh(variant).available, counters(variant)) == (7, (10, 3))


def test_a_new_deadline_holds_for_every_promise_of_the_order():
    variant = stocked_variant()
    promise(variant, 2, minutes=-1)
    assert fresh(variant).available == 10
    extend_promises(order_number="A-1", until=timezone.now() + datetime.timedelta(hours=1))
    assert fresh(variant).available == 8


def test_a_lapsed_promise_is_free_wherever_it_is_asked_for():
    product = ProductFactory(variants=[])
    variant = stocked_variant(pieces=3, product=product)
    promise(variant, 2, minutes=-1)
    promise(variant, 1, minutes=5, number="A-2")
    carded = Product.objects.with_card_details().get(pk=product.pk)
    assert fresh(variant).available == 2
    assert Variant.objects.for_selling().get(pk=variant.pk).available == 2
    assert [row.available for row in carded.offered_variants] == [2]
    assert list(Product.objects.in_stock()) == [product]
    assert list(Variant.objects.in_stock()) == [variant]


def test_a_promise_that_still_holds_is_not_free():
    product = ProductFactory(variants=[])
    variant = stocked_variant(pieces=2, product=product)
    promise(variant, 2, minutes=5)
    assert fresh(variant).available == 0
    assert Product.objects.with_card_details().get(pk=product.pk).is_sold_out
    assert not Product.objects.in_stock().exists()
    assert not Variant.objects.in_stock().exists()


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_free_comes_with_the_variants_in_one_query(count, django_assert_num_queries):
    for _ in range(count):
        promise(stocked_variant(), 2, minutes=-1, number="A")
    with django_assert_num_queries(1):
        assert [row.available for row in Variant.objects.for_selling()] == [10] * count
    with django_assert_num_queries(1):
        low = Variant.objects.with_counters()
        assert [(row.free, row.promised) for row in low] == [(10, 0)] * count


def test_an_empty_cart_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert price_cart(cart=None, now=NOW).lines == []


def test_an_untimed_reservation_costs_what_it_did():
    variant = stocked_variant()
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        reserve_stock(wanted={variant.pk: 1}, order_number="A-1", now=NOW)
    assert [query["sql"].split()[0] for query in queries] == ["UPDATE", "INSERT"]


def test_sold_pieces_come_back_and_no_more_than_were_sold():
    variant = stocked_variant(pieces=5)
    with transaction.atomic():
        reserve_stock(wanted={variant.pk: 3}, order_number="A-1", now=NOW)
        sell_stock(promised={variant.pk: 3}, order_number="A-1", now=NOW)
        return_stock(pieces={variant.pk: 2}, order_number="A-1", reason="too large", now=NOW)
        write_off_stock(variant=variant, pieces=1, reason="worn", now=NOW, order_number="A-1")
    with pytest.raises(StockMismatch), transaction.atomic():
        return_stock(pieces={variant.pk: 2}, order_number="A-1", reason="again", now=NOW)
    record = StockRecord.objects.get(pk=variant.pk)
    assert (record.on_hand, record.sold, record.returned, record.written_off) == (3, 3, 2, 1)
    assert movements(variant)[3:] == [("return", 2, "too large"), ("write_off", 1, "worn")]
    assert set(variant.stock_movements.exclude(kind="receive").values_list("order_number", flat=True)) == {
        "A-1"
    }


def test_the_desk_adds_up_variants_of_which_one_has_a_lapsed_promise():
    product = ProductFactory(variants=[])
    one, two = stocked_variant(product=product), stocked_variant(product=product)
    promise(one, 3, minutes=-1)
    promise(two, 2, minutes=5, number="A-2")
    assert list_for_desk().get().free_pieces == 18


def test_sales_rise_with_an_order_and_fall_with_what_is_cancelled_or_comes_back():
    product = ProductFactory(variants=[])
    one, two = stocked_variant(product=product), stocked_variant(product=product)
    VariantFactory(product=product)

    def sales():
        of_product = Product.objects.with_sales().get().pieces_ordered
        return of_product, list(Variant.objects.with_counters().order_by("pk").values_list("sold", flat=True))

    assert sales() == (0, [0, 0, 0])
    with transaction.atomic():
        reserve_stock(wanted={one.pk: 3, two.pk: 2}, order_number="A-1", now=NOW)
    assert sales() == (5, [3, 2, 0])
    with transaction.atomic():
        release_stock(promised={two.pk: 2}, order_number="A-1", now=NOW)
        sell_stock(promised={one.pk: 3}, order_number="A-1", now=NOW)
    assert sales() == (3, [3, 0, 0])
    with transaction.atomic():
        return_stock(pieces={one.pk: 1}, order_number="A-1", reason="", now=NOW)
    assert sales() == (2, [2, 0, 0])
