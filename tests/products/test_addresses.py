import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from products.models import ProductRedirect
from tests.factories.products import ProductFactory

pytestmark = pytest.mark.django_db


def move(product, slug):
    product.slug = slug
    product.save_revision().publish()
    product.refresh_from_db()


def test_a_changed_slug_redirects_for_good(client):
    product = ProductFactory(slug="first")
    move(product, "second")
    response = client.get("/products/first/")
    assert (response.status_code, response["Location"]) == (301, "/products/second/")


def test_every_former_slug_leads_to_the_present_one(client):
    product = ProductFactory(slug="first")
    move(product, "second")
    move(product, "third")
    for old in ("first", "second"):
        assert client.get(f"/products/{old}/")["Location"] == "/products/third/"


def test_going_back_makes_no_circle(client):
    product = ProductFactory(slug="first")
    move(product, "second")
    move(product, "first")
    assert client.get("/products/first/").status_code == 200
    assert client.get("/products/second/")["Location"] == "/products/first/"


def test_a_new_product_at_an_old_address_wins(client):
    move(ProductFactory(slug="first"), "second")
    draft = ProductFactory(slug="first", live=False)
    assert client.get("/products/first/").status_code == 301
    draft.live = True
    draft.save()
    assert client.get("/products/first/").status_code == 200


def test_the_last_to_leave_an_address_is_found_there(client):
    move(ProductFactory(slug="first"), "second")
    move(ProductFactory(slug="first"), "third")
    assert client.get("/products/first/")["Location"] == "/products/third/"


def test_a_draft_that_was_never_shown_leaves_no_address():
    product = ProductFactory(slug="first", live=False, first_published_at=None)
    product.slug = "second"
    product.save()
    assert ProductRedirect.objects.count() == 0


def test_saving_something_else_records_nothing():
    product = ProductFactory(slug="first")
    product.slug = "second"
    product.save(update_fields=["name"])
    product.slug = "first"
    product.save()
    assert ProductRedirect.objects.count() == 0


def test_the_old_address_of_what_is_no_longer_shown_is_not_found(client):
    product = ProductFactory(slug="first")
    move(product, "second")
    product.unpublish()
    assert client.get("/products/first/").status_code == 404


def test_a_scheduled_change_of_slug_redirects_too(client):
    product = ProductFactory(slug="first")
    product.save_revision().publish()
    product.refresh_from_db()
    product.slug = "second"
    product.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    revision = product.save_revision()
    revision.publish()
    assert client.get("/products/first/").status_code == 200
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert client.get("/products/first/")["Location"] == "/products/second/"
