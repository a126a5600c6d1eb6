"""A cart without a mouse and without looking: nothing that changes throws its reader out of place, and all of it is said."""

import pytest

from tests.factories.campaigns import CouponFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
FOCUSED = "document.activeElement.innerText.trim()"


def test_a_code_and_a_line_that_goes(visit, small_museum):
    CouponFactory(code="SPRING", percent=10)
    page = visit("/products/salt-soap/", width=360)
    page.get_by_role("button", name="Add to cart").first.click()
    page.locator("[data-answer]", has_text="In your cart").first.wait_for()
    page.goto("/cart/")
    page.get_by_text("Have a code?").press("Enter")
    page.get_by_label("Code").press_sequentially("spring")
    page.keyboard.press("Enter")
    page.get_by_text("SPRING is used.").first.wait_for()
    assert page.evaluate(FOCUSED) == "SPRING is used."
    page.get_by_role("status").get_by_text("To pay: ₩13,800.").wait_for()
    page.get_by_role("button", name="Remove Salt soap").press("Enter")
    page.get_by_text("Nothing in it yet.").wait_for()
    assert page.evaluate(FOCUSED) == "Cart"
    page.get_by_role("status").get_by_text("Nothing is in your cart.").wait_for()
