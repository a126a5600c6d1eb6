import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from wagtail.models import Page

from accounts.models import User
from brands.models import BrandPage, BrandStoryPage
from checkout.audit import audit_shop
from checkout.models import Order, OrderEvent, OrderLine, OrderMail, Payment, ShipmentLine
from products.models import Product, StockMovement, StockRecord, Variant
from stories.models import MuseumImage
from tests.factories.museum import museum
from tests.factories.products import ProductFactory

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.django_db]

MANY = {"products": 30, "stories": 8, "orders": 12, "users": 5}


@pytest.fixture(autouse=True)
def _museum():
    museum()


def seed(**wanted) -> dict[str, int]:
    output = StringIO()
    call_command("seed_catalogue", format="json", stdout=output, stderr=StringIO(), **wanted)
    return json.loads(output.getvalue())


def goods() -> list[tuple]:
    fields = ("sku", "price", "stock__received", "product__slug", "product__name", "product__brand__slug")
    return list(Variant.objects.order_by("sku").values_list(*fields))


def stories() -> list[tuple]:
    titles = BrandStoryPage.objects.order_by("slug").values_list("slug", "title", "first_published_at")
    return [*titles, *(story.body.raw_data[0]["value"] for story in BrandStoryPage.objects.order_by("slug"))]


def sales() -> list[tuple]:
    return list(
        Order.objects.order_by("number").values_list("number", "total", "placed_at", "lines__sku", "email")
    )


def test_the_wanted_numbers_are_there():
    assert seed(**MANY) == MANY
    assert (Product.objects.count(), BrandStoryPage.objects.count()) == (30, 8)
    assert (Order.objects.count(), User.objects.count(), MuseumImage.objects.count()) == (12, 5, 1)
    assert Page.find_problems() == ([], [], [], [], [])


def test_running_it_again_adds_nothing_and_asking_for_more_adds_the_rest():
    seed(**MANY)
    assert seed(**MANY) == {"products": 0, "stories": 0, "orders": 0, "users": 0}
    assert seed(**MANY | {"products": 33, "stories": 9, "orders": 13}) == {
        "products": 3,
        "stories": 1,
        "orders": 1,
        "users": 0,
    }
    assert [page.numchild == page.get_children().count() for page in BrandPage.objects.all()] == [True] * 20


def test_the_same_seed_gives_the_same_content():
    seed(**MANY)
    first = (goods(), stories(), sales())
    ShipmentLine.objects.all().delete()
    Order.objects.all().delete()
    StockMovement.objects.all().delete()
    Product.objects.all().delete()
    for story in BrandStoryPage.objects.all():
        story.delete()
    seed(**MANY)
    assert goods() == first[0]
    assert stories()[:8] == first[1][:8]
    assert sales() == first[2]


def test_another_seed_gives_other_content_beside_it():
    seed(products=4, seed=1)
    seed(products=4, seed=2)
    names = list(Product.objects.order_by("slug").values_list("name", flat=True))
    assert (len(names), names[:4] == names[4:]) == (8, False)
    assert Variant.objects.filter(sku__startswith="SEED2-").exists() is True


def test_what_the_shop_has_is_left_alone():
    own = ProductFactory(slug="of-the-shop", name="Of the shop")
    seed(**MANY)
    own.refresh_from_db()
    assert (own.name, own.variants.count(), OrderLine.objects.filter(variant__product=own).count()) == (
        "Of the shop",
        1,
        0,
    )


def test_stock_adds_up_and_every_order_has_its_movements():
    seed(**MANY)
    assert StockRecord.objects.exclude(received=F("on_hand") + F("sold") - F("returned")).count() == 0
    assert StockRecord.objects.exclude(reserved=0).count() == 0
    for order in Order.objects.prefetch_related("lines"):
        pieces = sum(line.quantity for line in order.lines.all())
        moved = list(
            StockMovement.objects.filter(order_number=order.number)
            .order_by("pk")
            .values_list("kind", "quantity")
        )
        assert moved == [("reserve", pieces), ("sell", pieces)]
    assert (OrderEvent.objects.count(), Payment.objects.filter(status="captured").count()) == (48, 12)


def test_the_shop_keeps_its_promises_about_seeded_orders_too():
    seed(**MANY)
    assert (audit_shop(), ShipmentLine.objects.count(), OrderMail.objects.count()) == ([], 12, 12)


def test_what_runs_out_is_bought_in_again():
    seed(products=1, orders=150)
    assert Order.objects.count() == 150
    assert StockRecord.objects.filter(sold__gt=200).exists() is True


def test_pages_and_products_open(client):
    seed(**MANY)
    story = BrandStoryPage.objects.first()
    product = Product.objects.filter(live=True).first()
    addresses = [story.url_path.removeprefix("/museum"), product.get_absolute_url()]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    assert "product" in {block.block_type for block in story.body}


def test_nobody_can_log_in_as_a_seeded_reader():
    seed(users=2)
    assert [user.has_usable_password() for user in User.objects.all()] == [False, False]


def test_orders_without_products_are_refused():
    with pytest.raises(CommandError, match="ask for some products too") as refused:
        seed(orders=3)
    assert (refused.value.returncode, Order.objects.count()) == (2, 0)


def test_a_negative_number_is_refused():
    with pytest.raises(CommandError, match="cannot be negative") as refused:
        seed(products=-1)
    assert refused.value.returncode == 2


def test_the_text_says_what_was_added():
    output = StringIO()
    call_command("seed_catalogue", products=3, stdout=output)
    assert output.getvalue().splitlines() == [
        "  3 of 3 products",
        "Added 3 products, 0 stories, 0 users, 0 orders.",
    ]
