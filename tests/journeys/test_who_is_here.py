"""Pages that are the same for everybody, and what a browser makes of them for whoever sits in front of it."""

import pytest

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.products import ProductImageFactory, stocked_variant

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def header_of(page) -> list[str]:
    """The words of the links that are to be seen beside the cart."""
    page.locator("body[data-visitor]").wait_for()
    links = page.locator(".house__who a")
    return [link.inner_text() for link in links.all() if link.is_visible()]


def log_in(page, user) -> None:
    page.goto("/accounts/login/")
    fill_in(page, user)
    page.wait_for_url(lambda url: "/accounts/" not in url)


def fill_in(page, user) -> None:
    page.locator("[name=login]").fill(user.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()


def test_the_header_knows_who_is_here(visit, small_museum):
    page = visit("/products/salt-soap/?sku=SALT-PINE")
    assert header_of(page) == ["Log in", "Sign up"]
    page.locator(".house__who").get_by_text("Log in").click()
    fill_in(page, UserFactory(chosen_nickname="Haneul"))
    page.wait_for_url("**/products/salt-soap/?sku=SALT-PINE")
    for path in ("/", "/products/salt-soap/"):
        page.goto(path)
        assert header_of(page) == ["Haneul", "Log out"]
    small = visit("/", width=360)
    assert header_of(small) == ["Log in"]


def test_without_javascript_one_door_serves_both(visit, small_museum):
    page = visit("/", javascript=False)
    links = page.locator(".house__who a")
    assert [link.inner_text() for link in links.all() if link.is_visible()] == ["Account"]


def test_a_guest_finds_again_what_they_looked_at(visit, small_museum):
    other = stocked_variant(product__name="Sea towel", product__brand=small_museum.brand).product
    ProductImageFactory(product=other)
    page = visit("/products/salt-soap/")
    page.locator("body[data-visitor=guest]").wait_for()
    assert page.locator("[data-seen]").is_visible() is False
    page.goto(other.url)
    page.locator("[data-seen]").wait_for()
    assert page.locator("[data-seen] .card__title").all_inner_texts() == ["Salt soap"]
    log_in(page, UserFactory())
    page.goto("/products/salt-soap/")
    page.locator("body[data-visitor=reader]").wait_for()
    page.wait_for_function("localStorage.getItem('seen') === null")
    assert page.locator("[data-seen]").is_visible() is False
    page.goto("/account/")
    assert page.locator("[aria-labelledby=seen-title] .card__title").all_inner_texts() == ["Salt soap"]
