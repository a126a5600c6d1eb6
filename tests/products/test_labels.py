import datetime

import pytest
from django.utils import timezone

from products.labels import write_label
from tests.factories.checkout import standard_shipping
from tests.factories.problems import ClaimFactory
from tests.factories.products import ProductClaimFactory, stocked_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def variant():
    """Of a product with two claims: the evidence of the first was good until yesterday."""
    standard_shipping()
    variant = stocked_variant()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    past = ClaimFactory(statement="Worth nothing any more", verified_on=yesterday, valid_until=yesterday)
    ProductClaimFactory(product=variant.product, claim=past, sort_order=0)
    ProductClaimFactory(product=variant.product, claim=ClaimFactory(statement="Good today"), sort_order=1)
    return variant


def test_a_label_leaves_out_what_is_past_its_date(variant):
    label = write_label(product=variant.product, today=timezone.localdate())
    assert [claim.statement for claim in label.claims] == ["Good today"]


def test_no_page_prints_a_claim_past_its_date(client, variant):
    room = variant.product.brand.problem
    client.post("/cart/add/", {"sku": variant.sku, "quantity": "1"})
    pages = ["/products/", variant.product.url, room.url, variant.product.brand.url, "/cart/", "/checkout/"]
    shown = {path: client.get(path).content.decode() for path in pages}
    assert [path for path, page in shown.items() if "Worth nothing any more" in page] == []
    assert [path for path, page in shown.items() if "Good today" in page] == pages
