import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Revision

from products import tasks
from products.best_sellers import count_sales, recount_sales
from products.models import Product
from products.stock import release_stock, reserve_stock, return_stock, sell_stock
from tests.factories.products import ProductFactory, VariantFactory, stocked_variant

pytestmark = pytest.mark.django_db


def order(variant, pieces, *, at):
    with transaction.atomic():
        reserve_stock(wanted={variant.pk: pieces}, order_number=f"A-{variant.pk}", now=at)


def sales_of(product) -> int:
    return Product.objects.get(pk=product.pk).sales


def test_every_variant_counts_and_what_came_back_does_not():
    now = timezone.now()
    product = ProductFactory(variants=[])
    one, two = stocked_variant(product=product), stocked_variant(product=product)
    VariantFactory(product=product)
    other = stocked_variant().product
    order(one, 3, at=now)
    order(two, 2, at=now)
    assert sales_of(product) == 0
    assert count_sales(now=now) == 1
    assert (sales_of(product), sales_of(other)) == (5, 0)
    with transaction.atomic():
        release_stock(promised={two.pk: 2}, order_number=f"A-{two.pk}", now=now)
        sell_stock(promised={one.pk: 3}, order_number=f"A-{one.pk}", now=now)
        return_stock(pieces={one.pk: 1}, order_number=f"A-{one.pk}", reason="", now=now)
    assert count_sales(now=now) == 1
    assert sales_of(product) == 2
    assert count_sales(now=now) == 0


def test_only_the_last_half_hour_is_looked_at_and_at_night_everything():
    now = timezone.now()
    old, young = stocked_variant(), stocked_variant()
    order(old, 1, at=now - timedelta(minutes=31))
    order(young, 1, at=now - timedelta(minutes=29))
    wrong = ProductFactory(sales=7)
    count_sales(now=now)
    assert (sales_of(old.product), sales_of(young.product), sales_of(wrong)) == (0, 1, 7)
    assert recount_sales() == 2
    assert (sales_of(old.product), sales_of(young.product), sales_of(wrong)) == (1, 1, 0)


def test_it_is_one_statement_and_the_ledger_is_read_by_its_key():
    now = timezone.now()
    for _ in range(3):
        order(stocked_variant(), 1, at=now)
    with CaptureQueriesContext(connection) as asked:
        assert count_sales(now=now) == 3
    said = [query["sql"].split()[0] for query in asked.captured_queries]
    assert [word for word in said if word in {"SELECT", "UPDATE", "INSERT"}] == ["SELECT", "UPDATE"]


def test_an_order_writes_nothing_on_the_product():
    variant = stocked_variant()
    with CaptureQueriesContext(connection) as asked:
        order(variant, 1, at=timezone.now())
    assert [query["sql"] for query in asked.captured_queries if "products_product" in query["sql"]] == []


def test_a_draft_from_before_brings_no_number_back():
    variant = stocked_variant()
    product = variant.product
    draft = product.save_revision()
    order(variant, 4, at=timezone.now())
    count_sales(now=timezone.now())
    draft = Revision.objects.get(pk=draft.pk)
    assert ("sales" in draft.content, draft.as_object().sales) == (False, 4)
    draft.publish()
    assert sales_of(product) == 4


def test_the_command_and_the_tasks():
    now = timezone.now()
    variant = stocked_variant()
    order(variant, 2, at=now)
    said = StringIO()
    call_command("count_sales", stdout=said)
    assert said.getvalue() == "1 products had another number.\n"
    Product.objects.update(sales=9)
    for options, changed in (({}, 1), ({"all": True}, 0)):
        said = StringIO()
        call_command("count_sales", **options, format="json", stdout=said)
        assert json.loads(said.getvalue()) == {"changed": changed}
    Product.objects.update(sales=9)
    tasks.count_sales()
    assert sales_of(variant.product) == 2
    Product.objects.update(sales=9)
    tasks.recount_sales()
    assert sales_of(variant.product) == 2
