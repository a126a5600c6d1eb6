"""Partners are told of a product whenever it is published, whoever does it."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from products.catalogue_import import import_catalogue
from products.importing.document import read_document
from products.models import Product
from products.price_changes import change_prices
from products.publishing import publish_products, unpublish_products
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum
from tests.factories.products import stocked_variant
from tests.factories.webhooks import endpoint
from webhooks.models import OutgoingMessage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _listener():
    museum()
    endpoint("http://127.0.0.1:9/", events=("product.published",))


@pytest.fixture
def product() -> Product:
    return stocked_variant().product


def told() -> list[dict]:
    return [message.payload["data"] for message in OutgoingMessage.objects.order_by("pk")]


def draft(product: Product) -> Product:
    Product.objects.filter(pk=product.pk).update(live=False, has_unpublished_changes=True)
    product.refresh_from_db()
    return product


def test_by_hand(product):
    product.save_revision().publish()
    product.refresh_from_db()
    assert told() == [
        {
            "slug": product.slug,
            "name": product.name,
            "url": f"http://testserver/products/{product.slug}/",
            "brand": product.brand.slug,
            "skus": [variant.sku for variant in product.offered_variants],
            "published_at": product.last_published_at.isoformat(),
        }
    ]
    assert OutgoingMessage.objects.get().event == "product.published"


def test_variants_that_are_not_offered_are_not_named(product):
    product.variants.create(sku="HIDDEN", price=1000, is_offered=False)
    Product.objects.get(pk=product.pk).save_revision().publish()
    assert told()[0]["skus"].count("HIDDEN") == 0


def test_a_draft_and_taking_it_off_are_not_announced(product):
    product.save_revision()
    product.unpublish()
    product.save()
    assert told() == []


def test_by_the_bulk_action(product):
    publish_products(products=[draft(product)], actor=UserFactory())
    assert [data["slug"] for data in told()] == [product.slug]
    unpublish_products(products=[product], actor=UserFactory(is_superuser=True))
    assert len(told()) == 1


def test_by_changed_prices(product):
    change_prices(products=[product], percent=Decimal(10), actor=UserFactory())
    assert [data["slug"] for data in told()] == [product.slug]


def test_by_schedule_it_is_told_when_the_time_has_come(product):
    draft(product)
    product.go_live_at = timezone.now() + timedelta(hours=1)
    revision = product.save_revision()
    revision.publish()
    assert told() == []
    past = timezone.now() - timedelta(minutes=1)
    content = revision.content | {"go_live_at": past.isoformat()}
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=past, content=content)
    call_command("publish_scheduled")
    assert [data["slug"] for data in told()] == [product.slug]


def test_an_import_tells_what_it_publishes_again(product):
    """What is new is written many at once; what is as it was is not touched."""
    variants = [{"sku": one.sku, "price": str(one.price)} for one in product.offered_variants]
    entry = {"slug": product.slug, "name": product.name, "brand": product.brand.slug, "variants": variants}

    def bring(**changes):
        document = read_document(text=json.dumps({"products": [{**entry, **changes}]}), file="c.json")
        import_catalogue(document=document, now=timezone.now())

    bring()
    assert told() == []
    bring(name="Another name")
    assert [data["name"] for data in told()] == ["Another name"]
