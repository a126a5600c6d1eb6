import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from products.models import Product, Variant
from products.price_changes import change_prices, preview_price_change
from products.prices import change_by_percent, decide_price, ensure_valid_price, smallest_unit
from tests.factories.products import ProductFactory, VariantFactory, counters, stocked_variant
from tests.products.desk import member

pytestmark = pytest.mark.django_db

amounts = st.integers(0, 10_000_000).map(Decimal)
percents = st.decimals(-99, 1000, places=2)


@pytest.mark.parametrize(
    ("amount", "percent", "changed"),
    [
        (12000, "10", 13200),
        (15, "10", 17),
        (14, "10", 15),
        (100, "-99.99", 0),
        (5, "-10", 5),
        (100, "-200", 0),
    ],
)
def test_percent_rounds_half_up(amount, percent, changed):
    assert change_by_percent(amount=Decimal(amount), percent=Decimal(percent)) == changed


@given(amount=amounts, percent=percents)
def test_a_changed_price_is_whole_and_near(amount, percent):
    changed = change_by_percent(amount=amount, percent=percent)
    assert changed == changed.quantize(smallest_unit())
    assert changed >= 0
    assert abs(changed - amount * (100 + percent) / 100) <= Decimal("0.5")


@given(amount=amounts, percent=percents, other=percents)
def test_more_percent_never_costs_less(amount, percent, other):
    low, high = sorted((percent, other))
    assert change_by_percent(amount=amount, percent=low) <= change_by_percent(amount=amount, percent=high)


@pytest.mark.parametrize(("amount", "free"), [("0", True), ("1", False), ("12000.00", False), ("1", True)])
def test_prices_that_are_allowed(amount, free):
    ensure_valid_price(amount=Decimal(amount), is_free=free)


@pytest.mark.parametrize(
    ("amount", "free", "message"),
    [
        ("-1", True, "cannot be negative"),
        ("10.5", False, "KRW has no such fraction"),
        ("0", False, "marked free"),
    ],
)
def test_prices_that_are_not(amount, free, message):
    with pytest.raises(ValidationError, match=message):
        ensure_valid_price(amount=Decimal(amount), is_free=free)


def test_cents_where_the_currency_has_them(settings):
    settings.SHOP_CURRENCY = "USD"
    ensure_valid_price(amount=Decimal("10.50"), is_free=False)
    assert change_by_percent(amount=Decimal("0.99"), percent=Decimal(10)) == Decimal("1.09")


def test_the_price_of_a_moment():
    variant = VariantFactory.build(product=Product(), price=Decimal(9000), compare_at_price=Decimal(10000))
    price = decide_price(variant=variant, now=timezone.now())
    assert (price.amount, price.compare_at) == (9000, 10000)


@pytest.fixture
def actor():
    return member("owner", "*")


def prices(product):
    return list(Variant.objects.filter(product=product).order_by("pk").values_list("price", flat=True))


def change(products, percent, actor):
    return change_prices(products=products, percent=Decimal(percent), actor=actor)


def test_ten_products_ten_percent_one_entry_each(actor):
    products = ProductFactory.create_batch(10)
    assert change(products, "10", actor) == 10
    assert {price for product in products for price in prices(product)} == {13200}
    entries = ModelLogEntry.objects.filter(action="products.change_price")
    assert entries.count() == 10
    assert {(entry.data["percent"], entry.user) for entry in entries} == {("10", actor)}
    for product in Product.objects.all():
        assert product.live_revision == product.latest_revision
        assert product.revisions.count() == 1
        assert product.has_unpublished_changes is False


def test_what_a_preview_says(actor):
    product = ProductFactory(variants=[])
    first = VariantFactory(product=product, price=Decimal(1000), compare_at_price=Decimal(1050))
    second = VariantFactory(product=product, price=Decimal(995), compare_at_price=Decimal(2000))
    steps = preview_price_change(products=[product], percent=Decimal(10))
    assert [(s.variant, s.old, s.new, s.compare_at) for s in steps] == [
        (first, 1000, 1100, None),
        (second, 995, 1095, 2000),
    ]
    assert prices(product) == [1000, 995]
    change([product], "10", actor)
    first.refresh_from_db()
    assert (first.price, first.compare_at_price) == (1100, None)


def test_a_price_that_would_vanish_is_refused_for_all(actor):
    cheap, dear = ProductFactory(variants__price=Decimal(1), variants__sku="CHEAP"), ProductFactory()
    for rule in (preview_price_change, change_prices):
        kwargs = {"actor": actor} if rule is change_prices else {}
        with pytest.raises(ValidationError, match="CHEAP: A price of 0 is allowed only when"):
            rule(products=[cheap, dear], percent=Decimal(-90), **kwargs)
    assert (prices(cheap), prices(dear)) == ([1], [12000])
    assert ModelLogEntry.objects.filter(action="products.change_price").count() == 0


def test_a_draft_keeps_its_text_and_gets_the_price(actor):
    product = ProductFactory(name="Shown")
    product.name = "Drafted"
    product.save_revision()
    change([product], "10", actor)
    product = Product.objects.get()
    assert (product.name, product.has_unpublished_changes, prices(product)) == ("Shown", True, [13200])
    assert product.live_revision.as_object().name == "Shown"
    draft = product.get_latest_revision_as_object()
    assert (draft.name, [variant.price for variant in draft.variants.all()]) == ("Drafted", [13200])
    product.get_latest_revision().publish()
    product.refresh_from_db()
    assert (product.name, prices(product)) == ("Drafted", [13200])


def test_a_draft_that_was_never_shown_stays_a_draft(actor):
    product = ProductFactory(live=False, first_published_at=None)
    product.save_revision()
    change([product], "-50", actor)
    product.refresh_from_db()
    assert (product.live, prices(product)) == (False, [6000])
    assert [v.price for v in product.get_latest_revision_as_object().variants.all()] == [6000]


def test_an_unpublished_product_without_a_revision(actor):
    product = ProductFactory(live=False)
    change([product], "50", actor)
    assert prices(product) == [18000]


def test_a_scheduled_version_keeps_its_time_and_gets_the_price(actor):
    product = ProductFactory(name="Now")
    product.save_revision().publish()
    product = Product.objects.get()
    product.name, product.go_live_at = "Later", timezone.now() + datetime.timedelta(hours=1)
    product.save_revision().publish()
    product = Product.objects.get()
    change([product], "10", actor)
    product = Product.objects.get()
    scheduled = product.scheduled_revision
    assert (product.name, product.live, prices(product)) == ("Now", True, [13200])
    assert scheduled.approved_go_live_at is not None
    assert scheduled.as_object().name == "Later"
    scheduled.content["go_live_at"] = (timezone.now() - datetime.timedelta(minutes=1)).isoformat()
    scheduled.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    scheduled.save()
    call_command("publish_scheduled")
    product = Product.objects.get()
    assert (product.name, prices(product)) == ("Later", [13200])


def test_prices_are_read_under_the_lock_and_stock_is_untouched(actor):
    variant = stocked_variant(price=12000)
    stale = Product.objects.get(pk=variant.product_id)
    Variant.objects.filter(pk=variant.pk).update(price=20000)
    change([stale], "10", actor)
    variant.refresh_from_db()
    assert (variant.price, counters(variant)) == (22000, (10, 0))
