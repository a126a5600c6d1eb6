import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from api.rate_limits import count_attempt, visitor_of
from site_config.settings.rate_limits import limits_of_accounts, read_rate_limits
from tests.factories.accounts import UserFactory


@pytest.fixture(autouse=True)
def _no_attempts_yet(settings):
    settings.RATE_LIMITS = {"coupon": (2, 60), "orders": None}
    cache.clear()


def test_the_setting_reads_counts_and_seconds():
    assert read_rate_limits("login=5/5m, signup=20/h,sms=off,search=60/30s,reset=1/d,") == {
        "login": (5, 300),
        "signup": (20, 3600),
        "sms": None,
        "search": (60, 30),
        "reset": (1, 86400),
    }
    assert read_rate_limits("") == {}


@pytest.mark.parametrize(
    "entry", ["login", "login=5", "login=0/m", "login=5/0m", "login=5/w", "LOGIN=5/m", "a=-1/m"]
)
def test_an_entry_that_cannot_be_read_is_named(entry):
    with pytest.raises(ImproperlyConfigured, match="RATE_LIMITS"):
        read_rate_limits(f"sms=5/h,{entry}")


def test_one_attempt_too_many_has_to_wait_until_the_window_ends():
    attempts = [count_attempt(group="coupon", who="user:1", now=now) for now in (1000, 1010, 1020, 1059)]
    assert attempts == [0, 0, 40, 1]
    assert count_attempt(group="coupon", who="user:1", now=1060) == 0


def test_others_and_other_groups_are_counted_for_themselves(settings):
    settings.RATE_LIMITS["search"] = (1, 60)
    assert count_attempt(group="search", who="user:1", now=1000) == 0
    assert count_attempt(group="search", who="user:2", now=1000) == 0
    assert count_attempt(group="coupon", who="user:1", now=1000) == 0
    assert count_attempt(group="search", who="user:1", now=1000) == 60


def test_a_group_that_is_off_or_unknown_counts_nothing():
    assert [count_attempt(group="orders", who="user:1", now=1000) for _ in range(9)] == [0] * 9
    assert count_attempt(group="unheard_of", who="user:1", now=1000) == 0


def test_without_its_cache_nobody_is_refused(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert [count_attempt(group="coupon", who="user:1", now=1000) for _ in range(5)] == [0] * 5


def test_the_log_in_pages_count_by_the_same_setting():
    limits = read_rate_limits("login=5/5m,signup=20/h,reset=5/h")
    assert limits_of_accounts(limits) == {
        "login": "30/m/ip",
        "login_failed": "10/m/ip,5/300s/key",
        "signup": "20/3600s/ip",
        "reset_password": "20/m/ip,5/3600s/key",
    }
    off = limits_of_accounts(read_rate_limits("login=off,signup=off,reset=off"))
    assert set(off.values()) == {None}


@pytest.mark.django_db
def test_a_password_cannot_be_guessed_for_long(client, settings):
    settings.RATE_LIMITS = {"login": (2, 300)}
    user = UserFactory()
    wrong = {"login": user.email, "password": "wrong"}
    pages = [client.post("/accounts/login/", wrong).content.decode() for _ in range(3)]
    assert ["There have been too many tries" in page for page in pages] == [False, True, True]
    settings.RATE_LIMITS = {"login": None}
    assert "too many" not in client.post("/accounts/login/", wrong).content.decode()


def counted_for(address: str, user=None) -> str:
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    request.user = user or AnonymousUser()
    return visitor_of(request)


def test_whoever_has_one_address_of_version_6_is_counted_for_all_of_its_network():
    one, other = counted_for("2001:db8:1:2::1"), counted_for("2001:db8:1:2:aaaa:bbbb:cccc:dddd")
    assert (one, other) == ("address:2001:db8:1:2::", "address:2001:db8:1:2::")
    assert counted_for("2001:db8:1:3::1") != one
    assert counted_for("203.0.113.7") == "address:203.0.113.7"


@pytest.mark.django_db
def test_an_account_is_counted_wherever_it_comes_from():
    user = UserFactory()
    assert counted_for("203.0.113.7", user) == counted_for("2001:db8::1", user) == f"user:{user.pk}"


@pytest.mark.django_db
def test_the_library_counts_networks_too(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/h/ip"}
    asked = [
        client.post("/accounts/password/reset/", {"email": "kim@example.org"}, REMOTE_ADDR=address)
        for address in ("2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:3::1")
    ]
    assert [answer.status_code == 429 for answer in asked] == [False, True, False]
