"""Sessions in which somebody typed an address, without having logged in."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.deactivation import deactivate_account
from accounts.privacy.person import erase_person, find_person, person_of
from accounts.sessions import traces
from accounts.sessions.traces import forget_typed, hash_email
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.checkout import NOW
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
KIM = "kim@example.org"


def session(**held) -> str:
    begun = SessionStore()
    begun.update(held)
    begun.save()
    return begun.session_key


def left() -> set[str]:
    return set(Session.objects.values_list("pk", flat=True))


@pytest.fixture
def sessions():
    typed = {"account_password_reset": {"email": "Kim@Example.org", "tries": 1}}
    return {
        "typed": session(**typed),
        "among others": session(letters=[{"to": f"Kim <{KIM}>, bora@example.org"}]),
        "another": session(email=f"a{KIM}"),
        "longer": session(email=f"{KIM}.kr"),
        "logged in": session(_auth_user_id="7", **typed),
        "nothing": session(),
    }


def test_whole_addresses_of_nobody_who_is_logged_in(sessions, monkeypatch):
    monkeypatch.setattr(traces, "AT_ONCE", 2)
    assert forget_typed(hashes=[hash_email(KIM), hash_email("nobody@example.org")]) == 2
    assert left() == {sessions[name] for name in ("another", "longer", "logged in", "nothing")}


def test_they_end_once_somebody_is_erased(sessions, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=find_person(email=KIM), now=NOW)
        assert left() == set(sessions.values())
    assert left() == {sessions[name] for name in ("another", "longer", "logged in", "nothing")}


def test_also_without_a_broker(sessions, broker_away, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=find_person(email=KIM), now=NOW)
    assert sessions["typed"] not in left()


class TestWhoIsLoggedIn:
    @pytest.fixture
    def reader(self):
        museum()
        user = UserFactory(username="kim")
        Client().post("/accounts/login/", {"login": "kim", "password": PASSWORD})
        return user

    def close(self, reader):
        erase_person(person=person_of(user=reader), now=NOW)

    def deactivate(self, reader):
        deactivate_account(user=reader, actor=UserFactory(), now=NOW)

    @pytest.mark.parametrize("end", [close, deactivate])
    def test_is_found_without_a_look_into_anybodys_session(self, reader, sessions, end):
        assert len(left()) == len(sessions) + 1
        with CaptureQueriesContext(connection) as asked:
            end(self, reader)
        assert left() == set(sessions.values())
        assert [query["sql"] for query in asked if "session_data" in query["sql"]] == []
