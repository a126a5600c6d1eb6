"""The letters about an account: text and HTML, one link, nothing that somebody typed."""

import re
from html import unescape

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context
from django.core import mail
from django.urls import reverse

from accounts.letters import write_account_letter
from tests.accounts.test_sign_up import FORM
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.log_ins import note_log_in
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
NEW = {"password1": "another long sentence", "password2": "another long sentence"}
CONFIRM = r"https://museum\.example/accounts/confirm-email/[-:\w]+/"
RESET = r"https://museum\.example/accounts/password/reset/"


@pytest.fixture(autouse=True)
def _museum(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    settings.SITE_URL = "https://museum.example"
    museum()


@pytest.fixture
def user():
    user = UserFactory(username="haneul")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def links(text: str) -> list[str]:
    return re.findall(r"https?://[^\s\"<>]+", unescape(text))


def only_letter() -> tuple[str, list[str], str]:
    """Subject, receivers and the link of the one letter there is."""
    (letter,) = mail.outbox
    ((html, kind),) = letter.alternatives
    assert kind == "text/html"
    assert re.findall(r'href="', html) == ['href="']
    (link,) = links(letter.body)
    assert links(html) == [link]
    assert "<style" not in html or "style=" in html
    return letter.subject, letter.to, link


def test_a_new_account(client):
    client.post(reverse("account_signup"), FORM)
    subject, to, link = only_letter()
    assert (subject, to) == ("Welcome. Please confirm your e-mail address", ["haneul@example.org"])
    assert re.fullmatch(CONFIRM, link)
    assert [name for name in ("haneul", "하늘") if name in mail.outbox[0].body] == []


def test_another_e_mail(client, user):
    client.force_login(user)
    names = {"username": "haneul", "nickname": user.profile.nickname}
    form = {**names, "email": "new@example.org", "password": PASSWORD}
    client.post("/account/details/", form)
    subject, to, link = only_letter()
    assert (subject, to) == ("Please confirm your e-mail address", ["new@example.org"])
    assert re.fullmatch(CONFIRM, link)
    mail.outbox.clear()
    client.post(link.removeprefix("https://museum.example"))
    assert only_letter() == (
        "Your account has another e-mail",
        ["haneul@example.org"],
        "https://museum.example/accounts/password/reset/",
    )
    assert "now has the e-mail new@example.org. This one, haneul@example.org," in mail.outbox[0].body


def test_a_forgotten_password(client, user):
    client.post(reverse("account_reset_password"), {"email": "HANEUL@example.org"})
    subject, to, link = only_letter()
    assert (subject, to) == ("Choose a new password", ["haneul@example.org"])
    assert re.fullmatch(RESET + r"key/[0-9a-z]+-[-0-9a-z]+/", link)
    mail.outbox.clear()
    form = client.get(link.removeprefix("https://museum.example"))["Location"]
    client.post(form, NEW)
    assert only_letter() == (
        "Your password is changed",
        ["haneul@example.org"],
        "https://museum.example/accounts/password/reset/",
    )
    assert "from the address 127.0.0.1." in mail.outbox[0].body
    assert "and API tokens of the account, if there were any, are revoked." in mail.outbox[0].body


def test_a_forgotten_password_of_nobody(client):
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert only_letter() == (
        "There is no account with this address",
        ["nobody@example.org"],
        "https://museum.example/accounts/signup/",
    )


@pytest.mark.parametrize(
    ("door", "form", "has_password", "subject"),
    [
        ("account_change_password", {"oldpassword": PASSWORD, **NEW}, True, "Your password is changed"),
        ("account_set_password", NEW, False, "Your account has a password"),
    ],
)
def test_a_changed_password(client, user, door, form, has_password, subject):
    if not has_password:
        user.set_unusable_password()
        user.save()
    client.force_login(user)
    note_log_in(client, user)
    client.post(reverse(door), form, headers={"User-Agent": "Come to https://evil.example/"})
    assert only_letter() == (
        subject,
        ["haneul@example.org"],
        "https://museum.example/accounts/password/reset/",
    )


def test_a_letter_of_which_only_the_text_is_written_looks_like_the_others(rf, user):
    request = rf.post("/")
    with context.request_context(request):
        facts = {"deleted_email": "old@example.org"}
        get_adapter(request).send_notification_mail("account/email/email_deleted", user, facts)
    subject, _to, link = only_letter()
    assert (subject, link) == ("Email Removed", "https://museum.example/accounts/password/reset/")
    (html, _kind) = mail.outbox[0].alternatives[0]
    assert re.search(r"<h1[^>]*>(.*?)</h1>", html)[1] == subject
    assert "Email address old@example.org has been removed from your account." in html


def test_the_words(settings):
    letter = write_account_letter(
        template="account/email/email_confirmation", facts={"activate_url": "https://museum.example/x/"}
    )
    assert letter.text == (
        "Impact Museum\n\n"
        "Is this your address?\n\n"
        "It was given to us for an account. Open the page and press the button there. It works for 24 hours, and once.\n\n"
        "https://museum.example/x/\n\n"
        "Was it not you? Then do nothing: without the button the address does not count, and we will not write again.\n"
    )
