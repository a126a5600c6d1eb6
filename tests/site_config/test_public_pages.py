"""What holds for every page that a visitor can open."""

import re
from collections import Counter
from html import unescape

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandPageFactory, BrandStoryPageFactory
from tests.factories.checkout import placed_order
from tests.factories.home import PlainPageFactory
from tests.factories.museum import museum
from tests.factories.products import ProductClaimFactory, VariantFactory, stocked_variant

pytestmark = pytest.mark.django_db

FIXED = [
    "/cart/",
    "/posts/",
    "/orders/find/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
]
OF_ACCOUNTS = [
    "/account/",
    "/account/?page=2",
    "/checkout/",
    "/account/details/",
    "/account/details/phone/",
    "/account/addresses/",
    "/account/posts/",
    "/posts/write/",
    "/account/privacy/",
    "/accounts/password/change/",
    "/accounts/logout/",
]
LISTS = ["/problems/", "/brands/", "/products/"]


@pytest.fixture
def full_museum():
    """A second page of every list, and one page of every kind; answers a variant on sale."""
    museum()
    variant = stocked_variant()
    ProductClaimFactory(product=variant.product)
    BrandStoryPageFactory(parent=variant.product.brand)
    PlainPageFactory(title="About")
    for _ in range(13):
        BrandPageFactory()
    for _ in range(24):
        VariantFactory(product__brand=variant.product.brand)
    return variant


@pytest.fixture
def shopper(full_museum):
    """Somebody with a filled cart and two pages of orders."""
    user = UserFactory()
    for _ in range(6):
        placed_order(user=user)
    client = Client()
    client.force_login(user)
    client.post("/cart/add/", {"sku": full_museum.sku, "quantity": "1"})
    return client


def in_the_sitemap(client) -> list[str]:
    found = re.findall(r"<loc>https?://[^/]+(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    return [address or "/" for address in found]


def title_of(client, address: str) -> str:
    answer = client.get(address)
    html = answer.content.decode()
    headings = re.findall(r"<h1[ >]", html)
    assert (address, answer.status_code, len(headings)) == (address, 200, 1)
    (title,) = re.findall(r"<title>(.*?)</title>", html, re.DOTALL)
    return " ".join(unescape(title).split())


def test_every_page_has_a_title_of_its_own_and_one_heading(client, shopper, full_museum):
    claim = full_museum.product.product_claims.get().claim
    open_to_all = {*in_the_sitemap(client), *FIXED, *LISTS, claim.get_absolute_url()}
    open_to_all |= {f"{address}?page=2" for address in LISTS}
    open_to_all.add(f"/brands/?problem={full_museum.product.brand.problem.slug}")
    titles = {address: title_of(client, address) for address in open_to_all}
    titles |= {address: title_of(shopper, address) for address in OF_ACCOUNTS}
    twice = {title for title, count in Counter(titles.values()).items() if count > 1}
    assert {address: title for address, title in titles.items() if title in twice} == {}
    assert titles["/"] == "A museum you can buy from · Impact Museum"
    assert titles["/brands/?page=2"] == "Brands · page 2 · Impact Museum"


def test_a_page_that_a_list_does_not_have_is_not_found(client):
    museum()
    client.force_login(UserFactory())
    for number in ["2", "9999", "abc", "0", "-1", "1.0", "٢", "%00"]:
        for address in [*LISTS, "/posts/", "/account/posts/", "/account/"]:
            answer = client.get(f"{address}?page={number}")
            assert (address, number, answer.status_code) == (address, number, 404)
            assert "Nothing hangs here" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/nope/",
        "/products/nope/",
        "/brands/nope/",
        "/problems/nope/",
        "/claims/999999/",
        "/orders/nope/",
        "/checkout/?buy=nope",
        "/%00/",
        "/orders/a%00b/",
    ],
)
def test_the_unknown_is_not_found_in_the_sites_own_dress(client, address):
    museum()
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Nothing hangs here" in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/cart/add/", {"sku": "\x00", "quantity": "1"}),
        ("/cart/add/", {"sku": "\x00", "quantity": "none"}),
        ("/checkout/buy-now/", {"sku": "\x00", "quantity": "none"}),
        ("/orders/find/", {"number": "\x00", "email": "a@museum.example"}),
        ("/checkout/totals/", {"country": "\x00", "postcode": "\x00", "shipping_method": "\x00"}),
        ("/accounts/login/", {"login": "\x00", "password": "\x00"}),
    ],
)
def test_a_character_that_no_database_keeps_is_no_failure(client, address, form):
    museum()
    assert client.post(address, form).status_code in {200, 404}
