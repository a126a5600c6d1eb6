import hashlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient
from wagtail.models import ModelLogEntry

from accounts.api_tokens import (
    SCOPE_NAMES,
    SCOPES,
    NoScope,
    ScopeRefused,
    find_token,
    issue_token,
    revoke_token,
    scopes_open_to,
)
from accounts.models import ApiToken
from accounts.roles import MARKETER, OPERATOR, OWNER, SHOPPER, give_role, setup_roles
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW
from tests.factories.museum import museum
from tests.products.desk import member

pytestmark = pytest.mark.django_db
READ = ["account:read"]
FOR_ALL = [
    "catalogue:read",
    "cart:read",
    "cart:write",
    "orders:read",
    "orders:write",
    "account:read",
    "account:write",
]


@pytest.fixture
def user():
    return UserFactory(username="haneul")


def issue(user, scopes=READ, **kwargs):
    return issue_token(user=user, name="Till", scopes=scopes, now=kwargs.pop("now", NOW), **kwargs)


class TestIssuing:
    def test_only_the_hash_is_kept(self, user):
        token, text = issue(user)
        row = ApiToken.objects.values().get()
        assert (text[:4], len(text)) == ("imt_", 47)
        assert row["text_hash"] == hashlib.sha256(text.encode()).hexdigest()
        assert row["shown_start"] == text[:10]
        assert text not in str(row)
        assert (token.scopes, token.created_at, token.last_used_at) == (READ, NOW, None)

    def test_no_two_are_alike(self, user):
        assert issue(user)[1] != issue(user)[1]

    def test_it_is_logged_without_its_text(self, user):
        _token, text = issue(user)
        entry = ModelLogEntry.objects.get(action="accounts.issue_token")
        assert (entry.user, entry.data) == (user, {"scopes": READ})
        assert text not in str(entry.data)

    def test_it_may_no_more_than_its_holder(self, user):
        with pytest.raises(ScopeRefused) as refusal:
            issue(user, ["orders:read", "refunds:write", "stock:write"])
        assert refusal.value.scopes == ["refunds:write", "stock:write"]
        assert not ApiToken.objects.exists()

    def test_an_unknown_scope_is_refused_even_to_the_owner(self):
        owner = member("owner", "*")
        with pytest.raises(ScopeRefused):
            issue(owner, ["everything"])

    def test_without_a_scope_there_is_none(self, user):
        with pytest.raises(NoScope):
            issue(user, [])

    @pytest.mark.parametrize(
        ("role", "more"),
        [
            (SHOPPER, []),
            (MARKETER, []),
            (OPERATOR, ["refunds:write", "stock:write"]),
            (OWNER, ["catalogue:write", "refunds:write", "stock:write"]),
        ],
    )
    def test_what_each_role_may_give(self, user, role, more):
        museum()
        setup_roles()
        give_role(user=user, role=role)
        assert sorted(scopes_open_to(user=user)) == sorted([*FOR_ALL, *more])

    def test_every_scope_has_a_name(self):
        assert list(SCOPES) == list(SCOPE_NAMES)


class TestFinding:
    def test_a_token_is_found_by_its_text(self, user):
        token, text = issue(user)
        assert find_token(text=text, now=NOW) == token

    @pytest.mark.parametrize(
        "change", [str.upper, lambda text: text[:-1], lambda text: text + "x", lambda _: ""]
    )
    def test_by_nothing_else(self, user, change):
        assert find_token(text=change(issue(user)[1]), now=NOW) is None

    def test_not_from_the_moment_it_ends(self, user):
        _token, text = issue(user, expires_at=NOW + timedelta(days=1))
        assert find_token(text=text, now=NOW + timedelta(days=1) - timedelta(seconds=1)) is not None
        assert find_token(text=text, now=NOW + timedelta(days=1)) is None

    def test_not_once_it_is_revoked(self, user):
        token, text = issue(user)
        revoke_token(token=token, actor=user, now=NOW)
        revoke_token(token=token, actor=user, now=NOW + timedelta(days=1))
        assert find_token(text=text, now=NOW) is None
        assert token.revoked_at == NOW
        assert ModelLogEntry.objects.filter(action="accounts.revoke_token").count() == 1

    def test_not_for_an_inactive_holder(self, user):
        _token, text = issue(user)
        user.is_active = False
        user.save()
        assert find_token(text=text, now=NOW) is None

    def test_its_use_is_written_once_a_minute(self, user, django_assert_num_queries):
        token, text = issue(user)
        with django_assert_num_queries(2):
            find_token(text=text, now=NOW)
        with django_assert_num_queries(1):
            find_token(text=text, now=NOW + timedelta(seconds=59))
        token.refresh_from_db()
        assert token.last_used_at == NOW
        find_token(text=text, now=NOW + timedelta(seconds=60))
        token.refresh_from_db()
        assert token.last_used_at == NOW + timedelta(seconds=60)


