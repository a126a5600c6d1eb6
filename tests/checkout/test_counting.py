"""What is put into carts is counted as it happens, at every door, and stays counted."""

from importlib import import_module

import pytest
from django.apps import apps
from rest_framework.test import APIClient

from accounts.api_tokens import issue_token
from accounts.roles import EDITOR, give_role
from checkout.models import Cart, CartLine
from stories.models import DailyReads
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandStoryPageFactory
from tests.factories.checkout import NOW, filled_cart
from tests.factories.museum import museum
from tests.factories.products import stocked_variant
from tests.factories.reads import forget_uncounted, read_so_far

pytestmark = pytest.mark.django_db
ITEMS = "/api/v1/cart/items/"


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    forget_uncounted()


@pytest.fixture
def soap():
    return stocked_variant(pieces=50)


@pytest.fixture
def two():
    return BrandStoryPageFactory.create_batch(2, parent=BrandStoryPageFactory.place())


def test_each_door_counts_one_for_any_number_of_pieces_and_what_is_refused_none(client, soap, two):
    sent = {"sku": soap.sku, "quantity": "2", "story": two[0].pk}
    told = [
        client.post("/cart/add/", sent).status_code,
        client.post("/cart/add/", sent, headers={"HX-Request": "true"}).status_code,
        client.post("/cart/add/", sent, headers={"Accept": "application/json"}).status_code,
        client.post("/checkout/buy-now/", sent).status_code,
        client.post(ITEMS, sent | {"quantity": 2}, content_type="application/json").status_code,
    ]
    assert told == [303, 303, 201, 303, 201]
    assert client.post("/cart/add/", sent | {"quantity": "60"}).status_code == 200
    assert read_so_far() == {("added", soap.product_id): 5, ("added_from", two[0].pk): 5}


def test_each_story_has_its_own_and_what_is_taken_out_stays_counted(client, soap, two):
    for story in (two[0].pk, two[1].pk, ""):
        client.post("/cart/add/", {"sku": soap.sku, "quantity": "1", "story": story})
    client.post(f"/cart/lines/{CartLine.objects.get().pk}/remove/")
    assert CartLine.objects.count() == 0
    assert read_so_far() == {
        ("added", soap.product_id): 3,
        ("added_from", two[0].pk): 1,
        ("added_from", two[1].pk): 1,
    }


def test_staff_and_crawlers_are_not_counted(client, soap, two):
    museum()
    editor = UserFactory()
    give_role(user=editor, role=EDITOR)
    _token, text = issue_token(user=editor, name="till", scopes=["cart:write"], now=NOW)
    sent = {"sku": soap.sku, "quantity": 1, "story": two[0].pk}
    program = APIClient(headers={"Authorization": f"Bearer {text}"})
    assert program.post(ITEMS, sent, format="json").json()["items"][0]["story"] is None
    client.post("/cart/add/", sent, headers={"User-Agent": "Examplebot/1.0"})
    client.force_login(editor)
    for door in ("/cart/add/", "/checkout/buy-now/"):
        assert client.post(door, sent).status_code == 303
    assert read_so_far() == {}


def test_what_carts_had_before_is_written_down_once(soap, two):
    """But for staff's carts and those that staff wrote."""
    lines = [filled_cart(soap, story=story).lines.get() for story in (two[0], two[0], None)]
    filled_cart(soap, story=two[0], user=UserFactory(is_superuser=True))
    Cart.objects.filter(pk=filled_cart(soap, story=two[0]).pk).update(kind="staff")
    # In Seoul it is the third of March already.
    CartLine.objects.update(created_at=NOW)
    CartLine.objects.filter(pk=lines[0].pk).update(created_at=NOW.replace(hour=15))
    DailyReads.objects.create(kind="added_from", thing=two[1].pk, day="2026-03-02", reads=9)
    migration = import_module("checkout.migrations.0016_adds_so_far")
    for _round in range(2):
        migration.count_lines(apps, None)
    found = DailyReads.objects.order_by("kind", "day", "thing").values_list("kind", "thing", "day", "reads")
    assert [(kind, thing, str(day), reads) for kind, thing, day, reads in found] == [
        ("added", soap.product_id, "2026-03-02", 2),
        ("added", soap.product_id, "2026-03-03", 1),
        ("added_from", two[0].pk, "2026-03-02", 1),
        ("added_from", two[1].pk, "2026-03-02", 9),
        ("added_from", two[0].pk, "2026-03-03", 1),
    ]
