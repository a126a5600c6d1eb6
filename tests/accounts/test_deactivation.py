"""Accounts that may not log in, one by one and by the hundred."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient
from wagtail.models import ModelLogEntry

from accounts.api_tokens import issue_token
from accounts.deactivation import (
    CannotDeactivate,
    CannotReactivate,
    deactivate_account,
    deactivate_unseen,
    reactivate_account,
)
from accounts.models import User
from accounts.privacy.person import erase_person, person_of
from accounts.roles import OPERATOR, give_role, setup_roles
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.checkout import NOW
from tests.factories.museum import museum
from tests.products.desk import member

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def owner():
    museum()
    setup_roles()
    return member("owner", "*")


def columns(user: User) -> dict:
    return User.objects.filter(pk=user.pk).values().get()


def doors(user: User) -> list[str]:
    return [f"/admin/customers/{user.pk}/{name}/" for name in ("deactivate", "reactivate")]


class TestOne:
    def test_only_one_column_changes_and_nothing_opens_any_more(self, owner):
        user = UserFactory(username="haneul")
        browser = Client()
        browser.force_login(user)
        _token, text = issue_token(user=user, name="Script", scopes=["account:read"], now=NOW)
        before = columns(user)
        deactivate_account(user=user, actor=owner, now=NOW)
        assert columns(user) == {**before, "is_active": False}
        assert (browser.get("/account/details/").status_code, user.tokens.get().revoked_at) == (302, NOW)
        answer = APIClient(headers={"Authorization": f"Bearer {text}"}).get("/api/v1/account/")
        assert answer.status_code == 401
        assert Client().login(username="haneul", password=PASSWORD) is False

    def test_it_is_undone_but_for_log_ins_and_tokens(self, owner):
        user = UserFactory(username="haneul")
        browser = Client()
        browser.post("/accounts/login/", {"login": "haneul", "password": PASSWORD})
        assert browser.get("/account/details/").status_code == 200
        deactivate_account(user=user, actor=owner, now=NOW)
        reactivate_account(user=user, actor=owner)
        assert user.is_active
        assert browser.get("/account/details/").status_code == 302
        assert Client().login(username="haneul", password=PASSWORD)

    def test_twice_is_once_and_the_log_knows_who(self, owner):
        user = UserFactory()
        for _ in range(2):
            deactivate_account(user=user, actor=owner, now=NOW)
        for _ in range(2):
            reactivate_account(user=user, actor=owner)
        assert list(ModelLogEntry.objects.order_by("pk").values_list("action", "user", "object_id")) == [
            ("accounts.deactivate", owner.pk, str(user.pk)),
            ("accounts.reactivate", owner.pk, str(user.pk)),
        ]

    def test_staff_and_the_closed_are_left_alone(self, owner):
        with pytest.raises(CannotDeactivate, match="belongs to the staff"):
            deactivate_account(user=owner, actor=owner, now=NOW)
        closed = UserFactory()
        erase_person(person=person_of(user=closed), now=NOW)
        closed.refresh_from_db()
        with pytest.raises(CannotReactivate, match="closed for good"):
            reactivate_account(user=closed, actor=owner)
        assert [User.objects.get(pk=user.pk).is_active for user in (owner, closed)] == [True, False]

    def test_whoever_was_let_go_comes_back_by_an_owner_only(self, owner):
        former = UserFactory(is_active=False)
        give_role(user=former, role=OPERATOR)
        with pytest.raises(CannotReactivate, match="only an owner"):
            reactivate_account(user=former, actor=member("clerk", "accounts.change_user"))
        assert User.objects.get(pk=former.pk).is_active is False
        reactivate_account(user=former, actor=owner)
        assert former.is_active

    def test_an_account_that_only_kakao_opens_is_not_closed(self, owner):
        user = UserFactory(email="")
        user.set_unusable_password()
        user.save()
        deactivate_account(user=user, actor=owner, now=NOW)
        reactivate_account(user=user, actor=owner)
        assert user.is_active


class TestTheDesk:
    def test_asking_changes_nothing_and_saying_yes_does(self, owner, client):
        client.force_login(owner)
        user = UserFactory()
        close, reopen = doors(user)
        assert [client.get(door).status_code for door in (close, reopen)] == [200, 200]
        assert User.objects.get(pk=user.pk).is_active
        assert client.post(close)["Location"] == "/admin/reports/customers/"
        assert User.objects.get(pk=user.pk).is_active is False
        assert client.post(reopen).status_code == 302
        assert User.objects.get(pk=user.pk).is_active

    def test_what_cannot_be_is_said_before_it_is_asked_and_when_it_is_sent(self, owner, client):
        client.force_login(owner)
        closed = UserFactory()
        erase_person(person=person_of(user=closed), now=NOW)
        for door, text in ((doors(owner)[0], "belongs to the staff"), (doors(closed)[1], "closed for good")):
            for page in (client.get(door), client.post(door)):
                html = page.content.decode()
                assert (html.count(text), html.count(f'action="{door}"')) == (1, 0)
        assert [User.objects.get(pk=user.pk).is_active for user in (owner, closed)] == [True, False]

    def test_whoever_may_not_change_accounts_may_not_do_this(self, owner, client):
        client.force_login(member("clerk", "checkout.view_customers"))
        user = UserFactory()
        assert [client.post(door).status_code for door in doors(user)] == [302, 302]
        assert User.objects.get(pk=user.pk).is_active

    def test_nobody_is_there(self, owner, client):
        client.force_login(owner)
        assert client.get("/admin/customers/987654/deactivate/").status_code == 404


class TestUnseen:
    @pytest.fixture
    def people(self):
        museum()
        setup_roles()
        since = timezone.make_aware(datetime(2026, 1, 1))
        long_ago, lately = since - 100 * DAY, since + DAY
        facts = {
            "never": {"last_login": None, "date_joined": long_ago},
            "old": {"last_login": long_ago, "date_joined": long_ago},
            "fresh": {"last_login": since, "date_joined": long_ago},
            "new": {"last_login": None, "date_joined": lately},
            "gone": {"last_login": None, "date_joined": long_ago, "is_active": False},
        }
        people = {name: UserFactory(username=name, **more) for name, more in facts.items()}
        for name in ("operator", "clerk", "program", "browsing", "owner"):
            people[name] = UserFactory(username=name, date_joined=long_ago)
        give_role(user=people["operator"], role=OPERATOR)
        people["clerk"].user_permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
        User.objects.filter(username="owner").update(is_superuser=True)
        issue_token(user=people["program"], name="Script", scopes=["account:read"], now=long_ago)
        people["program"].tokens.update(last_used_at=lately)
        for name, seen in (("browsing", since), ("old", since - DAY)):
            UserSession.objects.create(
                user=people[name], session_key=name, ip="192.0.2.1", user_agent="", last_seen_at=seen
            )
        return people

    def run(self, *arguments) -> str:
        out = StringIO()
        call_command("deactivate_unseen", *arguments, stdout=out)
        return out.getvalue()

    def inactive(self) -> set[str]:
        return set(User.objects.filter(is_active=False).values_list("username", flat=True))

    def test_a_dry_run_counts_and_changes_nothing(self, people):
        before = list(User.objects.order_by("pk").values())
        assert self.run("--before", "2026-01-01", "--dry-run") == "2 would be deactivated\n"
        said = json.loads(self.run("--before", "2026-01-01", "--dry-run", "--format", "json"))
        assert said == {"dry_run": True, "deactivated": 2}
        assert list(User.objects.order_by("pk").values()) == before

    def test_customers_whom_nobody_has_seen_are_deactivated(self, people):
        assert self.run("--before", "2026-01-01") == "2 deactivated\n"
        assert self.inactive() == {"never", "old", "gone"}
        assert self.run("--before", "2026-01-01") == "0 deactivated\n"

    def test_it_is_one_statement_that_writes_one_column(self, people):
        with CaptureQueriesContext(connection) as asked:
            deactivate_unseen(before=datetime(2026, 1, 1, tzinfo=UTC), is_rehearsal=False)
        [statement] = [query["sql"] for query in asked]
        assert statement.startswith('UPDATE "accounts_user" SET "is_active" = ')
        assert statement.split(" WHERE ")[0].count("=") == 1

    @pytest.mark.parametrize("before", ["2999-01-01", "soon", "2026-13-01"])
    def test_a_day_that_cannot_be(self, people, before):
        with pytest.raises(CommandError) as wrong:
            self.run("--before", before)
        assert self.inactive() == {"gone"}
        assert wrong.value.returncode == (2 if before.startswith("2999") else 1)
