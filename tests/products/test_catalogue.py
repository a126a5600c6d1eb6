from decimal import Decimal
from itertools import product

import pytest
from django.db import transaction
from django.db.models import Min, Q

from products.best_sellers import recount_sales
from products.catalogue import Wish, list_products, read_shelves
from products.models import Product, Variant
from products.stock import reserve_stock, sell_stock
from tests.factories.brands import BrandPageFactory
from tests.factories.products import (
    OPENING,
    CategoryFactory,
    ProductFactory,
    VariantFactory,
    stocked_variant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def objects():
    """Three products, the oldest first: soap (in stock), mug (free of stock), cup (two variants)."""
    body = CategoryFactory(slug="body")
    bath = CategoryFactory(slug="bath", parent=body)
    salt = BrandPageFactory(title="Salt and Sun", slug="salt", korean_name="소금과 해")
    clay = BrandPageFactory(title="Clay", slug="clay", korean_name="흙")
    soap = ProductFactory(name="Sea soap", korean_name="바다 비누", brand=salt, category=bath, variants=[])
    stocked_variant(product=soap, price=5000)
    mug = ProductFactory(name="Mug", brand=clay, category=body, variants=[])
    VariantFactory(product=mug, price=Decimal(30000))
    cup = ProductFactory(name="Cup 100%", brand=clay, variants=[])
    VariantFactory(product=cup, price=Decimal(20000))
    VariantFactory(product=cup, price=Decimal(60000))
    return {"salt-problem": salt.problem.slug}


def listed(client, query=""):
    response = client.get(f"/products/{query}")
    assert response.status_code == 200
    return [product.name for product in response.context["products"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Cup 100%", "Mug", "Sea soap"]),
        ("?sort=newest", ["Cup 100%", "Mug", "Sea soap"]),
        ("?sort=price", ["Sea soap", "Cup 100%", "Mug"]),
        ("?sort=-price", ["Mug", "Cup 100%", "Sea soap"]),
        ("?sort=evil", ["Cup 100%", "Mug", "Sea soap"]),
        ("?sort=", ["Cup 100%", "Mug", "Sea soap"]),
        ("?category=body", ["Mug", "Sea soap"]),
        ("?category=bath", ["Sea soap"]),
        ("?category=nope", ["Cup 100%", "Mug", "Sea soap"]),
        ("?brand=clay", ["Cup 100%", "Mug"]),
        ("?brand=nope", ["Cup 100%", "Mug", "Sea soap"]),
        ("?problem=nope", ["Cup 100%", "Mug", "Sea soap"]),
        ("?min_price=20000", ["Cup 100%", "Mug"]),
        ("?max_price=20000", ["Cup 100%", "Sea soap"]),
        ("?min_price=31000&max_price=59000", []),
        ("?in_stock=on", ["Sea soap"]),
        ("?q=SOAP", ["Sea soap"]),
        ("?q=비누", ["Sea soap"]),
        ("?q=salt+soap", ["Sea soap"]),
        ("?q=소금", ["Sea soap"]),
        ("?q=100%25", ["Cup 100%"]),
        ("?q=mu%00g", ["Mug"]),
        ("?category=b%00ath", ["Sea soap"]),
        ("?q=%22%27)--", []),
        ("?brand=clay&q=mug&sort=price", ["Mug"]),
    ],
)
def test_filters_and_order(client, objects, query, names):
    assert listed(client, query) == names


def test_problem_filter(client, objects):
    assert listed(client, f"?problem={objects['salt-problem']}") == ["Sea soap"]


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("min_price=abc", "min_price", "Enter a number."),
        ("min_price=NaN", "min_price", "Enter a number."),
        ("max_price=-1", "max_price", "Ensure this value is greater than or equal to 0."),
        ("min_price=9&max_price=1", "max_price", "The highest price is below the lowest."),
        ("q=" + "a" * 101, "q", "Ensure this value has at most 100 characters (it has 101)."),
    ],
)
def test_what_cannot_be_read_is_an_error_beside_its_filter(client, objects, query, field, message):
    response = client.get(f"/products/?{query}")
    assert response.status_code == 200
    assert response.context["form"].errors == {field: [message]}
    assert response.context["total"] >= 2


