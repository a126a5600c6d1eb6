"""A real browser in front of a small museum."""

import os

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.factories.brands import BrandMemberFactory, BrandPageFactory, BrandStoryPageFactory
from tests.factories.checkout import standard_shipping
from tests.factories.home import PlainPageFactory
from tests.factories.museum import museum
from tests.factories.problems import ProblemPageFactory
from tests.factories.products import ProductClaimFactory, ProductImageFactory, VariantFactory, stocked_variant
from tests.factories.stories import MuseumImageFactory

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    # Playwright's loop runs in this thread; Django would otherwise refuse its ORM beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=os.environ["CHROMIUM_PATH"], args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server):
    """Opens a page of a visitor's own: `visit("/", javascript=False, width=360)`; `user` has logged in already."""
    contexts = []

    def open_page(path: str, *, javascript: bool = True, width: int = 1280, user=None):
        context = chromium.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 800},
            bypass_csp=False,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        if user is not None:
            context.add_cookies([{**_session_of(user), "url": live_server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def _session_of(user) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}


@pytest.fixture
def small_museum(transactional_db):
    """One room, one brand, one story in which two products stand; answers the product."""
    building = museum()
    standard_shipping()
    problem = ProblemPageFactory(
        title="Safe water", slug="safe-water", cover=MuseumImageFactory(), cover_alt="A well"
    )
    brand = BrandPageFactory(title="Salt and Sun", slug="salt-and-sun", problem=problem)
    BrandMemberFactory(brand=brand)
    variant = stocked_variant(
        pieces=10,
        price=12000,
        sku="SALT-SOAP",
        options={"scent": "Lavender"},
        product__name="Salt soap",
        product__slug="salt-soap",
        product__brand=brand,
    )
    product = variant.product
    VariantFactory(product=product, sku="SALT-PINE", options={"scent": "Pine"})
    ProductImageFactory(product=product)
    ProductClaimFactory(product=product)
    BrandStoryPageFactory(
        parent=brand,
        title="The salt road",
        slug="the-salt-road",
        body=[
            ("paragraph", "<p>Salt came over the hill on the backs of women.</p>"),
            ("heading", "What it washes"),
            ("product", {"product": product, "note": "It stands here because of the salt."}),
            (
                "shop_the_story",
                {"title": "From this story", "items": [{"product": product, "role": "made", "caption": ""}]},
            ),
        ],
    )
    PlainPageFactory(parent=building.home, title="About", slug="about")
    return product
