"""A mobile number is proved, with a script and without, past a picture that somebody can see."""

import re

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from captcha.models import CaptchaStore
from django.utils import timezone

from accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory
from tests.solapi_server import SolapiServer

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def provider(settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sms": (5, 3600), "login": (50, 300)}
    with SolapiServer(now=timezone.now()) as server:
        settings.SMS_URL = server.sms_url
        yield server


def look(page) -> None:
    """As far as a page without scripts can be looked at."""
    page.wait_for_load_state()
    html5lib.HTMLParser(strict=True).parse(f"<!doctype html>{page.content().partition('>')[2]}")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations] == []


def letters(page) -> str:
    key = page.locator("[name=bot_check_0]").input_value()
    assert (
        page.locator(f"img[src='/captcha/image/{key}/']").evaluate("picture => picture.naturalWidth") == 280
    )
    return CaptchaStore.objects.get(hashkey=key).response


def log_in(page, user, password: str = PASSWORD) -> None:
    page.locator("[name=login]").fill(user.username)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_load_state()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_from_the_log_in_to_a_verified_number(visit, small_museum, provider, javascript):
    user = UserFactory(username="haneul", phone="+821012345678")
    page = visit("/accounts/login/", width=320, javascript=javascript)
    log_in(page, user)
    page.goto("/account/details/")
    page.get_by_role("link", name="Verify the mobile number").click()
    page.wait_for_url("**/account/details/phone/")
    if javascript:
        look(page)
    page.get_by_label("Letters of the picture").fill("wrong")
    page.get_by_role("button", name="Send me a code").click()
    page.locator("[data-error-summary]").wait_for()
    if javascript:
        look(page)
    page.get_by_label("Letters of the picture").fill(letters(page).upper())
    page.get_by_role("button", name="Send me a code").click()
    field = page.get_by_label("Code from the text message")
    field.wait_for()
    if javascript:
        look(page)
    code = re.search("[0-9]{6}", provider.taken[-1]["text"])[0]
    field.fill(code)
    page.get_by_role("button", name="Verify the number").click()
    page.get_by_text("✓ verified").wait_for()
    if javascript:
        look(page)
    assert User.objects.get().phone_verified_at is not None


def test_the_picture_at_the_log_in(visit, small_museum, provider):
    user = UserFactory(username="haneul")
    page = visit("/accounts/login/", width=320)
    for _ in range(3):
        log_in(page, user, "wrong")
    page.get_by_label("Letters of the picture").fill(letters(page))
    look(page)
    log_in(page, user)
    page.wait_for_url("**/")
    assert page.get_by_role("button", name="Log in", exact=True).count() == 0
