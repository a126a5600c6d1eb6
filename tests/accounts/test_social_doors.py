"""Which doors are there, and what is asked behind them before anybody comes back."""

import re

import pytest
from allauth.socialaccount.models import SocialApp
from django.contrib.sites.models import Site
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.site_row import keep_site_row
from tests.accounts.social_provider import CLIENT_ID, SECRET
from tests.accounts.social_visit import query_of, start
from tests.factories.museum import museum
from tests.site_config.production import read_settings

pytestmark = pytest.mark.django_db
ENTRANCES = ("/accounts/login/", "/accounts/signup/")
FORM = re.compile(
    r'<form method="post" action="([^"]+)">\s*<input[^>]+csrf[^>]+>\s*<button[^>]+>Go on with (\w+)<'
)


def doors(client: Client, path: str) -> list[tuple[str, str]]:
    return FORM.findall(client.get(path).content.decode().replace("&amp;", "&"))


@pytest.fixture(autouse=True)
def _museum():
    museum()


@pytest.mark.parametrize("path", ENTRANCES)
class TestTheButtons:
    def test_both(self, client, google, kakao, path):
        assert doors(client, path) == [
            ("/accounts/google/login/?process=login", "Google"),
            ("/accounts/kakao/login/?process=login", "Kakao"),
        ]

    def test_where_somebody_wants_to_go_is_kept(self, client, kakao, path):
        assert doors(client, f"{path}?next=/account/") == [
            ("/accounts/kakao/login/?process=login&next=%2Faccount%2F", "Kakao")
        ]

    def test_none_without_keys(self, client, path):
        page = client.get(path).content.decode()
        assert (doors(client, path), "without a password" in page) == ([], False)


@pytest.mark.parametrize("missing", ["client_id", "secret"])
def test_half_a_pair_of_keys_is_none(client, google, settings, missing):
    keys = {"client_id": CLIENT_ID, "secret": SECRET, missing: ""}
    providers = settings.SOCIALACCOUNT_PROVIDERS
    settings.SOCIALACCOUNT_PROVIDERS = {**providers, "google": {**providers["google"], "APPS": [keys]}}
    assert doors(client, "/accounts/login/") == []
    assert client.post("/accounts/google/login/").status_code == 404


def test_addresses_that_are_not_offered_are_not_there(client):
    paths = [
        f"/accounts/{name}/login/{end}"
        for name in ("google", "kakao")
        for end in ("", "callback/?code=1&state=2")
    ]
    assert [client.get(path).status_code for path in paths] == [404] * 4
    assert [
        client.post(path).status_code for path in ("/accounts/google/login/", "/accounts/kakao/login/")
    ] == [404, 404]


def test_the_log_in_by_a_script_of_googles_is_never_there(client, google):
    assert client.post("/accounts/google/login/token/", {"credential": "x"}).status_code == 404


def test_where_they_lead_back_to():
    assert [reverse("google_callback"), reverse("kakao_callback")] == [
        "/accounts/google/login/callback/",
        "/accounts/kakao/login/callback/",
    ]


class TestTheStart:
    def test_google_is_asked_for_two_things_with_a_proof_key(self, client, google):
        response = start(client, google)
        asked = query_of(response["Location"])
        assert (response.status_code, response["Location"].partition("?")[0]) == (
            303,
            f"{google.url}/authorize",
        )
        assert (asked["scope"], asked["response_type"], asked["client_id"]) == (
            "profile email",
            "code",
            CLIENT_ID,
        )
        assert (asked["code_challenge_method"], len(asked["code_challenge"]), len(asked["state"])) == (
            "S256",
            43,
            16,
        )
        assert "scope=profile+email" in response["Location"]

    def test_so_is_kakao(self, client, kakao):
        asked = query_of(start(client, kakao)["Location"])
        assert (asked["code_challenge_method"], len(asked["code_challenge"])) == ("S256", 43)

    def test_each_start_has_a_state_and_a_proof_key_of_its_own(self, client, google):
        first, second = (query_of(start(client, google)["Location"]) for _ in range(2))
        assert (first["state"] != second["state"], first["code_challenge"] != second["code_challenge"]) == (
            True,
            True,
        )

    @pytest.mark.parametrize("host", ["evil.example", "www.museum.example"])
    def test_it_leads_back_to_the_configured_site_whatever_the_host_header_says(
        self, client, google, settings, host
    ):
        settings.ALLOWED_HOSTS, settings.SITE_URL = ["*"], "https://museum.example"
        asked = query_of(start(client, google, host=host)["Location"])
        assert asked["redirect_uri"] == "https://museum.example/accounts/google/login/callback/"

    def test_a_link_cannot_ask_for_more(self, client, google):
        more = {
            "scope": "https://mail.google.com/",
            "auth_params": "client_id%3Devil%26redirect_uri%3Dhttps%3A%2F%2Fevil.example",
            "action": "reauthenticate",
        }
        asked = query_of(start(client, google, **more)["Location"])
        assert (asked["scope"], asked["client_id"], "prompt" in asked) == ("profile email", CLIENT_ID, False)
        assert asked["redirect_uri"] == "http://testserver/accounts/google/login/callback/"

    def test_a_link_alone_starts_nothing(self, client, google):
        page = client.get("/accounts/google/login/?process=login")
        assert (page.status_code, "Log in with Google?" in page.content.decode()) == (200, True)
        assert dict(client.session) == {}

    def test_nor_does_a_form_of_another_site(self, google):
        client = Client(enforce_csrf_checks=True)
        assert client.post("/accounts/google/login/").status_code == 403

    @pytest.mark.parametrize(("path", "allowed"), [("", "GET, POST"), ("callback/", "GET")])
    def test_other_methods(self, client, google, path, allowed):
        response = client.put(f"/accounts/google/login/{path}")
        assert (response.status_code, response["Allow"]) == (405, allowed)


