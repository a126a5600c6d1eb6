import pytest

from products.models import ProductRedirect, StockRecord, Variant
from tests.factories.brands import BrandPageFactory
from tests.factories.products import (
    CategoryFactory,
    ProductClaimFactory,
    ProductImageFactory,
    VariantFactory,
    stocked_variant,
)

pytestmark = pytest.mark.django_db


def test_names_in_the_admin():
    claim = ProductClaimFactory()
    assert str(claim) == claim.claim.statement
    assert str(ProductImageFactory(alt="A bar")) == "A bar"
    assert str(VariantFactory(sku="BAR", options={"size": "M", "colour": "Blue"})) == "BAR Blue, M"
    assert str(ProductRedirect(old_slug="first")) == "first"
    assert str(StockRecord(on_hand=5, reserved=2)) == "5 (2)"


def test_on_show_and_on_sale_ask_for_the_brand_too(django_assert_num_queries):
    shown = stocked_variant()
    hidden = VariantFactory(product__brand=BrandPageFactory(live=False))
    VariantFactory(product__live=False)
    VariantFactory(is_offered=False)
    assert (shown.product.is_on_show, hidden.product.is_on_show) == (True, False)
    assert list(Variant.objects.on_sale()) == [shown]
    title = shown.product.brand.problem.title
    with django_assert_num_queries(1):
        variant = Variant.objects.on_sale().for_selling().get()
        assert (variant.available, variant.product.brand.problem.title, variant.image) == (10, title, None)


def test_a_valid_category_is_taken():
    top = CategoryFactory(title="Body", slug="body")
    top.full_clean()
    CategoryFactory.build(title="Bath", slug="bath", parent=top).full_clean()
    assert top.get_absolute_url() == "/products/?category=body"
