"""When the demo content is not loaded, not taken out, or taken out and loaded anew; with a small museum."""

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from brands.models import BrandPage
from checkout.audit import audit_shop
from checkout.models import Order, OrderMail, Refund, ReturnRequest
from home.demo.bodies import BodyWriter, MissingReference
from home.demo.content import read_content
from home.demo.load import NotForProduction, load_demo
from home.demo.removal import RealOrdersExist, StandsOnDemoContent, remove_demo
from home.models import HomePage
from products.models import Product, StockMovement, StockPromise
from stories.models import MuseumImage
from tests.factories.brands import BrandPageFactory
from tests.factories.museum import museum
from tests.factories.products import ProductFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

NOW = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
# Those of the demo shopper, and those to which something happened.
ORDERS = 24


def small_content():
    """Two brands of one room, without texts."""
    whole = read_content()
    room = whole.problems[0]
    brands = [brand for brand in whole.brands if brand.problem == room.slug]
    slugs = {brand.slug for brand in brands}
    return replace(
        whole,
        problems=(replace(room, body=[]),),
        brands=tuple(replace(brand, body=[], people=()) for brand in brands),
        stories=(),
        pages=(),
        claims=tuple(claim for claim in whole.claims if claim.problem == room.slug),
        products=tuple(replace(p, claims=()) for p in whole.products if p.brand in slugs),
        home=replace(whole.home, features=(), adverts=()),
        campaigns=(),
    )


CONTENT = small_content()


@pytest.fixture(scope="module")
def load(tmp_path_factory):
    def run(**options):
        folder = tmp_path_factory.getbasetemp() / "pictures"
        with override_settings(SITE_URL="http://localhost:8000"):
            return load_demo(
                content=CONTENT, now=NOW, pictures=folder, picture_scale=0.05, orders=ORDERS, **options
            )

    return run


@pytest.fixture(scope="module")
def loaded(load, django_db_setup, django_db_blocker):
    """There for every test that asks for it, and gone after this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        museum()
        load()
        yield
        transaction.set_rollback(True)


def test_without_a_way_to_pay_by_hand_there_are_no_orders(load):
    museum()
    with override_settings(PAYMENT_PROVIDERS=[]):
        assert load().orders == 0
    assert OrderMail.objects.count() == 0


def test_a_site_for_everybody_gets_no_demo_content():
    with override_settings(SITE_URL="https://museum.example.com"), pytest.raises(NotForProduction):
        load_demo(content=CONTENT, now=NOW)
    with pytest.raises(CommandError, match="it is not loaded into a public site"):
        call_command("load_demo", stdout=StringIO())
    assert BrandPage.objects.count() == 0


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (("product", {"product": "moon-soap", "note": ""}), "product moon-soap"),
        (("call_to_action", {"text": "", "label": "", "page": "page:/moon/", "url": ""}), "page /moon/"),
        (("paragraph", '<p><a href="page:/moon/">there</a></p>'), "page /moon/"),
    ],
)
def test_a_body_that_speaks_of_what_is_not_there_is_refused(block, message):
    writer = BodyWriter(gallery=None, products={"soap": 1}, pages={"/": 2})
    with pytest.raises(MissingReference, match=message):
        writer.write(body=[block], accent="#1b5e73", place="/about/")


def test_taking_out_and_loading_anew_gives_the_same_museum(loaded, load):
    told = []
    before = (Product.objects.count(), MuseumImage.objects.count(), StockMovement.objects.count())
    other = ProductFactory(slug="of-the-shop")
    assert load(reset=True, tell=told.append).is_new is True
    assert other in Product.objects.all()
    other_brand = other.brand
    other.delete()
    after = (Product.objects.count(), MuseumImage.objects.count(), StockMovement.objects.count())
    assert after == before
    assert BrandPage.objects.filter(pk=other_brand.pk).exists() is True
    assert (Order.objects.count(), HomePage.objects.get().hero_image is None) == (ORDERS, False)
    assert told.count("Taking the old demo content out") == 1


def test_what_happened_to_the_orders_goes_with_them(loaded):
    assert (Refund.objects.count() > 5, ReturnRequest.objects.count()) == (True, 5)
    remove_demo(content=CONTENT)
    left = (Order, Refund, ReturnRequest, StockMovement, StockPromise, Product)
    assert [model.objects.count() for model in left] == [0] * 6
    assert audit_shop() == []


def test_the_orders_of_real_people_keep_everything_where_it_is(loaded, load):
    order = Order.objects.first()
    Order.objects.filter(pk=order.pk).update(email="mina@museum.kr")
    with pytest.raises(RealOrdersExist, match="There are 1 orders of real people"):
        load(reset=True)
    assert (Order.objects.count(), load().is_new) == (ORDERS, False)


def test_what_the_shop_hung_into_a_demo_room_is_named_and_nothing_is_taken_out(loaded, load):
    room = BrandPage.objects.get(slug=CONTENT.brands[0].slug).problem
    BrandPageFactory(title="A brand of the shop", problem=room)
    with pytest.raises(StandsOnDemoContent, match="A brand of the shop"):
        load(reset=True)
    assert (Order.objects.count(), BrandPage.objects.count()) == (ORDERS, len(CONTENT.brands) + 1)
