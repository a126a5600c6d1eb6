from decimal import Decimal

import pytest
from django.utils import timezone
from rest_framework.test import APIClient
from wagtail.models import ModelLogEntry

from products.models import Product, Variant
from tests.factories.brands import BrandPageFactory
from tests.factories.museum import museum
from tests.factories.problems import ProblemPageFactory
from tests.factories.products import (
    CategoryFactory,
    ProductClaimFactory,
    ProductFactory,
    ProductImageFactory,
    VariantFactory,
    stocked_variant,
)
from tests.products.desk import member

pytestmark = pytest.mark.django_db

PRODUCTS = "/api/v1/products/"
WRITER = (
    "products.add_product",
    "products.change_product",
    "products.publish_product",
    "products.change_price",
)


@pytest.fixture
def client():
    museum()
    return APIClient()


def signed_in(*permissions):
    client = APIClient()
    client.force_login(member("staff", *permissions))
    return client


def found(response):
    assert response.status_code == 200, response.content
    return [row["slug"] for row in response.json()["results"]]


def refusal(response):
    body = response.json()
    return response.status_code, body["code"], body["errors"]


def soap(**kwargs):
    """A product as it is sent."""
    if "brand" not in kwargs:
        kwargs["brand"] = BrandPageFactory(slug="salt").slug
    variant = {"sku": "SOAP-1", "price": "12000", "currency": "KRW", "option": {"colour": "blue"}}
    return {"slug": "soap", "name": "Sea soap", "variants": [variant]} | kwargs


def test_a_product_tells_what_its_label_and_its_price_do(client):
    problem = ProblemPageFactory(slug="water")
    brand = BrandPageFactory(slug="salt", problem=problem)
    product = ProductFactory(slug="soap", name="Sea soap", brand=brand, variants=[])
    options = {"colour": "blue"}
    stocked_variant(7, product=product, sku="S-1", options=options, compare_at_price=Decimal(15000))
    VariantFactory(product=product, sku="S-2", is_offered=False)
    claim = ProductClaimFactory(product=product).claim
    ProductImageFactory(product=product)
    body = client.get(f"{PRODUCTS}soap/").json()
    assert body.pop("image").startswith("http://testserver/media/images/")
    assert body == {
        "slug": "soap",
        "name": "Sea soap",
        "brand": "salt",
        "problem": "water",
        "url": "http://testserver/products/soap/",
        "claims": [claim.statement],
        "variants": [
            {
                "sku": "S-1",
                "option": {"colour": "blue"},
                "price": "12000",
                "compare_at_price": "15000",
                "currency": "KRW",
                "available": 7,
            }
        ],
    }
    assert client.get(PRODUCTS).json()["results"][0]["slug"] == "soap"


def test_a_list_is_filtered_and_sorted(client):
    water, air = ProblemPageFactory(slug="water"), ProblemPageFactory(slug="air")
    salt, wind = BrandPageFactory(slug="salt", problem=water), BrandPageFactory(slug="wind", problem=air)
    top = CategoryFactory(slug="bath")
    below = CategoryFactory(slug="bars", parent=top)
    dear = ProductFactory(slug="dear", brand=salt, category=below, variants__price=Decimal(30000))
    cheap = stocked_variant(
        1, price=5000, product__slug="cheap", product__brand=wind, product__name="Kite"
    ).product
    assert found(client.get(PRODUCTS)) == ["cheap", "dear"]
    assert found(client.get(PRODUCTS, {"q": "kite"})) == [cheap.slug]
    assert found(client.get(PRODUCTS, {"category": "bath"})) == [dear.slug]
    assert found(client.get(PRODUCTS, {"brand": "salt"})) == [dear.slug]
    assert found(client.get(PRODUCTS, {"problem": "air"})) == [cheap.slug]
    assert found(client.get(PRODUCTS, {"in_stock": "true"})) == [cheap.slug]
    assert found(client.get(PRODUCTS, {"min_price": "6000", "max_price": "30000"})) == [dear.slug]
    assert found(client.get(PRODUCTS, {"ordering": "-price"})) == ["dear", "cheap"]
    assert found(client.get(PRODUCTS, {"ordering": "password"})) == ["cheap", "dear"]
    assert found(client.get(PRODUCTS, {"q": "", "in_stock": "", "brand": ""})) == ["cheap", "dear"]


