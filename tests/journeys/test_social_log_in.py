"""A browser on its way to Google and back: it asks the policy of our page about every redirect of the form."""

import pytest

from accounts.models import User
from tests.accounts.social_provider import google_person
from tests.accounts.social_visit import offered
from tests.factories.accounts import UserFactory
from tests.journeys.test_every_page import listen, problems

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BUTTON = "Go on with Google"


@pytest.fixture
def google(small_museum, live_server, settings, monkeypatch):
    settings.SITE_URL = live_server.url
    with offered("google", settings=settings, monkeypatch=monkeypatch) as provider:
        provider.person = google_person()
        provider.asks_people = True
        yield provider


def let_through(settings, *pages: str) -> None:
    policy = settings.CONTENT_SECURITY_POLICY
    directives = {**policy["DIRECTIVES"], "form-action": ["'self'", *pages]}
    settings.CONTENT_SECURITY_POLICY = {**policy, "DIRECTIVES": directives}


@pytest.mark.parametrize("javascript", [True, False])
def test_there_and_back_with_the_cart(visit, google, settings, small_museum, javascript):
    let_through(settings, google.url)
    page = visit(f"/products/{small_museum.slug}/", javascript=javascript)
    page.get_by_role("button", name="Add to cart").first.click()
    if javascript:
        page.locator("[data-answer]", has_text="In your cart").first.wait_for()
    page.goto("/accounts/login/?next=/cart/")
    page.get_by_role("button", name=BUTTON).click()
    page.get_by_role("link", name="Allow").click()
    page.wait_for_url("**/cart/")
    assert page.get_by_text("Salt soap").count() > 0
    assert User.objects.get().email == "haneul@example.org"


def test_control_a_page_that_the_policy_does_not_name_is_never_reached(visit, google, settings):
    let_through(settings)
    page = visit("/accounts/login/")
    with page.expect_console_message(lambda message: "form-action" in message.text):
        page.get_by_role("button", name=BUTTON).click()
    assert (google.asked, page.url.endswith("/accounts/login/")) == ([], True)


def test_what_is_asked_on_the_way_can_be_used_by_everybody(visit, google, settings):
    """An address that is somebody's whom nobody has asked yet: log in, or a new account?"""
    let_through(settings, google.url)
    google.asks_people = False
    reader = UserFactory(email=google.person["email"])
    page = visit("/accounts/login/", width=320)
    said = listen(page)
    found = [(path, problems(page, path, said)) for path in ("/accounts/login/", "/accounts/google/login/")]
    page.get_by_role("button", name="Go on to Google").click()
    page.get_by_role("heading", name="Do you have an account?").wait_for()
    found.append(("choice", problems(page, page.url, said)))
    page = visit("about:blank", width=320, user=reader)
    said = listen(page)
    found.append(("connections", problems(page, "/accounts/3rdparty/", said)))
    assert [entry for entry in found if entry[1]] == []
