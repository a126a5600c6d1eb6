"""From the home page to a placed order, without an account."""

import pytest
from django.core import mail

from checkout.models import Order

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def fill_checkout(page):
    page.get_by_label("E-mail").fill("haneul@example.org")
    page.get_by_label("Receiver").fill("Kim Ha-neul")
    page.get_by_label("Phone").fill("010-1234-5678")
    page.get_by_label("Address", exact=True).fill("Teheran-ro 1")
    page.get_by_label("Postal code").fill("06236")
    page.get_by_label("City").fill("Seoul")
    page.get_by_label("Cash on delivery").check()
    page.get_by_label("I have read the terms").check()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_guest_walks_from_the_door_to_a_receipt(visit, small_museum, javascript, width):
    page = visit("/", javascript=javascript, width=width)
    page.goto("/brands/salt-and-sun/the-salt-road/")
    page.get_by_role("button", name="Add to cart").first.click()
    if javascript:
        page.locator("[data-answer]", has_text="In your cart").first.wait_for()
    page.goto("/cart/")
    assert page.locator(".basket__lines > li").count() == 1
    page.get_by_role("link", name="Go to checkout").click()
    fill_checkout(page)
    page.get_by_role("button", name="Place order").click()
    page.wait_for_url("**/orders/*/")
    order = Order.objects.get()
    assert page.url.endswith(f"/orders/{order.number}/")
    assert "₩15,000" in page.locator(".sum").first.inner_text()
    assert (order.total, order.lines.get().story.slug) == (15000, "the-salt-road")
    assert [message.to for message in mail.outbox] == [["haneul@example.org"]]
    page.reload()
    assert Order.objects.count() == 1


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_buy_now_is_three_clicks_and_one_form(visit, small_museum, javascript):
    page = visit("/brands/salt-and-sun/the-salt-road/", javascript=javascript, width=360)
    page.get_by_role("button", name="Buy now").first.click()
    fill_checkout(page)
    page.get_by_role("button", name="Place order").click()
    page.wait_for_url("**/orders/*/")
    assert Order.objects.get().lines.get().sku == "SALT-SOAP"


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_what_is_typed_wrong_is_told_and_kept(visit, small_museum, javascript):
    page = visit("/products/salt-soap/", javascript=javascript, width=360)
    page.get_by_role("button", name="Buy now").first.click()
    fill_checkout(page)
    page.get_by_label("Postal code").fill("123")
    page.get_by_role("button", name="Place order").click()
    page.get_by_text("A Korean postal code has five digits, like 06236.").first.wait_for()
    assert page.get_by_label("Postal code").input_value() == "123"
    assert page.get_by_label("Receiver").input_value() == "Kim Ha-neul"
    assert Order.objects.count() == 0


def test_the_buyer_cancels(visit, small_museum):
    page = visit("/products/salt-soap/")
    page.get_by_role("button", name="Buy now").first.click()
    fill_checkout(page)
    page.get_by_role("button", name="Place order").click()
    page.wait_for_url("**/orders/*/")
    page.get_by_text("Cancel this order").click()
    page.get_by_role("button", name="Yes, cancel it").click()
    page.get_by_role("heading", name="This order is cancelled").wait_for()
    assert Order.objects.get().status == "cancelled"


def test_an_order_placed_by_another_browser_is_not_shown(visit, small_museum):
    page = visit("/products/salt-soap/")
    page.get_by_role("button", name="Buy now").first.click()
    fill_checkout(page)
    page.get_by_role("button", name="Place order").click()
    page.wait_for_url("**/orders/*/")
    stranger = visit("/")
    assert stranger.goto(f"/orders/{Order.objects.get().number}/").status == 404
