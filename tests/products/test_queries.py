"""The same number of queries for 1, 3 and 9 objects, or 6 with as many stories around them."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.brands import BrandPageFactory, BrandStoryPageFactory
from tests.factories.products import (
    CategoryFactory,
    ProductClaimFactory,
    ProductFactory,
    ProductImageFactory,
    VariantFactory,
    stocked_variant,
)
from tests.factories.stories import MuseumImageFactory

pytestmark = pytest.mark.django_db


def furnish(product, variants=1):
    for _ in range(variants):
        stocked_variant(product=product)
        ProductImageFactory(product=product)
        ProductClaimFactory(product=product)
    return product


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_catalogue(client):
    counts, have = [], 0
    for wanted in (1, 3, 9):
        for _ in range(wanted - have):
            furnish(ProductFactory(variants=[], category=CategoryFactory()))
        have = wanted
        counts.append(queries_of(client, "/products/"))
    assert counts == [counts[0]] * 3


def test_product_page(client):
    counts = []
    for wanted in (1, 3, 6):
        brand = BrandPageFactory()
        shelf = CategoryFactory(parent=CategoryFactory(parent=CategoryFactory()))
        product = furnish(ProductFactory(variants=[], brand=brand, category=shelf), variants=wanted)
        for _ in range(wanted):
            furnish(ProductFactory(variants=[], brand=brand))
            BrandStoryPageFactory(
                parent=BrandPageFactory(problem=brand.problem),
                cover=MuseumImageFactory(),
                body=[("product", {"product": product, "note": ""})],
            )
        ContentType.objects.clear_cache()
        response = client.get(product.url)
        assert len(response.context["variants"]) == wanted
        assert len(response.context["stories"]) == wanted
        counts.append(queries_of(client, product.url))
    assert counts == [counts[0]] * 3


def test_a_product_with_nothing_around_it_costs_no_more(client):
    bare = ProductFactory(variants=[])
    VariantFactory(product=bare)
    assert queries_of(client, bare.url) <= 20
