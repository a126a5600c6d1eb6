"""How forms are answered, the library's as well as ours: 303, and for what failed 200, or 422 to htmx."""

import pytest
from django.test import Client

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
WRONG = [
    ("/accounts/login/", {"login": "haneul", "password": "wrong"}),
    ("/accounts/signup/", {"username": "haneul"}),
    ("/accounts/password/change/", {"oldpassword": "wrong"}),
    ("/accounts/reauthenticate/", {"password": "wrong"}),
    ("/accounts/3rdparty/", {"account": "1"}),
    ("/account/details/", {"username": ""}),
    ("/account/details/phone/", {"code": ""}),
    ("/account/details/phone/code/", {"bot_check_1": ""}),
    ("/account/addresses/add/", {"city": ""}),
    ("/account/privacy/news/", {}),
    ("/account/privacy/close/", {"password": "wrong"}),
]


@pytest.fixture(autouse=True)
def _house(settings):
    museum()
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def user():
    return UserFactory(username="haneul", phone="+821012345678")


@pytest.mark.parametrize(("path", "sent"), WRONG)
def test_one_that_failed(client, user, path, sent):
    if path not in ("/accounts/login/", "/accounts/signup/"):
        client.force_login(user)
    assert [client.post(path, sent, headers=headers).status_code for headers in ({}, HTMX)] == [200, 422]
    assert client.get(path, headers=HTMX).status_code in (200, 405)


def test_one_that_succeeded(client, user):
    answer = client.post("/accounts/login/", {"login": "haneul", "password": PASSWORD, "next": "/account/"})
    assert (answer.status_code, answer.reason_phrase, answer["Location"]) == (303, "See Other", "/account/")
    assert client.post("/accounts/logout/", headers=HTMX).status_code == 303


def test_whoever_has_to_log_in_first_comes_back_and_sends_it_then(client):
    answer = client.post("/accounts/password/change/?a=1", {"oldpassword": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/accounts/login/?next=/accounts/password/change/%3Fa%3D1",
    )


def test_whoever_is_led_on_without_a_form(client, user):
    client.force_login(user)
    assert client.get("/accounts/login/").status_code == 302


@pytest.mark.parametrize("door", ["/admin/login/", "/django-admin/login/"])
def test_the_admins_answer_as_their_scripts_expect(door):
    assert Client().post(door).status_code == 302
