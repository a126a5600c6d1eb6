"""What goes wrong on the way to Google and Kakao and back: a page that says so, and nobody new."""

import logging
import time

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from accounts.models import User
from tests.accounts.social_provider import SECRET, google_person, kakao_person
from tests.accounts.social_visit import log_in, query_of, start, way_back
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
BACK = "/accounts/google/login/callback/"


@pytest.fixture(autouse=True)
def _museum():
    museum()


def outcome(response) -> tuple[int, str]:
    """Status and template; nobody came of it."""
    client = response.client
    assert (User.objects.count(), SocialAccount.objects.count()) == (0, 0)
    assert "_auth_user_id" not in client.session
    return response.status_code, response.templates[0].name


CANCELLED = (200, "socialaccount/login_cancelled.html")
NOT_OPEN = (400, "socialaccount/authentication_error.html")
THEIRS = (502, "socialaccount/authentication_error.html")


class TestRefusal:
    def test_somebody_turned_back(self, client, google):
        google.faults.refuses = "access_denied"
        response = log_in(client, google, next="/products/")
        assert outcome(response) == CANCELLED
        assert 'href="/accounts/login/?next=%2Fproducts%2F"' in response.content.decode()

    def test_even_without_a_state(self, client, kakao):
        assert outcome(client.get("/accounts/kakao/login/callback/?error=access_denied")) == CANCELLED

    @pytest.mark.parametrize(
        "reason", ["server_error", "temporarily_unavailable", "<script>", "admin_policy_enforced"]
    )
    def test_the_provider_has_another_reason(self, client, google, reason):
        google.faults.refuses = reason
        response = log_in(client, google)
        assert (outcome(response), "<script>" in response.content.decode()) == (THEIRS, False)

    def test_the_librarys_own_pages_of_that_kind(self, client):
        pages = [client.get(f"/accounts/3rdparty/login/{name}/") for name in ("cancelled", "error")]
        assert [page.status_code for page in pages] == [200, 401]
        assert [
            "Not logged in" in pages[0].content.decode(),
            "no longer open" in pages[1].content.decode(),
        ] == [True, True]


class TestState:
    def test_missing(self, client, google):
        start(client, google)
        assert outcome(client.get(f"{BACK}?code=abc")) == NOT_OPEN

    def test_changed(self, client, google):
        back = way_back(client, google)
        assert outcome(client.get(back[:-1] + ("a" if back[-1] != "a" else "b"))) == NOT_OPEN
        assert google.calls == []

    def test_of_somebody_else(self, client, google):
        """An answer that was made for one browser is worth nothing in another one."""
        back = way_back(Client(), google)
        start(client, google)
        assert outcome(client.get(back)) == NOT_OPEN

    def test_of_the_other_provider(self, client, google, kakao):
        state = query_of(start(client, kakao)["Location"])["state"]
        assert outcome(client.get(f"{BACK}?code=abc&state={state}")) == NOT_OPEN

    def test_too_old(self, client, google, time_machine):
        back = way_back(client, google)
        time_machine.move_to(time.time() + 601)
        assert outcome(client.get(back)) == NOT_OPEN

    def test_without_a_code(self, client, google):
        state = query_of(start(client, google)["Location"])["state"]
        assert outcome(client.get(f"{BACK}?state={state}")) == NOT_OPEN

    def test_used_before(self, client, google):
        google.person = google_person()
        back = way_back(client, google)
        assert client.get(back).status_code == 302
        again = client.get(back)
        assert (again.status_code, google.calls) == (400, ["token"])
        assert "You are logged in already" in again.content.decode()


class TestCode:
    def test_one_that_was_used_is_refused_by_the_provider(self, client, google):
        google.person = google_person()
        back = way_back(client, google)
        code = query_of(back)["code"]
        client.get(back)
        visitor = Client()
        state = query_of(start(visitor, google)["Location"])["state"]
        assert visitor.get(f"{BACK}?code={code}&state={state}").status_code == 502
        assert (User.objects.count(), "_auth_user_id" in visitor.session) == (1, False)

    def test_one_that_was_given_to_another_browser_lacks_its_proof(self, client, google):
        google.person = google_person()
        code = query_of(way_back(Client(), google))["code"]
        state = query_of(start(client, google)["Location"])["state"]
        assert outcome(client.get(f"{BACK}?code={code}&state={state}")) == THEIRS

    def test_a_wrong_secret_is_named_in_the_log_and_nothing_else(self, client, google, settings, caplog):
        google.person = google_person()
        providers = settings.SOCIALACCOUNT_PROVIDERS
        keys = {**providers["google"]["APPS"][0], "secret": "another"}
        settings.SOCIALACCOUNT_PROVIDERS = {**providers, "google": {**providers["google"], "APPS": [keys]}}
        with caplog.at_level(logging.WARNING, logger="accounts.social_adapter"):
            assert outcome(log_in(client, google)) == THEIRS
        assert [
            record.getMessage() for record in caplog.records if record.name == "accounts.social_adapter"
        ] == ["log-in by google failed: invalid_client"]


