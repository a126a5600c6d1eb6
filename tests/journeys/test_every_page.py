"""Every page template: no axe violation, valid HTML, no sideways scrolling at 320 pixels, no word on the console."""

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.checkout import placed_order

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/problems/",
    "/problems/safe-water/",
    "/brands/",
    "/brands/salt-and-sun/",
    "/brands/salt-and-sun/the-salt-road/",
    "/about/",
    "/products/",
    "/products/?q=nothing+like+it",
    "/products/salt-soap/",
    "/claims/1/",
    "/cart/",
    "/orders/find/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/no-such-page/",
]


def look(page, said: list[str]) -> None:
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []
    assert said == []
    assert page.evaluate("document.querySelectorAll('h1').length") == 1


def listen(page) -> list[str]:
    said: list[str] = []
    page.on(
        "console",
        lambda message: (
            said.append(f"{message.text} {message.location}") if message.type == "error" else None
        ),
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.mark.parametrize("path", PAGES)
def test_page(visit, small_museum, path):
    path = path.replace("/claims/1/", small_museum.product_claims.first().claim.get_absolute_url())
    page = visit("about:blank", width=320)
    said = listen(page)
    answer = page.goto(path)
    html5lib.HTMLParser(strict=True).parse(answer.text())
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    look(page, said if answer.status == 200 else [])


def test_pages_of_a_purchase(visit, small_museum):
    page = visit("/products/salt-soap/", width=320)
    said = listen(page)
    page.get_by_role("button", name="Add to cart").first.click()
    page.locator("[data-answer]", has_text="In your cart").first.wait_for()
    for path in ("/cart/", "/checkout/"):
        answer = page.goto(path)
        html5lib.HTMLParser(strict=True).parse(answer.text())
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        look(page, said)
    page.get_by_role("button", name="Place order").click()
    page.locator("[data-error-summary]").wait_for()
    look(page, said)


def test_pages_of_an_order(visit, small_museum):
    user = UserFactory()
    order = placed_order(user=user, payment_method="bank_transfer")
    page = visit("/accounts/login/", width=320)
    said = listen(page)
    page.get_by_label("Username").or_(page.locator("[name=login]")).first.fill(user.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    for path in (order.get_absolute_url(), "/account/"):
        answer = page.goto(path)
        assert answer.status == 200
        html5lib.HTMLParser(strict=True).parse(answer.text())
        look(page, said)