class TestAnswers:
    ACCOUNT = "/api/v1/account/"

    def ask(self, text, *, method="get", path=ACCOUNT, body=None):
        client = APIClient(enforce_csrf_checks=True)
        return getattr(client, method)(path, body, headers={"Authorization": f"Bearer {text}"})

    def test_it_opens_what_its_scope_says(self, user):
        _token, text = issue(user)
        assert self.ask(text).json()["username"] == "haneul"
        refused = self.ask(text, method="patch", body={"first_name": "Ha-neul"})
        assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")

    def test_writing_needs_no_csrf_token(self, user):
        _token, text = issue(user, ["account:write"])
        assert self.ask(text, method="patch", body={"first_name": "Ha-neul"}).status_code == 200

    def test_a_right_that_was_taken_away_is_taken_from_the_token_too(self):
        operator = member("operator", "products.change_stockrecord")
        _token, text = issue(operator, ["stock:write"])
        operator.user_permissions.clear()
        response = self.ask(text, method="post", path="/api/v1/staff/stock-movements/", body={})
        assert response.status_code == 403

    @pytest.mark.parametrize("state", ["unknown", "revoked", "expired"])
    def test_a_token_that_is_none_is_answered_401(self, user, state):
        token, text = issue(user, expires_at=NOW + timedelta(hours=1) if state == "expired" else None)
        if state == "revoked":
            revoke_token(token=token, actor=user, now=timezone.now())
        response = self.ask("imt_nobody" if state == "unknown" else text)
        assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
        assert response["Content-Type"] == "application/problem+json"
        assert {name: response.json()[name] for name in ("title", "status", "code", "errors")} == {
            "title": "Unauthorized",
            "status": 401,
            "code": "authentication_failed",
            "errors": {},
        }


class TestDesk:
    LIST = "/admin/tokens/"
    FORM = {"name": "Till", "scopes": ["stock:write"], "validity": "30"}

    @pytest.fixture
    def operator(self, client):
        operator = member("operator", "products.change_stockrecord")
        client.force_login(operator)
        return operator

    def test_a_token_is_made_and_shown_once(self, client, operator):
        response = client.post("/admin/tokens/new/", self.FORM)
        token = ApiToken.objects.get()
        text = response.context["text"]
        assert find_token(text=text, now=timezone.now()) == token
        assert response.content.decode().count(text) == 1
        assert "no-store" in response["Cache-Control"]
        assert (token.user, token.scopes) == (operator, ["stock:write"])
        assert token.expires_at - token.created_at == timedelta(days=30)
        assert text not in client.get(self.LIST).content.decode()

    def test_what_one_may_not_do_is_not_offered(self, client, operator):
        response = client.post("/admin/tokens/new/", self.FORM | {"scopes": ["refunds:write"]})
        assert list(response.context["form"].errors) == ["scopes"]
        assert not ApiToken.objects.exists()

    def test_everybody_sees_their_own_and_the_owner_sees_all(self, client, operator, user):
        own, _ = issue(operator)
        other, _ = issue(user)
        assert [token for token, _state in client.get(self.LIST).context["rows"]] == [own]
        assert client.post(reverse("api_token_revoke", args=[other.pk])).status_code == 404
        client.force_login(member("owner", "*"))
        assert [token for token, _state in client.get(self.LIST).context["rows"]] == [other, own]
        assert client.post(reverse("api_token_revoke", args=[other.pk])).status_code == 302
        other.refresh_from_db()
        assert other.revoked_at is not None

    def test_asking_revokes_nothing(self, client, operator):
        token, _ = issue(operator)
        assert client.get(reverse("api_token_revoke", args=[token.pk])).status_code == 200
        token.refresh_from_db()
        assert token.revoked_at is None

    def test_states(self, client, operator):
        issue(operator, expires_at=NOW + timedelta(hours=1))
        revoked, _ = issue(operator)
        revoke_token(token=revoked, actor=operator, now=NOW)
        issue(operator)
        states = [state for _token, state in client.get(self.LIST).context["rows"]]
        assert states == ["Valid", "Revoked", "Past its time"]

    def test_shoppers_have_no_desk(self, client, user):
        client.force_login(user)
        assert client.get(self.LIST).status_code in (302, 403)

    def test_queries_do_not_grow(self, client, operator, django_assert_max_num_queries):
        issue(operator)
        client.get(self.LIST)
        with CaptureQueriesContext(connection) as one:
            client.get(self.LIST)
        issue(operator)
        issue(operator)
        with django_assert_max_num_queries(len(one)):
            client.get(self.LIST)