PERSON_DOORS = [("google", "token"), ("kakao", "token"), ("kakao", "person")]


@pytest.mark.parametrize(("name", "door"), PERSON_DOORS)
class TestTheProvider:
    @pytest.fixture
    def provider(self, name, request):
        provider = request.getfixturevalue(name)
        provider.person = google_person() if name == "google" else kakao_person()
        return provider

    @pytest.mark.parametrize("way", ["hangs", "drips"])
    def test_takes_too_long(self, client, provider, door, settings, way):
        settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.5
        getattr(provider.faults, way).add(door)
        before = time.monotonic()
        assert outcome(log_in(client, provider)) == THEIRS
        assert time.monotonic() - before < 5

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500, 503])
    def test_is_out_of_order(self, client, provider, door, status):
        provider.faults.status[door] = status
        provider.faults.body[door] = b"<html>Sorry</html>"
        assert outcome(log_in(client, provider)) == THEIRS

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"null",
            b"[]",
            b'"x"',
            b"{}",
            b"<html>\xff",
            b"[" * 50_000,
            b'{"access_token": null}',
            b'{"id": {}}',
        ],
        ids=lambda body: repr(body[:20]),
    )
    def test_says_what_nobody_understands(self, client, provider, door, body):
        provider.faults.body[door] = body
        assert outcome(log_in(client, provider)) == THEIRS

    def test_says_too_much(self, client, provider, door):
        provider.faults.body[door] = b'{"x": "' + b"y" * 300_000 + b'"}'
        assert outcome(log_in(client, provider)) == THEIRS

    def test_sends_the_secret_elsewhere(self, client, provider, door, name):
        provider.faults.leads_to[door] = f"{provider.url}/elsewhere"
        assert outcome(log_in(client, provider)) == THEIRS
        assert provider.calls == (["token"] if door == "token" else ["token", "person"])

    def test_is_away(self, client, provider, door):
        back = way_back(client, provider)
        provider.shutdown()
        provider.server_close()
        assert outcome(client.get(back)) == THEIRS


class TestWhoItIs:
    @pytest.mark.parametrize(
        "person",
        [
            {},
            {"sub": ""},
            {"sub": 17},
            {"sub": None},
            {"sub": "a\x00b"},
            {"sub": "x" * 192},
            {"sub": "1", "iss": "https://evil.example"},
            {"sub": "1", "aud": "another-shop"},
            {"sub": "1", "exp": 1},
        ],
        ids=repr,
    )
    def test_google_names_nobody_for_us(self, client, google, person):
        google.person = person
        assert outcome(log_in(client, google)) == THEIRS

    @pytest.mark.parametrize(
        "person", [{}, {"id": None}, {"id": ""}, {"id": 1, "kakao_account": "x"}], ids=repr
    )
    def test_nor_does_kakao(self, client, kakao, person):
        kakao.person = person
        assert outcome(log_in(client, kakao)) == THEIRS

    @pytest.mark.parametrize(
        "email", [17, {"a": 1}, "no address", "a@b\x00.example", "x" * 400 + "@example.org"], ids=repr
    )
    def test_an_address_that_is_none_is_left_out(self, client, kakao, email):
        kakao.person = kakao_person(email="x@example.org")
        kakao.person["kakao_account"]["email"] = email
        log_in(client, kakao)
        assert [(user.email, user.emailaddress_set.count()) for user in User.objects.all()] in ([("", 0)], [])


def test_nothing_secret_stands_on_a_page_or_in_the_session(client, kakao):
    UserFactory(email="haneul@example.org")
    kakao.person = kakao_person(email="haneul@example.org", is_email_verified=False)
    log_in(client, kakao)
    written = repr(dict(client.session)) + client.get("/accounts/3rdparty/signup/").content.decode()
    assert [secret for secret in (SECRET, "access_token", *kakao._tokens) if secret in written] == []
