"""Every page template: no axe violation, valid HTML, no sideways scrolling at 320 pixels, no word on the console."""

import html5lib
import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts.address_book import remove_address
from accounts.consents import give_consent
from accounts.email_change import AddressConfirmation
from accounts.models import Consent, User
from accounts.news_links import stop_url
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.addresses import few_areas, kept_address
from tests.factories.checkout import placed_order
from tests.factories.posts import post

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
    "/products/salt-soap/reviews/",
    "/products/salt-soap/questions/",
    "/posts/",
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


def test_pages_for_everybody(visit, small_museum):
    claim = small_museum.product_claims.first().claim
    page = visit("about:blank", width=320)
    said = listen(page)
    wrong = {path: problems(page, path, said) for path in [*PAGES, claim.get_absolute_url()]}
    assert {path: found for path, found in wrong.items() if found} == {}


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


def problems(page, path: str, said: list[str]) -> list:
    """What is wrong with one page of many; `said` is what the browser has to say of it."""
    answer = page.goto(path)
    parser = html5lib.HTMLParser()
    parser.parse(answer.text())
    violations = Axe().run(page).response["violations"]
    found = [
        *parser.errors,
        *(said if answer.ok else []),
        *((violation["id"], [node["html"] for node in violation["nodes"]]) for violation in violations),
        *(["not one heading"] if page.evaluate("document.querySelectorAll('h1').length") != 1 else []),
        *(["scrolls sideways"] if page.evaluate("document.documentElement.scrollWidth") != 320 else []),
    ]
    said.clear()
    return found


def known_reader() -> tuple[User, dict[str, str]]:
    """Whose account has something to say on each of its pages; those and their headings."""
    cache.clear()
    areas = few_areas()
    user = UserFactory(username="haneul", phone="+821012345678")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    waiting = EmailAddress.objects.create(user=user, email="other@example.org")
    placed_order(email=user.email)
    address, _second, gone = (kept_address(user=user, area=areas["KR11110115"]) for _ in range(3))
    remove_address(user=user, address_id=gone.pk, now=timezone.now())
    give_consent(user=user, kind=Consent.Kind.MARKETING_MAIL, now=timezone.now())
    refused = post(author=user, status="refused")
    return user, {
        "/account/": "haneul",
        "/account/guest-orders/": "Orders you made as a guest",
        "/account/details/": "Your data",
        f"/account/addresses/?removed={gone.pk}": "Your addresses",
        "/account/addresses/add/": "Add an address",
        f"/account/addresses/{address.pk}/": "Change an address",
        "/account/posts/": "What you wrote",
        f"/account/posts/post/{refused.pk}/": "Change your post",
        f"/account/posts/post/{refused.pk}/remove/": "Take your post away",
        "/posts/write/": "Write a post",
        "/products/salt-soap/reviews/write/": "Write a review",
        "/products/salt-soap/questions/ask/": "Ask a question",
        "/account/privacy/": "Your privacy",
        "/account/privacy/close/": "Close your account",
        "/accounts/password/change/": "Change the password",
        "/accounts/3rdparty/": "Google and Kakao",
        reverse("account_confirm_email", args=[AddressConfirmation(waiting).key]): "Is this your address?",
        reverse("account_confirm_email", args=["cut-off"]): "This link does not work",
        stop_url(user=user, kind=Consent.Kind.MARKETING_MAIL): "Stop the news?",
        "/accounts/logout/": "Log out?",
    }


def reader_without_password() -> tuple[User, dict[str, str]]:
    user = UserFactory(email="")
    user.set_unusable_password()
    user.save()
    return user, {
        "/account/email/": "Where may we write to you?",
        "/account/details/": "Your data",
        "/account/addresses/": "Your addresses",
        "/account/privacy/": "Your privacy",
        "/account/privacy/close/": "Close your account",
        "/accounts/password/set/": "Choose a password",
        "/accounts/3rdparty/": "Google and Kakao",
    }


def nobody() -> tuple[None, dict[str, str]]:
    """Where letters lead, and what is said at the doors."""
    user = UserFactory()
    address = EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    reset = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
    return None, {
        "/accounts/inactive/": "This account is closed",
        "/accounts/confirm-email/": "Look into your mail",
        reverse(
            "account_confirm_email", args=[AddressConfirmation(address).key]
        ): "This address is confirmed",
        reverse("account_confirm_email", args=["cut-off"]): "This link does not work",
        "/accounts/password/reset/done/": "Look into your mail",
        reset: "New password",
        f"{reset[:-2]}x/": "This link no longer works",
        "/accounts/password/reset/key/done/": "Your password is changed",
        stop_url(user=user, kind=Consent.Kind.MARKETING_MAIL): "You get no more news from us",
        "/accounts/3rdparty/login/cancelled/": "Not logged in",
        "/accounts/3rdparty/login/error/": "This log-in is no longer open",
    }


@pytest.mark.parametrize("who", [known_reader, reader_without_password, nobody])
def test_pages_about_accounts(visit, small_museum, live_server, settings, who):
    settings.SITE_URL = live_server.url
    user, headings = who()
    page = visit("about:blank", width=320, user=user)
    said = listen(page)
    found = {path: (problems(page, path, said), page.locator("h1").all_inner_texts()) for path in headings}
    assert found == {path: ([], [heading]) for path, heading in headings.items()}