class TestKeys:
    @pytest.fixture
    def row(self):
        row = SocialApp.objects.create(provider="kakao", name="Kakao", client_id="row", secret="s")
        row.sites.add(Site.objects.get_current())
        return row

    def test_a_row_will_do(self, client, row):
        assert doors(client, "/accounts/login/") == [("/accounts/kakao/login/?process=login", "Kakao")]
        assert query_of(client.post("/accounts/kakao/login/")["Location"])["client_id"] == "row"

    def test_the_newest_row_counts(self, client, row):
        newer = SocialApp.objects.create(provider="kakao", name="Kakao", client_id="newer", secret="s")
        newer.sites.add(Site.objects.get_current())
        assert query_of(client.post("/accounts/kakao/login/")["Location"])["client_id"] == "newer"

    def test_the_environment_counts_for_more(self, client, row, kakao):
        assert query_of(client.post("/accounts/kakao/login/")["Location"])["client_id"] == CLIENT_ID

    @pytest.mark.slow
    def test_they_come_from_variables(self):
        keys = {"SOCIAL_GOOGLE_CLIENT_ID": "g", "SOCIAL_GOOGLE_SECRET": "gs", "SOCIAL_KAKAO_CLIENT_ID": "k"}
        read = read_settings("SOCIALACCOUNT_PROVIDERS", **keys)["SOCIALACCOUNT_PROVIDERS"]
        assert {name: facts["APPS"] for name, facts in read.items()} == {
            "google": [{"client_id": "g", "secret": "gs"}],
            "kakao": [{"client_id": "k", "secret": ""}],
        }


class TestTheSitesRow:
    def test_migrating_writes_it(self):
        site = Site.objects.get()
        assert (site.pk, site.domain, site.name) == (1, "testserver", "Impact Museum")

    def test_it_follows_the_configuration_and_keeps_its_name(self, settings):
        settings.SITE_URL = "https://museum.example:8443"
        Site.objects.update(name="Museum of Impact")
        call_command("migrate", "sites", verbosity=0)
        assert list(Site.objects.values_list("domain", "name")) == [
            ("museum.example:8443", "Museum of Impact")
        ]

    def test_the_example_of_the_library_is_named_too(self):
        Site.objects.update(domain="example.com", name="example.com")
        keep_site_row(address="https://museum.example")
        assert list(Site.objects.values_list("domain", "name")) == [("museum.example", "Impact Museum")]

    def test_it_is_made_when_it_is_missing(self):
        Site.objects.all().delete()
        keep_site_row(address="https://museum.example")
        assert list(Site.objects.values_list("pk", "domain")) == [(1, "museum.example")]

    def test_another_row_of_that_name_stops_nothing(self):
        Site.objects.create(pk=2, domain="museum.example", name="Made by hand")
        keep_site_row(address="https://museum.example")
        assert Site.objects.get(pk=1).domain == "testserver"

    def test_the_admin_finds_it(self, client):
        client.force_login(User.objects.create_superuser("owner", "owner@example.org", "x"))
        assert [
            client.get(path).status_code for path in ("/admin/", "/django-admin/sites/site/1/change/")
        ] == [200, 200]
