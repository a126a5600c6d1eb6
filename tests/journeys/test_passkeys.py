"""Passkeys in a real browser, with a key that the browser makes up itself; and the pages of the second factor."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.second_factor import has_second_factor
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.second_factor import code_at, give_second_factor

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PAGES = ["", "totp/activate/", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "webauthn/"]


@pytest.fixture
def reader(small_museum):
    return UserFactory(username="haneul")


def type_password(page, user):
    page.goto("/accounts/login/?next=/accounts/2fa/")
    page.locator("[name=login]").fill(user.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def prove(page):
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def log_out(page):
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/")


def plug_in(page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def add_passkey(page, reader, *, alone: bool):
    plug_in(page)
    type_password(page, reader)
    page.get_by_role("link", name="Add a passkey").click()
    prove(page)
    page.get_by_label("Name", exact=True).fill("My desk")
    page.get_by_label("Log in with it alone").set_checked(alone)
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()


def test_a_passkey_alone_opens_the_account(visit, reader):
    page = visit("/")
    add_passkey(page, reader, alone=True)
    assert page.get_by_text("The passkey is added.").count() == 1
    assert has_second_factor(user=reader) is True
    log_out(page)
    page.goto("/accounts/login/?next=/accounts/2fa/webauthn/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.get_by_role("heading", name="Your passkeys").wait_for()
    assert page.get_by_role("heading", name="My desk").count() == 1
    assert page.get_by_text("It logs you in alone.").count() == 1


def test_a_passkey_after_the_password(visit, reader):
    page = visit("/")
    add_passkey(page, reader, alone=False)
    log_out(page)
    type_password(page, reader)
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url("**/accounts/2fa/")
    assert page.get_by_text("You have 1 passkey.").count() == 1


def test_a_closed_account_is_opened_by_no_passkey(visit, reader):
    page = visit("/")
    add_passkey(page, reader, alone=True)
    log_out(page)
    reader.is_active = False
    reader.save()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url("**/accounts/inactive/")
    page.goto("/accounts/2fa/")
    assert "/accounts/login/" in page.url


def test_what_the_browser_refuses_is_said(visit, reader):
    page = visit("/accounts/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error()) }")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.get_by_text("No passkey was used. You can try again.").wait_for()


def test_without_javascript_an_app_does_it_all(visit, reader):
    page = visit("/", javascript=False)
    assert page.goto("/accounts/login/").ok
    assert page.get_by_role("button", name="passkey").count() == 0
    type_password(page, reader)
    page.get_by_role("link", name="Set up an app").click()
    prove(page)
    secret = page.locator("#secret").inner_text()
    page.locator("[name=code]").fill(code_at(secret=secret))
    page.get_by_role("button", name="Set it up").click()
    assert page.locator(".codes li").count() == 10


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_can_be_used_by_everybody(visit, reader, width):
    give_second_factor(reader)
    page = visit("/", width=width)
    type_password(page, reader)
    page.wait_for_url("**/accounts/2fa/authenticate/")
    found = [("authenticate", problems(page))]
    page.locator("[name=code]").fill(code_at())
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/accounts/2fa/")
    page.goto("/accounts/2fa/totp/deactivate/")
    prove(page)
    page.wait_for_url("**/accounts/2fa/totp/deactivate/")
    for path in [f"2fa/{place}" for place in PAGES] + ["2fa/webauthn/add/", "sessions/"]:
        page.goto(f"/accounts/{path}")
        found.append((path, problems(page)))
    assert [entry for entry in found if entry[1]] == []


def problems(page) -> list:
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    violations = Axe().run(page, context="main").response["violations"]
    return [*(["scrolls sideways"] if wide else []), *(v["id"] for v in violations)]