def test_a_slug_that_shows_nothing_gives_an_empty_list(client):
    ProductFactory(slug="soap")
    CategoryFactory(slug="bare")
    assert found(client.get(PRODUCTS, {"category": "bare"})) == []
    for name in ("category", "brand", "problem"):
        assert found(client.get(PRODUCTS, {name: "nothing"})) == []
        assert found(client.get(PRODUCTS, {name: "\x00"})) == ["soap"]
    BrandPageFactory(slug="quiet", problem=ProblemPageFactory(slug="still"))
    assert found(client.get(PRODUCTS, {"brand": "quiet"})) == []
    assert found(client.get(PRODUCTS, {"problem": "still"})) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("in_stock", "perhaps"),
        ("min_price", "x"),
        ("max_price", "-1"),
        ("q", "x" * 101),
        ("category", "no slug"),
    ],
)
def test_a_wish_that_cannot_be_read_is_refused(client, name, value):
    status, code, errors = refusal(client.get(PRODUCTS, {name: value}))
    assert (status, code, list(errors)) == (400, "validation_error", [name])


def test_a_highest_price_below_the_lowest(client):
    _, _, errors = refusal(client.get(PRODUCTS, {"min_price": "2", "max_price": "1"}))
    assert list(errors) == ["max_price"]


def test_what_is_not_on_show_is_not_there(client):
    ProductFactory(slug="draft", live=False)
    ProductFactory(slug="orphan", brand=BrandPageFactory(live=False))
    for slug in ("draft", "orphan", "nothing", "%00"):
        assert client.get(f"{PRODUCTS}{slug}/").status_code == 404
    assert found(client.get(PRODUCTS)) == []


def test_a_room_that_is_closed_is_not_named(client):
    ProductFactory(slug="soap", brand=BrandPageFactory(problem=ProblemPageFactory(live=False)))
    assert client.get(f"{PRODUCTS}soap/").json()["problem"] is None


def test_queries_do_not_grow_with_the_rows(client, django_assert_num_queries):
    def add():
        product = ProductFactory(brand__problem__live=True)
        ProductClaimFactory(product=product)
        ProductImageFactory(product=product)

    add()
    client.get(PRODUCTS)  # draws the picture
    with django_assert_num_queries(8):
        client.get(PRODUCTS)
    add()
    add()
    client.get(PRODUCTS)
    with django_assert_num_queries(8):
        assert client.get(PRODUCTS).json()["count"] == 3


def test_categories_in_the_order_of_the_tree(client, django_assert_num_queries):
    bath = CategoryFactory(slug="bath", title="Bath", sort_order=1)
    CategoryFactory(slug="home", title="Home", sort_order=2)
    CategoryFactory(slug="bars", title="Bars", parent=bath)
    with django_assert_num_queries(1):
        rows = client.get("/api/v1/categories/").json()["results"]
    assert [(row["slug"], row["parent"]) for row in rows] == [
        ("bath", None),
        ("bars", "bath"),
        ("home", None),
    ]
    assert client.get("/api/v1/categories/bars/").json() == {
        "slug": "bars",
        "title": "Bars",
        "parent": "bath",
        "url": "http://testserver/products/?category=bars",
    }
    assert client.get("/api/v1/categories/nothing/").status_code == 404


def test_a_product_is_made_and_shown(client):
    staff = signed_in(*WRITER)
    category = CategoryFactory(slug="bath")
    sent = soap(
        category="bath", summary="Soap.", description="Boiled <script>x</script>by hand", id=99, live=False
    )
    response = staff.post(PRODUCTS, sent)
    assert response.status_code == 201, response.content
    assert response["Location"] == "http://testserver/api/v1/products/soap/"
    assert response.json() == client.get(f"{PRODUCTS}soap/").json()
    product = Product.objects.get(slug="soap")
    assert (product.live, product.category, product.summary) == (True, category, "Soap.")
    assert product.pk != 99
    assert "<script" not in product.description
    assert response.json()["variants"] == [
        {
            "sku": "SOAP-1",
            "option": {"colour": "blue"},
            "price": "12000",
            "compare_at_price": None,
            "currency": "KRW",
            "available": 0,
        }
    ]
    actions = ModelLogEntry.objects.filter(object_id=product.pk).values_list("action", flat=True)
    assert {"wagtail.create", "wagtail.publish"} <= set(actions)


def test_a_draft_is_shown_to_nobody(client):
    staff = signed_in("products.add_product")
    assert staff.post(PRODUCTS, soap(variants=[])).status_code == 201
    assert Product.objects.get(slug="soap").live is False
    assert client.get(f"{PRODUCTS}soap/").status_code == 404


