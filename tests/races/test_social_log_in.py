"""Answers of one provider, or of two, that come back at the same moment: one account, and everybody is in."""

import threading

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.test import Client

from accounts import social_adapter
from accounts.models import Profile, User
from tests.accounts.social_provider import google_person, kakao_person
from tests.accounts.social_visit import log_in, offered, way_back
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.museum import museum
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
PARALLEL = 4


@pytest.fixture
def google(settings, monkeypatch):
    with offered("google", settings=settings, monkeypatch=monkeypatch) as provider:
        provider.person = google_person()
        yield provider


@pytest.fixture
def kakao(settings, monkeypatch):
    with offered("kakao", settings=settings, monkeypatch=monkeypatch) as provider:
        provider.person = kakao_person(email="haneul@example.org")
        yield provider


@pytest.fixture(autouse=True)
def _museum(transactional_db):
    museum()


@pytest.fixture
def all_know_nobody_yet(monkeypatch):
    """Everybody has looked for an account before anybody makes one."""

    def hold(count: int):
        looked = threading.Barrier(count)
        original = social_adapter.SocialAdapter.is_auto_signup_allowed

        def wait(self, request, sociallogin):
            answer = original(self, request, sociallogin)
            if not sociallogin.state.get("is_second_try"):
                looked.wait(timeout=20)
            return answer

        monkeypatch.setattr(social_adapter.SocialAdapter, "is_auto_signup_allowed", wait)

    return hold


def come_back(client: Client, back: str):
    try:
        response = client.get(back)
        return response.status_code, response["Location"], client.session["_auth_user_id"]
    finally:
        connection.close()


def at_once(*ways):
    pairs = [(Client(raise_request_exception=False), provider) for provider in ways]
    backs = [(client, way_back(client, provider)) for client, provider in pairs]
    return all_at_once([lambda pair=pair: come_back(*pair) for pair in backs])


def test_control_without_the_second_try_somebody_stays_outside(google, all_know_nobody_yet, monkeypatch):
    def give_up(self, request, sociallogin, untouched, overtaken):
        raise overtaken

    monkeypatch.setattr(social_adapter.SocialAdapter, "_try_again", give_up)
    all_know_nobody_yet(2)
    answers = at_once(google, google)
    assert sorted(isinstance(answer, tuple) for answer in answers) == [False, True]


def test_one_account_of_a_provider(google, all_know_nobody_yet):
    all_know_nobody_yet(PARALLEL)
    answers = at_once(*[google] * PARALLEL)
    user = User.objects.get()
    assert answers == [(302, "/", str(user.pk))] * PARALLEL
    assert (SocialAccount.objects.count(), Profile.objects.count(), EmailAddress.objects.count()) == (1, 1, 1)


def test_one_address_at_two_providers(google, kakao, all_know_nobody_yet):
    all_know_nobody_yet(2)
    answers = at_once(google, kakao)
    user = User.objects.get()
    assert answers == [(302, "/", str(user.pk))] * 2
    assert sorted(SocialAccount.objects.values_list("user_id", "provider")) == [
        (user.pk, "google"),
        (user.pk, "kakao"),
    ]


def test_an_account_that_is_joined_by_two_answers_at_once(google, monkeypatch):
    owner = UserFactory(email="haneul@example.org")
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    found = threading.Barrier(2)
    original = social_adapter.find_joinable

    def find(**facts):
        joinable = original(**facts)
        found.wait(timeout=20)
        return joinable

    monkeypatch.setattr(social_adapter, "find_joinable", find)
    assert at_once(google, google) == [(302, "/", str(owner.pk))] * 2
    assert SocialAccount.objects.get().user == owner


def test_both_ways_in_given_up_at_once_leave_one(google, kakao):
    visitor = Client()
    log_in(visitor, google)
    log_in(visitor, kakao, process="connect")
    ids = list(SocialAccount.objects.values_list("pk", flat=True))

    def give_up(pk: int) -> int:
        client = Client()
        client.cookies = visitor.cookies
        try:
            return client.post("/accounts/3rdparty/", {"account": pk}).status_code
        finally:
            connection.close()

    assert sorted(all_at_once([lambda pk=pk: give_up(pk) for pk in ids])) == [200, 303]
    assert SocialAccount.objects.count() == 1


@pytest.mark.postgres
def test_control_without_the_lock_none_is_left(google, kakao, monkeypatch):
    visitor = Client()
    log_in(visitor, google)
    log_in(visitor, kakao, process="connect")
    ids = list(SocialAccount.objects.values_list("pk", flat=True))
    checked = threading.Barrier(2)
    monkeypatch.setattr("accounts.forms.social.lock_ways_in", lambda **facts: None)
    original = SocialAccount.delete

    def delete_together(self, *args, **kwargs):
        checked.wait(timeout=20)
        return original(self, *args, **kwargs)

    monkeypatch.setattr(SocialAccount, "delete", delete_together)

    def give_up(pk: int) -> int:
        client = Client()
        client.cookies = visitor.cookies
        try:
            return client.post("/accounts/3rdparty/", {"account": pk}).status_code
        finally:
            connection.close()

    assert all_at_once([lambda pk=pk: give_up(pk) for pk in ids]) == [303, 303]
    assert SocialAccount.objects.count() == 0


def test_connecting_the_same_account_twice_is_no_failure(google, monkeypatch):
    owner = UserFactory()
    clients = [Client(), Client()]
    for client in clients:
        client.post("/accounts/login/", {"login": owner.username, "password": PASSWORD})
    backs = [(client, way_back(client, google, process="connect")) for client in clients]
    together = threading.Barrier(2)
    original = SocialAccount.save

    def save_together(self, *args, **kwargs):
        together.wait(timeout=20)
        return original(self, *args, **kwargs)

    monkeypatch.setattr(SocialAccount, "save", save_together)

    def go(client: Client, back: str) -> int:
        try:
            return client.get(back).status_code
        finally:
            connection.close()

    assert sorted(all_at_once([lambda pair=pair: go(*pair) for pair in backs])) == [302, 400]
    assert SocialAccount.objects.get().user == owner
