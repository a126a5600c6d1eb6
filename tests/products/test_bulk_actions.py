from decimal import Decimal

import pytest
from django.db import transaction

from products.models import Category, Product, Variant
from products.stock import reserve_stock
from tests.factories.products import (
    OPENING,
    CategoryFactory,
    ProductFactory,
    VariantFactory,
    counters,
    stocked_variant,
)
from tests.products.desk import LIST, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    user = member("owner", "*")
    client.force_login(user)
    return user


def bulk(action, *products):
    ids = "&".join(f"id={product.pk}" for product in products)
    return f"/admin/bulk/products/product/{action}/?{ids}&next={LIST}"


def test_publishing_the_newest_drafts(client, owner):
    draft = ProductFactory(live=False, first_published_at=None)
    changed = ProductFactory()
    changed.name = "Changed"
    changed.save_revision()
    same = ProductFactory()
    bare = ProductFactory(name="Bare", live=False, variants=[])
    url = bulk("publish", draft, changed, same, bare)
    assert "Publish products" in client.get(url).content.decode()
    response = client.post(url, follow=True)
    assert [str(m).strip() for m in response.context["messages"]] == [
        "Bare has no offered variant.",
        "3 products are on show.",
    ]
    assert set(Product.objects.filter(live=True)) == {draft, changed, same}
    changed.refresh_from_db()
    assert changed.name == "Changed"


def test_unpublishing(client, owner):
    shown, draft = stocked_variant().product, ProductFactory(live=False)
    url = bulk("unpublish", shown, draft)
    assert "Unpublish products" in client.get(url).content.decode()
    client.post(url)
    assert Product.objects.filter(live=True).count() == 0
    assert counters(shown.variants.get()) == (10, 0)


def test_prices_are_previewed_and_then_changed(client, owner):
    product = ProductFactory(variants__price=Decimal(12000))
    url = bulk("change_price", product)
    assert "Show the new prices" in client.get(url).content.decode()
    preview = client.post(url, {"percent": "10"})
    page = preview.content.decode()
    assert "<td>₩12,000</td><td>₩13,200</td>" in page
    assert "rounded half up" in page
    assert Variant.objects.get().price == 12000
    response = client.post(url, {"percent": "10", "confirm": "on"}, follow=True)
    assert [str(m).strip() for m in response.context["messages"]] == ["1 price changed."]
    assert Variant.objects.get().price == 13200


@pytest.mark.parametrize(
    ("percent", "error"),
    [
        ("0", "0 percent changes nothing."),
        ("abc", "Enter a number."),
        ("-100", "Ensure this value is greater than or equal to -99."),
        ("-99", "P: A price of 0 is allowed only when the product is marked free."),
    ],
)
@pytest.mark.parametrize("confirm", ["", "on"])
def test_a_percent_that_is_refused(client, owner, percent, error, confirm):
    product = VariantFactory(sku="P", price=1).product
    response = client.post(bulk("change_price", product), {"percent": percent, "confirm": confirm})
    assert response.context["form"].errors == {"percent": [error]}
    assert Variant.objects.get().price == 1


def test_only_with_permission_and_not_when_locked(client):
    product = ProductFactory(live=False)
    client.force_login(member("editor", "products.change_product"))
    for action, data in (("publish", {}), ("change_price", {"percent": "10", "confirm": "on"})):
        page = client.get(bulk(action, product)).content.decode()
        assert "These are locked, or you may not do this to them:" in page
        client.post(bulk(action, product), data)
    product.refresh_from_db()
    assert (product.live, Variant.objects.get().price) == (False, 12000)


def test_what_somebody_else_locked_is_left_alone(client, owner):
    product = ProductFactory(live=False, locked=True, locked_by=member("other", "*"))
    client.post(bulk("publish", product))
    product.refresh_from_db()
    assert product.live is False


@pytest.mark.parametrize("how", ["single", "bulk"])
def test_deleting_what_has_a_past_is_refused_with_its_uses(client, owner, how):
    variant = stocked_variant()
    with transaction.atomic():
        reserve_stock(wanted={variant.pk: 1}, order_number="A-1", now=OPENING)
    product = variant.product
    url = f"{LIST}delete/{product.pk}/" if how == "single" else bulk("delete", product)
    for response in (client.get(url), client.post(url)):
        assert response.status_code == 200
        assert "This cannot be deleted" in response.content.decode()
    assert Product.objects.filter(pk=product.pk).exists()


@pytest.mark.parametrize("how", ["single", "bulk"])
def test_deleting_what_has_none(client, owner, how):
    product = ProductFactory()
    client.post(f"{LIST}delete/{product.pk}/" if how == "single" else bulk("delete", product))
    assert Product.objects.count() == 0


def test_a_category_with_products_is_kept(client, owner):
    shelf = CategoryFactory()
    ProductFactory(category=shelf)
    response = client.post(f"/admin/snippets/products/category/delete/{shelf.pk}/")
    assert response.status_code == 200
    assert Category.objects.count() == 1
