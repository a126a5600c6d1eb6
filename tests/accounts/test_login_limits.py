import json
from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone

from accounts import login_limits
from accounts.login_limits import (
    SHARE_OF_AN_ADDRESS,
    TooManyTries,
    free_account,
    give_back,
    needs_bot_check,
    purge_tries,
    take_try,
)
from accounts.models import LoginTries
from accounts.roles import give_role, setup_roles
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.checkout import NOW
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
WRONG = "This name and this password do not go together."
LOCKED = "There have been too many tries. Please come back in 5 minutes."
LAST = f"{WRONG} {LOCKED}"
HOME = "192.0.2.1"
NAMES = ["haneul", "HANEUL", "Haneul@Example.org", "010 1234 5678", "+82-10-1234-5678"]


class CountingHasher(MD5PasswordHasher):
    asked = 0

    def verify(self, password, encoded):
        CountingHasher.asked += 1
        return super().verify(password, encoded)


@pytest.fixture(autouse=True)
def _limit(settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": (3, 300)}
    settings.PASSWORD_HASHERS = ["tests.accounts.test_login_limits.CountingHasher"]
    CountingHasher.asked = 0


@pytest.fixture
def user():
    return UserFactory(username="haneul", phone="+821012345678")


def tries(count: int, *, login="haneul", address=HOME, now=NOW) -> list[int]:
    """Of so many tries the seconds to wait, 0 for one that may be made."""
    told = []
    for _ in range(count):
        try:
            take_try(login=login, address=address, now=now)
        except TooManyTries as refusal:
            told.append(refusal.retry_after)
        else:
            told.append(0)
    return told


class TestCounting:
    def test_so_many_in_the_time_and_then_it_is_said_when_to_come_back(self, user):
        assert tries(4) == [0, 0, 0, 300]
        assert tries(1, now=NOW + timedelta(seconds=299)) == [1]
        assert tries(4, now=NOW + timedelta(seconds=300)) == [0, 0, 0, 300]

    @pytest.mark.parametrize(
        ("seconds", "told"), [(1, "1 minute."), (60, "1 minute."), (61, "2 minutes."), (300, "5 minutes.")]
    )
    def test_the_wait_is_told_in_minutes(self, seconds, told):
        start = "There have been too many tries. Please come back in "
        assert str(TooManyTries(retry_after=seconds)) == start + told

    def test_every_name_of_an_account_is_the_account(self, user):
        assert [tries(1, login=name)[0] for name in NAMES] == [0, 0, 0, 300, 300]

    @pytest.mark.parametrize("name", ["nobody", "nobody@example.org", "01099999999"])
    def test_a_name_that_nobody_has_is_counted_in_any_letters(self, name):
        written = [name, name.upper(), f" {name} ", name.translate({ord("o"): "ｏ", ord("0"): "０"})]
        assert [tries(1, login=login)[0] for login in written] == [0, 0, 0, 300]

    def test_an_address_has_ten_times_as_many_for_all_names(self):
        most = 3 * SHARE_OF_AN_ADDRESS
        assert [tries(1, login=f"nobody{n}")[0] for n in range(most + 1)] == [0] * most + [300]
        assert tries(1, login="somebody", address="192.0.2.2") == [0]

    @pytest.mark.parametrize(
        ("one", "other", "is_same"),
        [
            ("192.0.2.1", "192.0.2.2", False),
            ("192.0.2.1", "::ffff:192.0.2.1", True),
            ("2001:db8::1", "2001:db8::ffff", True),
            ("2001:db8::1", "2001:db8:0:1::1", False),
            ("", "unix", False),
        ],
    )
    def test_which_addresses_are_one(self, settings, one, other, is_same):
        for number in range(3 * SHARE_OF_AN_ADDRESS):
            take_try(login=f"nobody{number}", address=one, now=NOW)
        assert tries(1, login="somebody", address=other) == [300 if is_same else 0]

    def test_off(self, settings, user):
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": None}
        assert tries(9) == [0] * 9
        assert (LoginTries.objects.count(), needs_bot_check(login="haneul", address=HOME, now=NOW)) == (
            0,
            False,
        )

    def test_the_table_tells_nobody_who_tried(self, user):
        tries(1, login="nobody@example.org")
        assert all(len(row.key) == 64 and str(row) == f"{row.key[:8]}: 1" for row in LoginTries.objects.all())


class TestTakingBack:
    def test_a_right_password_frees_the_account_and_takes_back_its_own_try_of_the_address(self, user):
        tries(2)
        tries(1, login="nobody")
        tries(1)
        give_back(user=user, address=HOME)
        assert tries(4) == [0, 0, 0, 300]
        assert sorted(LoginTries.objects.values_list("tries", flat=True)) == [1, 3, 7]

    def test_it_never_gives_more_than_there_is(self, user):
        tries(1)
        for _ in range(2):
            give_back(user=user, address=HOME)
        assert list(LoginTries.objects.values_list("tries", flat=True)) == [0]

    def test_an_account_is_freed(self, user):
        tries(4)
        assert (free_account(user=user), free_account(user=user), tries(1)) == (True, False, [0])

    def test_counts_that_count_no_longer_are_purged(self, user):
        tries(1)
        tries(1, login="nobody", address="192.0.2.2", now=NOW + timedelta(seconds=1))
        assert purge_tries(now=NOW + timedelta(seconds=300)) == 2
        assert LoginTries.objects.count() == 2

    def test_without_a_limit_all_are(self, settings, user):
        tries(1)
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": None}
        assert purge_tries(now=NOW) == 2

    def test_the_command_frees_accounts_and_addresses(self, user):
        for login, address in (("haneul", HOME), ("nobody", "192.0.2.2")):
            tries(4, login=login, address=address)
        out = StringIO()
        call_command("free_login", "010-1234-5678", address=[HOME], stdout=out)
        call_command("free_login", "haneul", address=["192.0.2.3"], stdout=out)
        assert out.getvalue() == (
            f"haneul may log in again\n{HOME} may log in again\nhaneul was not held up\n192.0.2.3 was not held up\n"
        )
        assert tries(1) == [0]

    def test_the_command_tells_a_program(self, user):
        tries(4)
        out = StringIO()
        call_command("free_login", "haneul", address=[HOME, "192.0.2.3"], format="json", stdout=out)
        assert json.loads(out.getvalue()) == {
            "username": "haneul",
            "freed": True,
            "addresses": {HOME: True, "192.0.2.3": False},
        }

    def test_the_command_knows_nobody_else(self):
        with pytest.raises(CommandError, match="There is no account called nobody"):
            call_command("free_login", "nobody")


@pytest.mark.parametrize(("count", "is_needed"), [(2, False), (3, True)])
def test_when_a_bot_check_is_asked_for(user, settings, count, is_needed):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": (9, 300)}
    tries(count)
    asked = [("HANEUL", "192.0.2.9"), ("nobody", HOME), ("nobody", "192.0.2.9")]
    assert [needs_bot_check(login=login, address=address, now=NOW) for login, address in asked] == [
        is_needed,
        is_needed,
        False,
    ]
    assert not needs_bot_check(login="haneul", address=HOME, now=NOW + timedelta(seconds=300))


class TestDoors:
    @pytest.fixture(autouse=True)
    def _museum(self, settings, monkeypatch):
        """Without the letters in a picture, which would turn tries away before they are counted."""
        monkeypatch.setattr(login_limits, "FAILURES_BEFORE_BOT_CHECK", 1_000_000)
        settings.ACCOUNT_RATE_LIMITS = False
        museum()

    def log_in(self, client, login="haneul", password="wrong", **headers) -> str:
        answer = client.post(
            reverse("account_login"), {"login": login, "password": password}, headers=headers
        )
        return "in" if answer.status_code == 303 else " ".join(answer.context["form"].non_field_errors())

    def test_three_passwords_are_looked_at_and_then_not_even_the_right_one(self, client, user):
        told = [self.log_in(client, name) for name in NAMES]
        told.append(self.log_in(client, password=PASSWORD))
        assert (told, CountingHasher.asked) == ([WRONG] * 2 + [LAST] + [LOCKED] * 3, 3)

    def test_a_name_that_nobody_has_gets_the_same_answers(self, client):
        assert [self.log_in(client, "nobody") for _ in range(4)] == [WRONG, WRONG, LAST, LOCKED]

    def test_what_was_typed_stays_and_the_page_is_a_failed_form(self, client, user):
        tries(3, now=timezone.now())
        answer = client.post(reverse("account_login"), {"login": "haneul", "password": "wrong"})
        assert (answer.status_code, 'value="haneul"' in answer.content.decode()) == (200, True)

    @pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Client-IP", "Via"])
    def test_forwarded_headers_do_not_make_another_visitor(self, client, settings, header):
        most = 3 * SHARE_OF_AN_ADDRESS
        told = [
            self.log_in(
                client,
                f"nobody{n}",
                **{header: f"for=198.51.100.{n}" if header == "Forwarded" else f"198.51.100.{n}"},
            )
            for n in range(most + 1)
        ]
        assert told == [WRONG] * (most - 1) + [LAST, LOCKED]

    def test_behind_a_proxy_only_its_own_hop_counts(self, client, settings):
        settings.TRUSTED_PROXY_COUNT = 1
        most = 3 * SHARE_OF_AN_ADDRESS
        for number in range(most):
            chain = f"198.51.100.{number}, 203.0.113.7"
            self.log_in(client, f"nobody{number}", **{"X-Forwarded-For": chain})
        assert self.log_in(client, "somebody", **{"X-Forwarded-For": "203.0.113.7"}) == LOCKED
        assert self.log_in(client, "somebody", **{"X-Forwarded-For": "203.0.113.7, 203.0.113.8"}) == WRONG

    def test_a_flushed_cache_forgets_nothing(self, client, user):
        for _ in range(3):
            self.log_in(client)
        cache.clear()
        assert self.log_in(client, password=PASSWORD) == LOCKED

    def test_logging_in_starts_the_account_anew(self, client, user):
        told = [self.log_in(client), self.log_in(client), self.log_in(client, password=PASSWORD)]
        client.logout()
        assert told + [self.log_in(client) for _ in range(3)] == [WRONG, WRONG, "in", WRONG, WRONG, LAST]

    @pytest.mark.parametrize(
        ("door", "status"), [("/django-admin/login/", 302), ("/admin/login/", 302), ("/_util/login/", 303)]
    )
    def test_no_other_door_looks_at_a_password(self, client, user, door, status):
        names = {"username": "haneul", "login": "haneul", "password": PASSWORD}
        for path in (door, f"{door}?next=/django-admin/"):
            answer = client.post(path, names)
            assert (answer.status_code, answer["Location"].split("?")[0]) == (status, "/accounts/login/")
        assert (CountingHasher.asked, client.session.get("_auth_user_id")) == (0, None)

    @pytest.mark.parametrize(
        ("door", "way"),
        [
            ("/django-admin/login/", "/django-admin/"),
            ("/django-admin/password_change/", "/accounts/password/change/"),
            ("/admin/login/", "/accounts/login/"),
            ("/_util/login/", "/accounts/login/"),
        ],
    )
    def test_nor_for_staff_who_are_in(self, client, user, door, way):
        setup_roles()
        staff = UserFactory(is_staff=True, is_superuser=True)
        give_role(user=staff, role="owner")
        client.force_login(staff)
        names = {"username": "haneul", "password": PASSWORD, "old_password": PASSWORD}
        assert client.post(door, names)["Location"] == way
        assert (CountingHasher.asked, client.session["_auth_user_id"]) == (0, str(staff.pk))

    def test_the_admin_changes_neither_passwords_nor_addresses(self, client):
        setup_roles()
        staff = UserFactory()
        give_role(user=staff, role="editor")
        client.force_login(staff)
        page = client.get("/admin/account/").content.decode()
        assert ("password-old_password" in page, "name_email-email" in page) == (False, False)
        assert client.get("/admin/password_reset/").status_code == 404

    @pytest.mark.parametrize(
        ("door", "field", "more", "wrong"),
        [
            ("account_reauthenticate", "password", {}, "Incorrect password."),
            (
                "account_change_password",
                "oldpassword",
                {"password1": "another long sentence", "password2": "another long sentence"},
                "Please type your current password.",
            ),
        ],
    )
    def test_an_open_session_is_no_place_to_guess_at_either(self, client, user, door, field, more, wrong):
        client.force_login(user)

        def guess(password):
            return client.post(reverse(door), {field: password, **more})

        told = [guess("wrong").context["form"].errors[field] for _ in range(3)]
        assert told == [[wrong]] * 3
        assert guess(PASSWORD).context["form"].errors == {field: [LOCKED]}
        assert (CountingHasher.asked, self.log_in(type(client)(), password=PASSWORD)) == (3, LOCKED)
        free_account(user=user)
        assert guess(PASSWORD).status_code == 303

    @pytest.mark.parametrize("door", ["account_reauthenticate", "accounts:close_account"])
    def test_who_is_logged_in_is_meant_whatever_their_name_means(self, client, user, door):
        """Of old, somebody may be called what is another's number."""
        named = UserFactory(username="01012345678")
        named.set_password("a sentence of my own")
        named.save()
        client.force_login(named)

        def say(password):
            return client.post(reverse(door), {"password": password, "understood": "on"}).status_code

        assert [say("wrong") for _ in range(2)] == [200, 200]
        assert tries(3, now=timezone.now()) == [0, 0, 0]
        assert say("a sentence of my own") in (302, 303)

    def test_a_new_password_by_letter_frees_the_account(self, client, user):
        tries(4, now=timezone.now())
        uid, token = user_pk_to_url_str(user), default_token_generator.make_token(user)
        form = client.get(reverse("account_reset_password_from_key", args=[uid, token]))["Location"]
        assert CountingHasher.asked == 0
        new = "another long sentence"
        answer = client.post(form, {"password1": new, "password2": new})
        assert (answer.status_code, self.log_in(client, password=new)) == (303, "in")
