import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from products.models import Product
from tests.factories.brands import BrandPageFactory
from tests.factories.products import (
    CategoryFactory,
    ProductFactory,
    ProductImageFactory,
    VariantFactory,
    stocked_variant,
)
from tests.factories.stories import MuseumImageFactory
from tests.products.desk import LIST, member

pytestmark = pytest.mark.django_db

CHOOSE = "/admin/snippets/choose/products/product/"


@pytest.fixture(autouse=True)
def owner(client):
    user = member("owner", "*")
    client.force_login(user)
    return user


@pytest.fixture
def goods():
    salt, clay = BrandPageFactory(title="Salt"), BrandPageFactory(title="Clay")
    bar = ProductFactory(name="Bar", korean_name="비누", brand=salt, category=CategoryFactory(), variants=[])
    stocked_variant(product=bar, sku="BAR-1", price=9000)
    VariantFactory(product=bar, sku="BAR-2", price=8000)
    ProductFactory(name="Mug", brand=clay, live=False)
    ProductFactory(name="Cup", brand=clay, live=False, expired=True)
    ProductFactory(name="Pot", brand=clay, has_unpublished_changes=True)
    return {"salt": salt, "clay": clay, "bar": bar}


def listed(client, query=""):
    response = client.get(LIST + query)
    assert response.status_code == 200
    return [product.name for product in response.context["object_list"]]


def test_columns(client, goods):
    page = client.get(LIST).content.decode()
    for text in (
        "Picture",
        "₩8,000",
        "sold out",
        "Salt",
        goods["salt"].problem.title,
        "live + draft",
        "expired",
    ):
        assert text in page
    bar = next(p for p in client.get(LIST).context["object_list"] if p.name == "Bar")
    assert (bar.listed_price, bar.free_pieces) == (8000, 10)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?ordering=name", ["Bar", "Cup", "Mug", "Pot"]),
        ("?ordering=-brand__title", ["Bar", "Pot", "Cup", "Mug"]),
        ("?ordering=listed_price", ["Bar", "Pot", "Cup", "Mug"]),
        ("?ordering=free_pieces", ["Pot", "Cup", "Mug", "Bar"]),
        ("?state=live", ["Pot", "Bar"]),
        ("?state=changed", ["Pot"]),
        ("?state=draft", ["Mug"]),
        ("?state=expired", ["Cup"]),
        ("?stock=in_stock", ["Bar"]),
        ("?stock=sold_out", ["Pot", "Cup", "Mug"]),
        ("?q=BAR-2", ["Bar"]),
        ("?q=비누", ["Bar"]),
        ("?q=salt", ["Bar"]),
        ("?q=%22%27", []),
        ("?q=b%00ar", ["Bar", "Cup", "Mug", "Pot"]),
    ],
)
def test_order_filters_and_search(client, goods, query, names):
    found = listed(client, query)
    assert sorted(found) == sorted(names)
    if query == "?ordering=name":
        assert found == names


def test_cheapest_first(client, goods):
    assert listed(client, "?ordering=listed_price")[0] == "Bar"
    assert listed(client, "?ordering=-free_pieces")[0] == "Bar"


def test_filters_by_what_it_belongs_to(client, goods):
    bar = goods["bar"]
    assert listed(client, f"?brand={goods['salt'].pk}") == ["Bar"]
    assert listed(client, f"?problem={goods['salt'].problem.pk}") == ["Bar"]
    assert listed(client, f"?category={bar.category.pk}") == ["Bar"]


def test_a_picture_named_like_a_script_is_escaped(client):
    image = MuseumImageFactory(title='"><script>alert(1)</script>')
    ProductImageFactory(image=image)
    page = client.get(LIST).content.decode()
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_a_lost_picture_is_a_dash(client):
    ProductImageFactory().image.delete()
    assert listed(client) == [Product.objects.get().name]


def test_fifty_a_page(client):
    ProductFactory.create_batch(51, brand=BrandPageFactory())
    assert len(listed(client)) == 50
    assert len(listed(client, "?p=2")) == 1


def test_a_scheduled_product_says_so(client):
    for live, name in ((False, "First"), (True, "Second")):
        product = ProductFactory(name=name, live=live)
        if live:
            product.save_revision().publish()
            product = Product.objects.get(pk=product.pk)
        product.go_live_at = timezone.now() + datetime.timedelta(hours=1)
        product.save_revision().publish()
    page = client.get(LIST).content.decode()
    assert "live + scheduled" in page
    assert page.count("scheduled") >= 2


@pytest.mark.parametrize("url", [LIST, CHOOSE])
def test_queries_do_not_grow(client, url):
    counts, have = [], 0
    for wanted in (1, 3, 15):
        for _ in range(wanted - have):
            ProductImageFactory(product=stocked_variant().product)
        have = wanted
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


def test_the_chooser_shows_picture_price_and_stock_and_finds(client, goods):
    page = client.get(CHOOSE).json()["html"]
    for text in ("Bar", "₩8,000", "sold out", "Picture"):
        assert text in page
    results = client.get(f"{CHOOSE}results/?q=BAR-2").content.decode()
    assert "Bar" in results
    assert "Mug" not in results
    assert "Pot" in client.get(f"{CHOOSE}results/?q=clay").content.decode()


def test_categories_stand_in_their_tree(client):
    second, first = CategoryFactory(title="B", sort_order=2), CategoryFactory(title="A", sort_order=1)
    below = CategoryFactory(title="Below", parent=first)
    CategoryFactory(title="Deep", parent=below)
    CategoryFactory(title="Other", parent=second)
    page = client.get("/admin/snippets/products/category/")
    assert [c.title for c in page.context["object_list"]] == ["A", "Below", "Deep", "B", "Other"]
    assert "— — Deep" in page.content.decode()
    sorted_page = client.get("/admin/snippets/products/category/?ordering=-title")
    assert sorted_page.context["object_list"][0].title == "Other"
    assert client.get("/admin/snippets/products/category/?q=deep").context["object_list"][0].title == "Deep"


def test_history_usage_and_comparison_open(client):
    product = ProductFactory()
    first = product.save_revision()
    product.name = "Changed"
    second = product.save_revision()
    for path in (
        f"history/{product.pk}/",
        f"usage/{product.pk}/",
        f"history/{product.pk}/revisions/compare/{first.pk}...{second.pk}/",
        f"history/{product.pk}/revisions/{first.pk}/view/",
        f"history/{product.pk}/revisions/{first.pk}/revert/",
    ):
        assert client.get(LIST + path).status_code == 200, path


def test_there_is_no_copying(client):
    assert client.get(f"{LIST}copy/{ProductFactory().pk}/").status_code == 404
