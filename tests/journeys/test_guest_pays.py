"""A guest pays by card: over there it succeeds, fails or takes its time, and the order tells the truth."""

import copy
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail

from checkout.models import Order
from checkout.settlement import reconcile_payments
from tests.journeys.test_guest_buys import fill_checkout

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SCRIPT_OR_NOT = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])


@pytest.fixture
def till(visit, small_museum, sandbox, settings, live_server):
    """Brings a guest with a filled-in checkout before the provider's page."""
    settings.SITE_URL = live_server.url
    policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["form-action"] = [*policy["DIRECTIVES"]["form-action"], sandbox.url]
    settings.CONTENT_SECURITY_POLICY = policy

    def walk_to(*, javascript: bool):
        page = visit("/products/salt-soap/", javascript=javascript, width=360)
        page.get_by_role("button", name="Buy now").first.click()
        fill_checkout(page)
        page.get_by_label("Card (test payment)").check()
        page.get_by_role("button", name="Place order").click()
        page.wait_for_url(f"{sandbox.url}/pay/*")
        return page

    return walk_to


def kinds() -> list[str]:
    return sorted(Order.objects.get().mails.values_list("kind", flat=True))


@SCRIPT_OR_NOT
def test_a_payment_that_succeeds(till, javascript):
    page = till(javascript=javascript)
    page.get_by_role("button", name="Pay ₩15,000").click()
    page.get_by_role("heading", name="Thank you. It is yours.").wait_for()
    order = Order.objects.get()
    assert page.url.endswith(order.get_absolute_url())
    assert (order.status, order.is_paid) == ("paid", True)
    assert "Paid" in page.locator(".purse").inner_text()
    assert kinds() == ["order_confirmation", "payment_received"]
    assert {message.to[0] for message in mail.outbox} == {"haneul@example.org"}


@SCRIPT_OR_NOT
def test_a_payment_that_fails_is_tried_again(till, javascript):
    page = till(javascript=javascript)
    page.get_by_role("button", name="Let it fail").click()
    page.get_by_role("heading", name="The payment did not go through").wait_for()
    assert Order.objects.get().status == "pending_payment"
    page.get_by_role("button", name=re.compile("^Pay now")).click()
    page.get_by_role("button", name="Pay ₩15,000").click()
    page.get_by_role("heading", name="Thank you. It is yours.").wait_for()
    assert Order.objects.get().status == "paid"


@SCRIPT_OR_NOT
def test_a_bank_that_takes_its_time(till, sandbox, javascript):
    page = till(javascript=javascript)
    order = Order.objects.get()
    page.goto(f"/checkout/return/{order.number}/")
    page.get_by_role("heading", name="We are confirming your payment").wait_for()
    if javascript:
        assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
    sandbox.pay(order.last_attempt.provider_ref)
    page.get_by_role("heading", name="Thank you. It is yours.").wait_for()
    assert Order.objects.get().status == "paid"


def test_a_guest_who_never_comes_back_has_paid_all_the_same(till, sandbox):
    page = till(javascript=True)
    order = Order.objects.get()
    page.close()
    sandbox.pay(order.last_attempt.provider_ref)
    reconcile_payments(now=order.placed_at)
    order.refresh_from_db()
    assert order.status == "paid"
