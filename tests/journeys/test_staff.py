"""Editors tell, operators send: each in the Wagtail admin, and neither does the other's work."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from accounts.roles import EDITOR, OPERATOR, OWNER, give_role, let_publish
from brands.models import BrandIndexPage, BrandStoryPage
from checkout.models import Order
from products.models import Product
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.addresses import few_areas
from tests.factories.checkout import filled_cart, order_cart
from tests.factories.search import AskedTextFactory, EntryFactory, OpenedResultFactory
from tests.factories.second_factor import code_at

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

STORY = "/brands/salt-and-sun/the-salt-road/"
STATUS_FOR_A_SCRIPT = """path =>
    fetch(path, {headers: {"X-Requested-With": "XMLHttpRequest"}}).then(answer => answer.status)"""
# Who looks at it, where it is, and what of the page is ours: the menu and the bar on top are Wagtail's.
OWN_PARTS = {
    "orders": (OPERATOR, "/admin/orders/", ".result-list"),
    "order": (OPERATOR, "/admin/orders/inspect/{order}/", ".desk"),
    "step": (OPERATOR, "/admin/orders/{order}/packed/", ".desk"),
    "mails": (OPERATOR, "/admin/mails/", ".desk"),
    "customers": (OPERATOR, "/admin/reports/customers/", ".desk-listing"),
    "areas": (OPERATOR, "/admin/areas/?parent={province}", "#listing-results"),
    "stock": (OPERATOR, "/admin/stock/", ".nice-padding"),
    "searches": (EDITOR, "/admin/search/asked/", ".search-desk"),
    "products": (EDITOR, "/admin/snippets/products/product/", "table.listing"),
    "product": (EDITOR, "/admin/snippets/products/product/edit/{product}/#tab-stock", "#tab-stock"),
}


@pytest.fixture
def enter(visit, small_museum):
    """Logs a new member of staff in through the shop's own log-in: `enter(EDITOR)`."""

    def log_in(role: str):
        user = UserFactory(username=f"our-{role}")
        give_role(user=user, role=role)
        page = visit("/admin/")
        assert page.url.endswith("/accounts/login/?next=/admin/")
        page.locator("[name=login]").fill(user.username)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button").first.click()
        if role == OWNER:
            page.locator("[name=code]").fill(code_at())
            page.locator("main form button").first.click()
        page.wait_for_url("**/admin/")
        return page

    return log_in


@pytest.fixture
def order(small_museum) -> Order:
    return order_cart(filled_cart(small_museum.variants.first(), quantity=2))


def press_publish(page):
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.locator(".messages .success", has_text="published").wait_for()


def test_an_editor_publishes_a_story_under_a_new_title(enter, visit):
    let_publish(role=EDITOR, page=BrandIndexPage.objects.get())
    page = enter(EDITOR)
    page.goto(f"/admin/pages/{BrandStoryPage.objects.get().pk}/edit/")
    page.locator("#id_title").fill("The salt road, walked again")
    press_publish(page)
    assert visit(STORY).locator("h1").inner_text() == "The salt road, walked again"


def test_a_draft_of_a_product_is_seen_by_nobody_until_it_is_published(enter, visit, small_museum):
    address = f"/admin/snippets/products/product/edit/{small_museum.pk}/"
    page = enter(EDITOR)
    page.goto(address)
    page.locator("#id_name").fill("Salt soap, second pour")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("updated").wait_for()
    assert page.get_by_role("button", name="Publish", exact=True).count() == 0
    shopper = visit(small_museum.get_absolute_url())
    assert shopper.locator("h1").inner_text() == "Salt soap"
    assert Product.objects.get(pk=small_museum.pk).has_unpublished_changes is True

    owner = enter(OWNER)
    owner.goto(address)
    assert owner.locator("#id_name").input_value() == "Salt soap, second pour"
    press_publish(owner)
    shopper.reload()
    assert shopper.locator("h1").inner_text() == "Salt soap, second pour"
    stock = small_museum.variants.first().stock
    assert (stock.on_hand, stock.reserved) == (10, 0)


def test_an_operator_packs_and_ships_and_the_buyer_can_follow(enter, visit, order):
    page = enter(OPERATOR)
    page.get_by_role("button", name="Orders").click()
    page.get_by_role("link", name="Orders", exact=True).click()
    page.get_by_role("link", name=order.number).click()
    page.get_by_role("link", name="Packed", exact=True).click()
    page.get_by_role("button", name="Packed", exact=True).click()
    page.get_by_role("link", name="Send a parcel", exact=True).click()
    page.get_by_label("Carrier").fill("CJ Logistics")
    page.get_by_label("Tracking number").fill("6301-2277-8810")
    page.get_by_role("button", name="Send a parcel", exact=True).click()
    page.locator(".desk-status", has_text="Shipped").wait_for()

    buyer = visit(f"{order.get_absolute_url()}?token={order.access_token}")
    assert buyer.locator("h1").inner_text() == "It is on its way"
    assert buyer.locator("ol.steps:not(.steps--ahead) span").all_inner_texts() == [
        "You ordered",
        "We packed it",
        "It left our house",
    ]
    assert buyer.get_by_text("CJ Logistics, 6301-2277-8810").count() == 1
    stock = order.lines.get().variant.stock
    assert (stock.on_hand, stock.reserved, stock.sold) == (8, 0, 2)


def test_an_operator_edits_no_page(enter):
    page = enter(OPERATOR)
    page.goto(f"/admin/pages/{BrandStoryPage.objects.get().pk}/edit/")
    assert page.locator("#id_title").count() == 0
    assert page.get_by_role("button", name="Pages").count() == 0


def test_an_editor_sees_no_orders(enter, order):
    page = enter(EDITOR)
    assert page.get_by_role("button", name="Orders").count() == 0
    for path in ("/admin/orders/", f"/admin/orders/inspect/{order.pk}/", "/admin/mails/", "/admin/stock/"):
        # A person is sent back with a word of explanation, a script gets the status.
        assert page.evaluate(STATUS_FOR_A_SCRIPT, path) == 403
        page.goto(path)
        assert page.url.endswith("/admin/")
        page.get_by_text("you do not have permission").wait_for()


@pytest.mark.parametrize("role", sorted({role for role, _path, _part in OWN_PARTS.values()}))
def test_the_desk_can_be_used_by_everybody(enter, order, small_museum, role):
    page = enter(role)
    asked = AskedTextFactory(day=timezone.localdate())
    OpenedResultFactory(day=asked.day, text=asked.text, source_id=EntryFactory().source_id)
    named = {"order": order.pk, "product": small_museum.pk, "province": few_areas()["KR11"]}
    wrong = {}
    for place, (whose, path, own_part) in OWN_PARTS.items():
        if whose == role:
            page.goto(path.format(**named))
            page.locator(own_part).first.wait_for()
            violations = Axe().run(page, context=own_part).response["violations"]
            wrong[place] = [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations]
    assert {place: found for place, found in wrong.items() if found} == {}
