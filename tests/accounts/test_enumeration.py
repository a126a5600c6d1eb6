"""Whether an address has an account is told to nobody who does not have the account; how long the answers take is
measured by `make enumeration`."""

import re
from time import time

import pytest
from django.core import mail
from django.urls import reverse
from post_office.models import Email

from tests.accounts.test_sign_up import FORM
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "haneul@example.org", "nobody@example.org"


@pytest.fixture(autouse=True)
def user(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    museum()
    return UserFactory(username="haneul", phone="+821012345678")


def seen(answer) -> tuple[int, str, set[str], str]:
    """What a stranger gets to see, without what is new in every answer and what they typed themselves."""
    text = answer.content.decode()
    for typed in (KNOWN, UNKNOWN, "haneul", "nobody", "010-1234-5678", "010-9999-9999"):
        text = text.replace(typed, "…")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return answer.status_code, answer.get("Location", ""), set(answer.cookies), text


@pytest.mark.parametrize(
    ("known", "unknown"), [(KNOWN, UNKNOWN), ("haneul", "nobody"), ("010-1234-5678", "010-9999-9999")]
)
def test_logging_in(client, known, unknown):
    door = reverse("account_login")
    answers = [client.post(door, {"login": login, "password": "wrong"}) for login in (known, unknown)]
    assert seen(answers[0]) == seen(answers[1])


def test_a_closed_account_with_a_wrong_password_is_like_none(client, user):
    user.is_active = False
    user.save()
    door = reverse("account_login")
    answers = [client.post(door, {"login": login, "password": "wrong"}) for login in ("haneul", "nobody")]
    assert seen(answers[0]) == seen(answers[1])


def test_too_many_tries(client, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": (1, 300)}
    door = reverse("account_login")
    told = {}
    for login, address in (("haneul", "192.0.2.1"), ("nobody", "192.0.2.2")):
        form = {"login": login, "password": "wrong"}
        told[login] = [seen(client.post(door, form, REMOTE_ADDR=address)) for _ in range(2)]
    assert told["haneul"] == told["nobody"]
    assert told["haneul"][0] != told["haneul"][1]


class TestAForgottenPassword:
    def ask(self, client, email):
        return client.post(reverse("account_reset_password"), {"email": email}, follow=True)

    def test_the_answer(self, client):
        answers = [self.ask(client, email) for email in (KNOWN, UNKNOWN)]
        assert seen(answers[0]) == seen(answers[1])
        assert (
            answers[0].redirect_chain
            == answers[1].redirect_chain
            == [("/accounts/password/reset/done/", 303)]
        )

    def test_a_letter_goes_out_either_way_after_the_answer(
        self, client, settings, django_capture_on_commit_callbacks
    ):
        settings.EMAIL_BACKEND = "post_office.EmailBackend"
        for email in (KNOWN, UNKNOWN):
            with django_capture_on_commit_callbacks() as later:
                self.ask(client, email)
            assert len(later) == 1
        assert list(Email.objects.values_list("to", flat=True).order_by("pk")) == [[KNOWN], [UNKNOWN]]

    def test_somebody_closed_is_like_nobody(self, client, user):
        user.is_active = False
        user.save()
        assert seen(self.ask(client, KNOWN)) == seen(self.ask(client, UNKNOWN))
        assert [letter.subject for letter in mail.outbox] == ["There is no account with this address"] * 2

    def test_asked_too_often(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/h/key"}
        told = [
            [seen(self.ask(client, email)) for _ in range(2)]
            for email in (f"{time()}{KNOWN}", KNOWN, UNKNOWN)
        ]
        assert told[1] == told[2]
        assert [answer[0] for answer in told[1]] == [200, 429]


class TestWhereItMustBeTold:
    """A new account is open at once, so that its name and address must be free at once. There the number of tries is limited."""

    def test_signing_up_is_counted(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {"signup": "2/h/ip"}
        form = {**FORM, "username": "rain", "email": KNOWN}
        answers = [client.post(reverse("account_signup"), form) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[0].context["form"].errors == {"email": ["This e-mail is already in use."]}

    def test_changing_by_the_api_is_counted_too(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {"manage_email": "2/h/user"}
        client.force_login(UserFactory(username="rain"))
        asked = [
            client.patch("/api/v1/account/", {"email": KNOWN}, content_type="application/json")
            for _ in range(3)
        ]
        assert [answer.status_code for answer in asked] == [400, 400, 429]
        assert asked[0].json()["errors"] == {"email": ["This e-mail is already in use."]}

    def test_changing_is_counted_and_takes_a_log_in(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {"manage_email": "2/h/user"}
        client.force_login(UserFactory(username="rain", chosen_nickname="Rain"))
        form = {"username": "rain", "nickname": "Rain", "email": KNOWN}
        answers = [client.post("/account/details/", form) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[0].context["form"].errors == {"email": ["This e-mail is already in use."]}