def test_who_may_make_one():
    assert refusal(APIClient().post(PRODUCTS, {}))[:2] == (401, "not_authenticated")
    staff = signed_in()
    assert refusal(staff.post(PRODUCTS, {}))[:2] == (403, "permission_denied")
    writer = APIClient()
    writer.force_login(member("writer", "products.add_product", "products.change_product"))
    sent = soap()
    assert writer.post(PRODUCTS, sent).status_code == 403
    assert writer.post(PRODUCTS, sent | {"published": False}).status_code == 403
    assert writer.post(PRODUCTS, sent | {"variants": [], "published": True}).status_code == 403
    assert Product.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"name": ""}, ["name"]),
        ({"brand": "nothing"}, ["brand"]),
        ({"brand": "\x00"}, ["brand"]),
        ({"brand": {}}, ["brand"]),
        ({"variants": [{"sku": "A", "price": "5", "option": {"\x00": "x"}}]}, ["variants.0.option"]),
        ({"category": "nothing"}, ["category"]),
        ({"slug": "not a slug"}, ["slug"]),
        ({"variants": [], "published": True}, ["variants"]),
        ({"variants": [{"sku": "lower", "price": "1"}]}, ["variants.0.sku"]),
        ({"variants": [{"sku": "A", "price": 1}]}, ["variants.0.price"]),
        ({"variants": [{"sku": "A", "price": "10.5"}]}, ["variants"]),
        ({"variants": [{"sku": "A", "price": "0"}]}, ["variants"]),
        ({"variants": [{"sku": "A", "price": "5", "compare_at_price": "5"}]}, ["variants"]),
        ({"variants": [{"sku": "A", "price": "5", "currency": "USD"}]}, ["variants.0.currency"]),
        ({"variants": [{"sku": "A", "price": "5"}, {"sku": "A", "price": "6"}]}, ["variants"]),
        (
            {"variants": [{"sku": "A", "price": "5", "option": {"c": "x" * 99, "d": "y" * 99}}]},
            ["variants.0.option"],
        ),
    ],
)
def test_what_is_wrong_is_named(change, fields):
    staff = signed_in(*WRITER)
    status, code, errors = refusal(staff.post(PRODUCTS, soap() | change))
    assert (status, code, list(errors)) == (400, "validation_error", fields)
    assert Product.objects.count() == 0


def test_a_slug_or_sku_that_is_taken():
    staff = signed_in(*WRITER)
    ProductFactory(slug="soap", variants__sku="OTHER")
    assert refusal(staff.post(PRODUCTS, soap()))[:2] == (409, "slug_taken")
    variant = {"sku": "OTHER", "price": "1"}
    assert refusal(staff.post(PRODUCTS, soap(brand="salt", slug="new", variants=[variant])))[:2] == (
        409,
        "sku_taken",
    )


def test_words_and_prices_are_changed_at_once(client):
    product = stocked_variant(3, sku="S-1", product__slug="soap").product
    staff = signed_in(*WRITER)
    sent = {
        "name": "New name",
        "summary": "New.",
        "id": 7,
        "variants": [{"sku": "S-1", "price": "9000", "compare_at_price": "12000"}],
    }
    response = staff.patch(f"{PRODUCTS}soap/", sent)
    assert response.status_code == 200, response.content
    assert response.json() == client.get(f"{PRODUCTS}soap/").json()
    row = response.json()["variants"][0]
    assert (row["price"], row["compare_at_price"], row["available"]) == ("9000", "12000", 3)
    product = Product.objects.get(pk=product.pk)
    assert (product.name, product.summary, product.has_unpublished_changes) == ("New name", "New.", False)
    entry = ModelLogEntry.objects.get(action="products.set_price")
    assert entry.data == {
        "from": {"S-1": {"price": "12000.00", "compare_at_price": None}},
        "to": {"S-1": {"price": "9000", "compare_at_price": "12000"}},
    }


def test_a_price_needs_its_own_permission():
    stocked_variant(sku="S-1", product__slug="soap")
    sent = {"variants": [{"sku": "S-1", "price": "9000"}]}
    staff = signed_in("products.change_product", "products.publish_product")
    assert refusal(staff.patch(f"{PRODUCTS}soap/", sent))[:2] == (403, "permission_denied")
    assert Variant.objects.get().price == 12000
    pricer = APIClient()
    pricer.force_login(member("pricer", "products.change_price"))
    assert pricer.patch(f"{PRODUCTS}soap/", sent).status_code == 200
    assert Variant.objects.get().price == 9000
    assert pricer.patch(f"{PRODUCTS}soap/", {"name": "x"}).status_code == 403
    assert pricer.patch(f"{PRODUCTS}soap/", {"published": False}).status_code == 403
    assert pricer.patch(f"{PRODUCTS}soap/", {}).status_code == 403


