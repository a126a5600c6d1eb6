import datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from products.models import Product, StockMovement, StockRecord, Variant
from products.stock import (
    OutOfStock,
    StockMismatch,
    open_stock_records,
    receive_stock,
    release_stock,
    reserve_stock,
    sell_stock,
    set_stock,
    write_off_stock,
)
from products.stock_desk import UnknownSku, move_stock
from tests.factories.products import ProductFactory, VariantFactory, counters, movements, stocked_variant

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2025, 6, 1, 9, 0, tzinfo=datetime.UTC)


def reserve(wanted, number="A-1"):
    with transaction.atomic():
        reserve_stock(wanted=wanted, order_number=number, now=NOW)


def test_a_new_variant_begins_with_nothing_and_is_sold_out():
    product = ProductFactory()
    variant = product.variants.get()
    assert counters(variant) == (0, 0)
    assert (variant.available, product.is_sold_out) == (0, True)


def test_a_variant_of_a_draft_has_no_stock_yet():
    assert VariantFactory.build(product=None).available == 0


def test_writing_a_variant_again_changes_no_stock():
    variant = stocked_variant(pieces=3)
    variant.save()
    assert counters(variant) == (3, 0)


def test_reserving_selling_and_releasing():
    variant = stocked_variant(pieces=10)
    reserve({variant.pk: 5})
    assert counters(variant) == (10, 5)
    with transaction.atomic():
        sell_stock(promised={variant.pk: 3}, order_number="A-1", now=NOW)
        release_stock(promised={variant.pk: 2}, order_number="A-1", now=NOW, reason="cancelled")
    assert counters(variant) == (7, 0)
    assert StockRecord.objects.get(pk=variant.pk).sold == 3
    assert movements(variant) == [
        ("receive", 10, "opening"),
        ("reserve", 5, ""),
        ("sell", 3, ""),
        ("release", 2, "cancelled"),
    ]


def test_the_short_ones_are_named_and_nothing_is_promised():
    first, second, third = stocked_variant(pieces=5), stocked_variant(pieces=1), stocked_variant(pieces=2)
    with pytest.raises(OutOfStock) as short:
        reserve({third.pk: 3, first.pk: 5, second.pk: 2})
    assert short.value.available == {second.pk: 1, third.pk: 2}
    assert [counters(v)[1] for v in (first, second, third)] == [0, 0, 0]


def test_an_unknown_variant_has_nothing():
    with pytest.raises(OutOfStock) as short:
        reserve({999: 1})
    assert short.value.available == {999: 0}


@pytest.mark.parametrize("step", [sell_stock, release_stock])
def test_more_than_was_promised_is_a_mismatch(step):
    variant = stocked_variant()
    with pytest.raises(StockMismatch), transaction.atomic():
        step(promised={variant.pk: 1}, order_number="A-1", now=NOW)


def test_writing_off_leaves_what_is_promised():
    variant = stocked_variant(pieces=5)
    reserve({variant.pk: 4})
    with pytest.raises(OutOfStock) as short, transaction.atomic():
        write_off_stock(variant=variant, pieces=2, reason="broken", now=NOW)
    assert short.value.available == {variant.pk: 1}
    with transaction.atomic():
        write_off_stock(variant=variant, pieces=1, reason="broken", now=NOW)
    assert counters(variant) == (4, 4)


@pytest.mark.django_db(transaction=True)
def test_stock_changes_only_inside_a_transaction():
    variant = stocked_variant()
    for change in (
        lambda: reserve_stock(wanted={variant.pk: 1}, order_number="A", now=NOW),
        lambda: receive_stock(variant=variant, pieces=1, reason="x", now=NOW),
        lambda: write_off_stock(variant=variant, pieces=1, reason="x", now=NOW),
        lambda: set_stock(variant=variant, pieces=1, reason="x", now=NOW),
        lambda: open_stock_records(received=[], reason="x", now=NOW),
    ):
        with pytest.raises(transaction.TransactionManagementError):
            change()
    assert counters(variant) == (10, 0)


