"""A guest moves an order to another address, and sends something back with a photo of it."""

from io import BytesIO

import html5lib
import pytest
from django.utils import timezone
from PIL import Image

from checkout.models import Order, ReturnLine
from checkout.order_life import mark_delivered, ship_order
from tests.factories.checkout import placed_order
from tests.journeys.test_every_page import listen, look

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SCRIPT_OR_NOT = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])


def opened(visit, order: Order, *, javascript: bool):
    """The order's page as the link in the mail opens it, and what the browser says of it."""
    page = visit("about:blank", javascript=javascript, width=320)
    said = listen(page)
    answer = page.goto(f"{order.get_absolute_url()}?token={order.access_token}")
    html5lib.HTMLParser(strict=True).parse(answer.text())
    return page, said


def check(page, said: list[str], *, javascript: bool) -> None:
    """Axe is a script itself: without JavaScript only a person can look."""
    if javascript:
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        look(page, said)


@SCRIPT_OR_NOT
def test_to_another_address(visit, small_museum, javascript):
    order = placed_order(now=timezone.now())
    page, said = opened(visit, order, javascript=javascript)
    page.get_by_role("link", name="Change the address").click()
    page.get_by_label("Postal code").fill("123")
    page.get_by_label("Address", exact=True).fill("Jahamun-ro 24")
    page.get_by_role("button", name="Send it there").click()
    page.get_by_text("A Korean postal code has five digits, like 06236.").first.wait_for()
    assert page.get_by_label("Address", exact=True).input_value() == "Jahamun-ro 24"
    check(page, said, javascript=javascript)
    page.get_by_label("Postal code").fill("03042")
    page.get_by_role("button", name="Send it there").click()
    page.get_by_text("Your order goes to this address now.").wait_for()
    order.refresh_from_db()
    assert (order.address_line1, order.postcode) == ("Jahamun-ro 24", "03042")
    check(page, said, javascript=javascript)


@SCRIPT_OR_NOT
def test_something_goes_back(visit, small_museum, javascript):
    order = placed_order(quantity=2, now=timezone.now())
    shipment = ship_order(order=order, carrier="", tracking_number="", actor=None, now=timezone.now())
    mark_delivered(order=shipment.order, actor=None, now=timezone.now())
    page, said = opened(visit, order, javascript=javascript)
    page.get_by_role("link", name="Send something back").first.click()
    check(page, said, javascript=javascript)
    page.get_by_role("button", name="Ask to send it back").click()
    page.get_by_text("Choose at least one piece.").wait_for()
    page.get_by_label("Pieces to send back").select_option("1")
    page.get_by_label("Why").select_option(label="It arrived damaged")
    page.get_by_text("Tell or show more").click()
    page.get_by_label("In your words").fill("It came in two")
    photo = BytesIO()
    Image.new("RGB", (600, 400), "brown").save(photo, "PNG")
    page.get_by_label("Photo").set_input_files(
        {"name": "broken.png", "mimeType": "image/png", "buffer": photo.getvalue()}
    )
    check(page, said, javascript=javascript)
    page.get_by_role("button", name="Ask to send it back").click()
    page.get_by_role("heading", name="What you send back").wait_for()
    line = ReturnLine.objects.get()
    assert (line.quantity, line.reason, line.note) == (1, "damaged", "It came in two")
    check(page, said, javascript=javascript)
    answer = page.request.get(page.get_by_role("link", name="Your photo").get_attribute("href"))
    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")


@SCRIPT_OR_NOT
def test_cancelling_tells_first_what_happens_to_the_money(visit, small_museum, javascript):
    order = placed_order(payment_method="bank_transfer", now=timezone.now())
    page, said = opened(visit, order, javascript=javascript)
    assert not page.get_by_role("button", name="Yes, cancel it").is_visible()
    page.get_by_text("Cancel this order").click()
    page.get_by_text("Nothing will be sent, and nothing has to be paid.").wait_for()
    check(page, said, javascript=javascript)
    page.get_by_role("button", name="Yes, cancel it").click()
    page.get_by_role("heading", name="This order is cancelled").wait_for()
    order.refresh_from_db()
    assert order.status == "cancelled"