def test_words_of_somebody_who_may_not_publish_wait(client):
    ProductFactory(slug="soap", name="Old")
    staff = signed_in("products.change_product")
    assert staff.patch(f"{PRODUCTS}soap/", {"name": "New"}).json()["name"] == "New"
    assert staff.patch(f"{PRODUCTS}soap/", {"summary": "Newer."}).status_code == 200
    assert client.get(f"{PRODUCTS}soap/").json()["name"] == "Old"
    draft = Product.objects.get().get_latest_revision_as_object()
    assert (draft.name, draft.summary) == ("New", "Newer.")


def test_a_price_does_not_publish_words_that_wait():
    product = ProductFactory(slug="soap", variants__sku="S-1")
    product.name = "Draft"
    product.save_revision()
    staff = signed_in(*WRITER)
    for sent in ({"variants": [{"sku": "S-1", "price": "9000"}]}, {"name": "x"}):
        assert refusal(staff.patch(f"{PRODUCTS}soap/", sent))[:2] == (409, "draft_waiting")
    assert Variant.objects.get().price == 12000


def test_what_somebody_has_locked_stays_as_it_is():
    owner = member("owner", "*")
    ProductFactory(slug="soap", variants__sku="S-1", locked=True, locked_by=owner, locked_at=timezone.now())
    staff = signed_in(*WRITER, "products.delete_product")
    sent = {"variants": [{"sku": "S-1", "price": "9000"}]}
    assert refusal(staff.patch(f"{PRODUCTS}soap/", sent))[:2] == (409, "locked")
    assert refusal(staff.delete(f"{PRODUCTS}soap/"))[:2] == (409, "locked")


def test_prices_of_what_is_not_on_show():
    product = ProductFactory(slug="soap", live=False, variants__sku="S-1")
    staff = signed_in(*WRITER)
    assert staff.patch(f"{PRODUCTS}soap/", {"variants": [{"sku": "S-1", "price": "9000"}]}).status_code == 200
    assert Variant.objects.get().price == 9000
    product = Product.objects.get()
    assert product.live is False
    assert [v.price for v in product.get_latest_revision_as_object().variants.all()] == [9000]


def test_it_is_taken_off_and_put_on_again(client):
    ProductFactory(slug="soap")
    staff = signed_in(*WRITER)
    assert staff.patch(f"{PRODUCTS}soap/", {"published": False}).status_code == 200
    assert client.get(f"{PRODUCTS}soap/").status_code == 404
    assert staff.patch(f"{PRODUCTS}soap/", {"published": True, "name": "Back"}).status_code == 200
    assert client.get(f"{PRODUCTS}soap/").json()["name"] == "Back"


def test_patches_that_are_wrong(client):
    ProductFactory(slug="soap", variants__sku="S-1")
    staff = signed_in(*WRITER)
    wrong = [
        ({"name": ""}, "name"),
        ({"variants": [{"sku": "OTHER", "price": "1"}]}, "variants"),
        ({"variants": [{"sku": "S-1", "price": "0"}]}, "variants"),
        ({"variants": [{"sku": "S-1", "compare_at_price": "11000"}]}, "variants"),
    ]
    for sent, field in wrong:
        status, code, errors = refusal(staff.patch(f"{PRODUCTS}soap/", sent))
        assert (status, code, list(errors)) == (400, "validation_error", [field])
    assert staff.patch(f"{PRODUCTS}nothing/", {"name": "x"}).status_code == 404
    assert client.patch(f"{PRODUCTS}soap/", {"name": "x"}).status_code == 401
    assert client.put(f"{PRODUCTS}soap/", {}).status_code == 405


def test_what_never_moved_is_deleted_what_moved_is_taken_off_what_was_sold_stays(client):
    staff = signed_in("products.delete_product")
    ProductFactory(slug="new")
    assert staff.delete(f"{PRODUCTS}new/").status_code == 204
    assert not Product.objects.filter(slug="new").exists()
    stocked_variant(product__slug="stocked")
    assert staff.delete(f"{PRODUCTS}stocked/").status_code == 204
    assert Product.objects.get(slug="stocked").live is False
    sold = stocked_variant(product__slug="sold")
    sold.stock.sold, sold.stock.on_hand = 1, 9
    sold.stock.save()
    assert refusal(staff.delete(f"{PRODUCTS}sold/"))[:2] == (409, "product_sold")
    assert client.get(f"{PRODUCTS}sold/").status_code == 200
    assert staff.delete(f"{PRODUCTS}nothing/").status_code == 404
    assert client.delete(f"{PRODUCTS}sold/").status_code == 401
    assert APIClient().get(f"{PRODUCTS}new/").status_code == 404


def test_who_may_delete():
    ProductFactory(slug="soap")
    assert signed_in(*WRITER).delete(f"{PRODUCTS}soap/").status_code == 403