def test_the_database_refuses_what_does_not_add_up():
    variant = stocked_variant()
    for wrong in ({"reserved": 11}, {"on_hand": 11}):
        with pytest.raises(IntegrityError), transaction.atomic():
            StockRecord.objects.filter(pk=variant.pk).update(**wrong)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(targets=st.lists(st.integers(0, 1000), min_size=1, max_size=6))
def test_set_stock_reaches_any_number_and_adds_up(targets):
    variant = stocked_variant(pieces=0)
    with transaction.atomic():
        for target in targets:
            set_stock(variant=variant, pieces=target, reason="count", now=NOW)
    record = StockRecord.objects.get(pk=variant.pk)
    assert record.on_hand == targets[-1]
    assert record.on_hand + record.sold + record.written_off == record.received + record.returned
    received = sum(m.quantity for m in StockMovement.objects.filter(variant=variant, kind="receive"))
    written_off = sum(m.quantity for m in StockMovement.objects.filter(variant=variant, kind="write_off"))
    assert received - written_off == targets[-1]


def test_setting_the_same_number_moves_nothing():
    variant = stocked_variant(pieces=3)
    with transaction.atomic():
        set_stock(variant=variant, pieces=3, reason="count", now=NOW)
    assert movements(variant) == [("receive", 3, "opening")]


def test_moving_by_sku():
    variant = stocked_variant(pieces=3, sku="BAR")
    move_stock(sku=" BAR ", kind="receive", pieces=2, reason="delivery", now=NOW)
    move_stock(sku="BAR", kind="write_off", pieces=1, reason="broken", now=NOW)
    assert counters(variant) == (4, 0)
    with pytest.raises(UnknownSku, match="No variant has the SKU NOPE"):
        move_stock(sku="NOPE", kind="receive", pieces=2, reason="delivery", now=NOW)


def test_publishing_an_old_draft_changes_no_stock():
    variant = stocked_variant(pieces=10)
    product = variant.product
    old = product.save_revision()
    with transaction.atomic():
        receive_stock(variant=variant, pieces=5, reason="delivery", now=NOW)
    reserve({variant.pk: 2})
    old.publish()
    assert counters(variant) == (15, 2)
    assert Variant.objects.get().pk == variant.pk


def test_an_old_draft_without_a_newer_variant_retires_it():
    product = ProductFactory(variants=[])
    first = stocked_variant(product=product)
    old = product.save_revision()
    newer = stocked_variant(product=product)
    old.publish()
    newer.refresh_from_db()
    assert (newer.is_offered, counters(newer)) == (False, (10, 0))
    assert [variant.pk for variant in Product.objects.get().offered_variants] == [first.pk]


def test_an_old_draft_removes_a_variant_without_a_past():
    product = ProductFactory(variants=[])
    kept = VariantFactory(product=product)
    old = product.save_revision()
    VariantFactory(product=product)
    old.publish()
    assert list(Variant.objects.all()) == [kept]


def test_two_drafts_that_add_the_same_sku_make_one_variant():
    product = ProductFactory(variants=[])
    VariantFactory(product=product)
    drafts = []
    for price in (1000, 2000):
        draft = Product.objects.get()
        draft.variants.add(Variant(sku="NEW", price=price))
        drafts.append(draft.save_revision())
    for draft in drafts:
        draft.publish()
    assert Variant.objects.get(sku="NEW").price == 2000


def test_renaming_a_sku_keeps_its_stock():
    variant = stocked_variant(sku="OLD")
    product = Product.objects.get()
    renamed = product.variants.get()
    renamed.sku = "NEW"
    product.variants.add(renamed)
    product.save_revision().publish()
    assert Variant.objects.get().sku == "NEW"
    assert counters(variant) == (10, 0)


def test_a_draft_that_names_a_row_deleted_meanwhile_brings_it_back_empty():
    product = ProductFactory(variants=[])
    VariantFactory(product=product)
    unused = VariantFactory(product=product, sku="GONE")
    draft = Product.objects.get().save_revision()
    unused.delete()
    draft.publish()
    assert counters(Variant.objects.get(sku="GONE")) == (0, 0)


def test_a_variant_with_a_past_cannot_be_deleted():
    variant = stocked_variant()
    for thing in (variant, variant.product):
        with pytest.raises(ProtectedError):
            thing.delete()