def test_only_what_may_be_seen_and_has_a_price(client):
    ProductFactory(name="Shown")
    ProductFactory(live=False)
    ProductFactory(brand=BrandPageFactory(live=False))
    ProductFactory(variants=[])
    retired = ProductFactory(variants=[])
    VariantFactory(product=retired, is_offered=False)
    assert listed(client) == ["Shown"]


def test_popular_counts_what_was_promised_or_sold(client, objects):
    soap = Variant.objects.get(product__name="Sea soap")
    with transaction.atomic():
        reserve_stock(wanted={soap.pk: 3}, order_number="A", now=OPENING)
        sell_stock(promised={soap.pk: 2}, order_number="A", now=OPENING)
    assert listed(client, "?sort=popular") == ["Cup 100%", "Mug", "Sea soap"]
    recount_sales()
    assert listed(client, "?sort=popular") == ["Sea soap", "Cup 100%", "Mug"]


def test_by_price_is_by_the_lowest_price_of_what_is_offered():
    """Every product of up to three variants, each cheap or dear, offered or not, against the plain minimum."""
    brand = BrandPageFactory()
    kinds = list(product((1000, 2000), (True, False)))
    every = [some for count in range(4) for some in product(kinds, repeat=count)]
    shown = Product.objects.bulk_create(
        Product(brand=brand, slug=f"p-{number}", live=True) for number in range(len(every))
    )
    Variant.objects.bulk_create(
        Variant(product=of, sku=f"{of.slug}-{place}", price=price, is_offered=is_offered)
        for of, variants in zip(shown, every, strict=True)
        for place, (price, is_offered) in enumerate(variants)
    )
    lowest = Min("variants__price", filter=Q(variants__is_offered=True))
    plain = Product.objects.annotate(lowest=lowest).exclude(lowest=None)
    shelves = read_shelves()
    bounds = (None, Decimal(999), Decimal(1000), Decimal(1500), Decimal(2000))
    for least, most, (sort, order) in product(bounds, bounds, (("price", "lowest"), ("-price", "-lowest"))):
        inside = Q(variants__is_offered=True)
        inside &= Q(variants__price__gte=least or 0) & Q(variants__price__lte=most or 9999)
        fitting = plain.filter(pk__in=Product.objects.filter(inside)).order_by(order, "-pk")
        wish = Wish(sort=sort, min_price=least, max_price=most)
        listed = list_products(wish=wish, shelves=shelves).prefetch_related(None)
        assert [(one.pk, one.lowest_price) for one in listed] == list(fitting.values_list("pk", "lowest"))
        assert list_products(wish=wish, shelves=shelves).count() == len(listed)


def test_paging_is_honest(client):
    brand = BrandPageFactory()
    ProductFactory.create_batch(25, brand=brand)
    first = client.get("/products/")
    assert first.context["total"] == 25
    assert len(first.context["products"]) == 24
    assert len(client.get("/products/?page=2").context["products"]) == 1
    for page in ("9999", "abc", "0", "-1", "1.5", "２"):
        assert client.get("/products/", {"page": page}).status_code == 404


def test_an_empty_catalogue_has_a_page(client):
    assert listed(client) == []


def test_context_names_what_can_be_filtered(client, objects):
    context = client.get("/products/?sort=price").context
    assert [(shelf.slug, shelf.depth) for shelf in context["categories"]] == [("body", 0), ("bath", 1)]
    assert [brand.slug for brand in context["brands"]] == ["clay", "salt"]
    assert len(context["problems"]) == 2
    assert (context["sort"], context["total"]) == ("price", 3)


def test_the_filter_form_says_whether_anything_is_filtered(client, objects):
    assert client.get("/products/").context["form"].is_filtered is False
    assert client.get("/products/?sort=price").context["form"].is_filtered is True
    assert client.get("/products/?q=mug").context["form"].is_filtered is True
