"""“Your devices”: what is shown, what is ended, what is forgotten."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.privacy.person import erase_person, export_person, person_of
from accounts.sessions.log_ins import note_use, purge_sessions
from tests.accounts.test_sign_up import FORM
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.museum import museum
from tests.factories.passkeys import give_passkey, log_in_by_passkey
from tests.factories.second_factor import code_at, give_second_factor

pytestmark = pytest.mark.django_db
LIST = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture(autouse=True)
def _house():
    museum()
    cache.clear()


@pytest.fixture
def reader():
    return UserFactory(username="haneul")


def enter(user, device=FIREFOX, address="203.0.113.7") -> Client:
    client = Client(headers={"User-Agent": device}, REMOTE_ADDR=address)
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    return client


def is_in(client) -> bool:
    return client.get("/account/privacy/").status_code == 200


def shown(client) -> tuple[list, list]:
    context = client.get(LIST).context
    return tuple([(device, one.ip) for one, device in context[name]] for name in ("here", "elsewhere"))


def about_sessions(queries) -> list[str]:
    return [query["sql"] for query in queries if "usersessions" in query["sql"]]


def test_device_and_address_of_each(reader):
    here, phone = enter(reader), enter(reader, PHONE, "198.51.100.9")
    enter(UserFactory())
    assert shown(here) == ([("Firefox on Linux", "203.0.113.7")], [("Safari on iPhone", "198.51.100.9")])
    assert shown(phone) == ([("Safari on iPhone", "198.51.100.9")], [("Firefox on Linux", "203.0.113.7")])


def test_the_number_of_questions_does_not_grow(reader):
    here = enter(reader)
    for _ in range(6):
        enter(reader, PHONE)
    with CaptureQueriesContext(connection) as queries:
        assert len(here.get(LIST).context["elsewhere"]) == 6
    assert len(about_sessions(queries)) == 1


def test_one_is_ended(reader):
    here, phone, tablet = (enter(reader) for _ in range(3))
    ended = UserSession.objects.get(session_key=phone.session.session_key)
    answer = here.post(f"{LIST}{ended.pk}/end/")
    assert (answer.status_code, answer["Location"]) == (303, LIST)
    assert [is_in(client) for client in (here, phone, tablet)] == [True, False, True]


def test_all_others_are_ended(reader):
    here, phone, stranger = enter(reader), enter(reader), enter(UserFactory())
    answer = here.post(LIST)
    assert (answer.status_code, answer["Location"]) == (303, LIST)
    assert "Logged out on 1 other device." in here.get(LIST).content.decode()
    assert [is_in(client) for client in (here, phone, stranger)] == [True, False, True]


def test_nobody_ends_anybody_elses(reader):
    theirs, mine = enter(UserFactory()), enter(reader)
    ended = UserSession.objects.get(session_key=theirs.session.session_key)
    answers = [mine.post(f"{LIST}{pk}/end/").status_code for pk in (ended.pk, ended.pk + 1000)]
    assert (answers, is_in(theirs)) == ([404, 404], True)


def test_a_guest_is_sent_to_the_log_in(client):
    assert client.get(LIST)["Location"] == f"/accounts/login/?next={LIST}"
    assert client.post(f"{LIST}1/end/").status_code == 302


def test_logging_out_leaves_nothing_behind(reader):
    here = enter(reader)
    here.post("/accounts/logout/")
    assert UserSession.objects.count() == 0


def test_a_new_password_ends_the_others(reader):
    here, phone = enter(reader), enter(reader)
    new = "a longer sentence than before"
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert [is_in(client) for client in (here, phone)] == [True, False]
    assert (len(shown(here)[0]), shown(here)[1]) == (1, [])


class TestHowLongItLasts:
    """With the browser; two weeks for whoever ticked that, and for nobody else."""

    WEEKS = 14 * 24 * 3600

    @staticmethod
    def seconds_of(answer) -> int | str:
        cookie = answer.cookies["sessionid"]
        assert bool(cookie["expires"]) == bool(cookie["max-age"])
        return cookie["max-age"]

    def test_after_signing_up(self, client):
        assert self.seconds_of(client.post("/accounts/signup/", FORM)) == ""

    def test_by_a_passkey(self, client, reader):
        answer = log_in_by_passkey(client, give_passkey(reader))
        assert (is_in(client), self.seconds_of(answer)) == (True, "")

    @pytest.mark.parametrize(("ticked", "seconds"), [({}, ""), ({"remember": "on"}, WEEKS)])
    def test_the_second_factor_keeps_what_was_ticked(self, client, reader, ticked, seconds):
        give_second_factor(reader)
        client.post("/accounts/login/", {"login": "haneul", "password": PASSWORD, **ticked})
        answer = client.post("/accounts/2fa/authenticate/", {"code": code_at()})
        assert (is_in(client), self.seconds_of(answer)) == (True, seconds)


class TestTheLastUse:
    def use(self, client, device, address):
        client.get("/account/privacy/", headers={"User-Agent": device}, REMOTE_ADDR=address)
        return UserSession.objects.values_list("user_agent", "ip").get()

    def test_is_noted_every_ten_minutes(self, reader):
        here = enter(reader)
        cache.clear()
        assert self.use(here, PHONE, "198.51.100.9") == (PHONE, "198.51.100.9")
        assert self.use(here, FIREFOX, "203.0.113.7") == (PHONE, "198.51.100.9")
        cache.clear()
        assert self.use(here, FIREFOX, "203.0.113.7") == (FIREFOX, "203.0.113.7")

    def test_with_its_time(self, reader):
        here = enter(reader)
        later = timezone.now() + timedelta(hours=1)
        note_use(session_key=here.session.session_key, address="", device="x" * 300, now=later)
        kept = UserSession.objects.get()
        assert (kept.last_seen_at, kept.ip, len(kept.user_agent)) == (later, "203.0.113.7", 200)

    def test_costs_nothing_in_between(self, reader):
        here = enter(reader)
        here.get("/account/privacy/")
        with CaptureQueriesContext(connection) as queries:
            here.get("/account/privacy/")
        assert about_sessions(queries) == []

    def test_a_page_for_everybody_opens_no_session(self, client):
        assert "Cookie" not in client.get("/robots.txt").get("Vary", "")


class TestForgetting:
    def test_a_copy_tells_devices_and_addresses_and_no_key(self, reader):
        here = enter(reader)
        kept = export_person(person=person_of(user=reader), now=timezone.now())
        [session] = kept["account"]["sessions"]
        assert (session["ip"], session["user_agent"]) == ("203.0.113.7", FIREFOX)
        assert here.session.session_key not in repr(kept)

    def test_they_go_with_the_person(self, reader):
        enter(reader)
        rows = erase_person(person=person_of(user=reader), now=timezone.now()).rows
        assert rows["usersessions_usersession"] == 1
        assert (UserSession.objects.count(), Session.objects.count()) == (0, 0)

    def test_what_is_past_its_time_is_purged(self, reader):
        over, gone, here = enter(reader), enter(reader), enter(reader)
        Session.objects.filter(pk=over.session.session_key).update(
            expire_date=timezone.now() - timedelta(minutes=1)
        )
        Session.objects.filter(pk=gone.session.session_key).delete()
        assert purge_sessions(now=timezone.now()) == 3
        assert purge_sessions(now=timezone.now()) == 0
        assert [kept.session_key for kept in UserSession.objects.all()] == [here.session.session_key]
