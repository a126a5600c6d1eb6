"""One-time codes, in rows and in a real Redis alike; what happens while Redis comes and goes."""

import os
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from redis.client import Pipeline
from redis.exceptions import WatchError

from accounts.codes import proofs
from accounts.codes.proofs import (
    CodeExpired,
    TooMany,
    TooSoon,
    WrongCode,
    check_code,
    issue_code,
    purge_codes,
)
from accounts.models import CodeAsking, OneTimeCode
from tests.factories.checkout import NOW
from tests.factories.redis_there import cache_in_redis

pytestmark = pytest.mark.django_db
NUMBER, HERE = "+821012345678", "203.0.113.7"
AWAY = "redis://127.0.0.1:1/0"


def at(seconds: float):
    return NOW + timedelta(seconds=seconds)


def issue(seconds: float = 0, *, target: str = NUMBER, address: str = HERE, purpose: str = "phone") -> str:
    return issue_code(purpose=purpose, target=target, address=address, now=at(seconds))


def check(code: str, seconds: float = 0, *, target: str = NUMBER, purpose: str = "phone") -> None:
    check_code(purpose=purpose, target=target, code=code, now=at(seconds))


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def wait_of(seconds: float, **changes) -> tuple[type, int]:
    with pytest.raises((TooSoon, TooMany)) as refused:
        issue(seconds, **changes)
    return type(refused.value), refused.value.wait


@pytest.fixture(
    params=["rows", "redis away", pytest.param("redis", marks=pytest.mark.redis)], ids=lambda name: name
)
def _store(request, settings):
    settings.RATE_LIMITS = {"sms": (5, 3600)}
    if request.param == "redis away":
        settings.CACHES = cache_in_redis(AWAY)
    elif request.param == "redis":
        settings.CACHES = cache_in_redis(os.environ["REDIS_URL"])
        yield
        redis = cache.redis_itself()
        for key in redis.scan_iter(f"{cache.key_prefix}:*"):
            redis.delete(key)
        return
    yield


@pytest.mark.usefixtures("_store")
class TestTheCode:
    def test_it_has_six_digits_also_when_it_begins_with_noughts(self, monkeypatch):
        assert re.fullmatch(r"[0-9]{6}", issue())
        monkeypatch.setattr(proofs.secrets, "randbelow", lambda end: {10**6: 123}[end])
        assert issue(61) == "000123"
        check("000123", 62)

    @pytest.mark.parametrize("age", [0, 299])
    def test_it_is_valid_for_five_minutes(self, age):
        check(issue(), age)

    def test_and_not_longer(self):
        code = issue()
        with pytest.raises(CodeExpired):
            check(code, 301)

    def test_it_is_taken_once(self):
        code = issue()
        check(code, 1)
        with pytest.raises(CodeExpired):
            check(code, 1)

    def test_it_may_be_typed_with_gaps_and_in_wide_digits(self):
        code = issue()
        wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
        check(f" {wide[:3]} {wide[3:]} ")

    def test_of_five_tries_the_last_may_be_right(self):
        code = issue()
        left = []
        for _ in range(4):
            with pytest.raises(WrongCode) as wrong:
                check(other_than(code))
            left.append(wrong.value.tries_left)
        check(code)
        assert left == [4, 3, 2, 1]

    def test_after_five_wrong_ones_it_is_dead(self):
        code = issue()
        for left in (4, 3, 2, 1, 0):
            with pytest.raises(WrongCode) as wrong:
                check(other_than(code))
            assert wrong.value.tries_left == left
        assert "ask for a new one" in str(wrong.value)
        with pytest.raises(CodeExpired):
            check(code)

    def test_another_one_replaces_it_and_may_be_tried_five_times(self):
        former = issue()
        for _ in range(5):
            with pytest.raises(WrongCode):
                check(other_than(former))
        later = issue(60)
        if former != later:
            with pytest.raises(WrongCode) as wrong:
                check(former, 61)
            assert wrong.value.tries_left == 4
        check(later, 61)

    @pytest.mark.parametrize("change", [{"target": "+821099999999"}, {"purpose": "guest_orders"}])
    def test_it_proves_one_thing_about_one_target(self, change):
        code = issue()
        with pytest.raises(CodeExpired):
            check(code, **change)
        check(code)

    @pytest.mark.parametrize("typed", ["", "x" * 5000, "１２", "\0", "12345"])
    def test_what_cannot_be_a_code_is_wrong(self, typed):
        issue()
        with pytest.raises(WrongCode):
            check(typed)

    def test_without_having_asked(self):
        with pytest.raises(CodeExpired, match="ask for a new one"):
            check("000000")


@pytest.mark.usefixtures("_store")
class TestHowOften:
    def test_one_a_minute(self):
        issue(0)
        assert [wait_of(at) for at in (0, 1, 59.5)] == [(TooSoon, 60), (TooSoon, 59), (TooSoon, 1)]
        issue(60)

    def test_five_an_hour(self):
        for minute in range(5):
            issue(minute * 60)
        assert wait_of(300) == (TooMany, 3300)
        assert wait_of(3599) == (TooMany, 1)
        issue(3600)
        assert wait_of(3601) == (TooSoon, 59)
        issue(3660)

    def test_ten_a_day(self):
        for number in range(10):
            issue(number * 1000)
        assert wait_of(12_700) == (TooMany, 86_400 - 12_700)
        issue(86_400)

    def test_what_was_refused_is_not_counted_and_the_former_code_stands(self):
        code = issue()
        for second in range(1, 60):
            wait_of(second)
        check(code, 59)
        issue(60)

    def test_by_target_whatever_the_address(self):
        for number in range(5):
            issue(number * 60, address=f"203.0.113.{number}")
        assert wait_of(300, address="198.51.100.1") == (TooMany, 3300)

    def test_by_address_whatever_the_target(self):
        for number in range(5):
            issue(number * 60, target=f"+82101234000{number}")
        assert wait_of(300, target="+821099999999") == (TooMany, 3300)
        issue(300, target="+821099999999", address="198.51.100.1")

    def test_a_network_of_version_6_is_one_address(self):
        issue(address="2001:db8:1:2::1")
        assert wait_of(0, target="+821099999999", address="2001:db8:1:2::2") == (TooSoon, 60)
        issue(target="+821099999999", address="2001:db8:1:3::1")

    def test_each_purpose_for_itself(self):
        issue()
        issue(purpose="guest_orders")

    def test_the_setting_says_how_many(self, settings):
        settings.RATE_LIMITS = {"sms": (2, 600)}
        issue(0)
        issue(60)
        assert wait_of(120) == (TooMany, 480)

    def test_switched_off_nothing_is_counted(self, settings):
        settings.RATE_LIMITS = {"sms": None}
        given = [issue() for _ in range(12)]
        check(given[-1])


def test_what_a_refusal_says():
    assert str(TooSoon(wait=1)) == "Please wait 1 second before you ask for another code."
    assert str(TooSoon(wait=42)) == "Please wait 42 seconds before you ask for another code."
    assert str(TooMany(wait=61)) == "That was too often. You can ask for another code in 2 minutes."
    assert str(TooMany(wait=60)) == "That was too often. You can ask for another code in 1 minute."
    assert str(TooMany(wait=80_000)) == "That was too often. You can ask for another code in 23 hours."


class TestRows:
    def test_they_hold_nothing_that_could_be_read(self, settings):
        settings.RATE_LIMITS = {"sms": (5, 3600)}
        code = issue()
        rows = repr([*OneTimeCode.objects.values(), *CodeAsking.objects.values()])
        assert rows.count("'who'") == 2
        assert [secret for secret in (code, NUMBER, HERE, "phone") if secret in rows] == []

    def test_they_go_when_nothing_asks_for_them(self, settings):
        settings.RATE_LIMITS = {"sms": (5, 3600)}
        issue()
        assert purge_codes(now=at(299)) == 0
        assert purge_codes(now=at(300)) == 1
        assert purge_codes(now=at(86_399)) == 0
        assert purge_codes(now=at(86_400)) == 2


class TestWhileRedisComesAndGoes:
    @pytest.fixture(autouse=True)
    def _counted(self, settings):
        settings.RATE_LIMITS = {"sms": (5, 3600)}

    def test_it_is_said_in_the_log_without_a_code(self, settings, caplog):
        settings.CACHES = cache_in_redis(AWAY)
        code = issue()
        check(code)
        told = [record.getMessage() for record in caplog.records if record.name == "accounts.codes.proofs"]
        assert set(told) == {"Redis is away (ConnectionError): one-time codes are kept in the database"}
        assert code not in caplog.text

    @pytest.mark.redis
    def test_a_code_issued_while_it_was_away_is_taken_when_it_is_back(self, settings):
        settings.CACHES = cache_in_redis(AWAY)
        code = issue()
        settings.CACHES = cache_in_redis(os.environ["REDIS_URL"])
        check(code)

    @pytest.mark.redis
    def test_a_code_issued_in_the_moment_it_went_counts(self, settings):
        """It may have heard the whole order before the line was cut."""
        there = cache_in_redis(os.environ["REDIS_URL"])
        settings.CACHES = there
        issue()
        settings.CACHES = cache_in_redis(AWAY)
        told = issue()
        settings.CACHES = there
        check(told)


@pytest.mark.redis
def test_flag_and_code_are_set_in_one_go(settings):
    """What Redis itself saw: nothing comes between MULTI and EXEC, and all of it from one connection."""
    settings.RATE_LIMITS = {"sms": (5, 3600)}
    settings.CACHES = cache_in_redis(os.environ["REDIS_URL"])
    prefix = cache.key_prefix
    redis = cache.redis_itself()
    redis.ping()
    with redis.monitor() as monitor:
        code = issue()
        seen = []
        for event in monitor.listen():
            seen.append(event["command"])
            if event["command"] == "EXEC":
                break
    own = [command for command in seen if prefix in command or command in ("MULTI", "EXEC")]
    assert [command.split()[0] for command in own] == [
        "WATCH",
        "MGET",
        "MULTI",
        "SET",
        "SET",
        "SET",
        "DEL",
        "RPUSH",
        "EXPIRE",
        "EXEC",
    ]
    assert [command.split()[-2:] for command in own if command.startswith("SET")] == [
        ["EX", "86400"],
        ["EX", "86400"],
        ["EX", "300"],
    ]
    assert [secret for secret in (code, NUMBER, HERE) if secret in " ".join(seen)] == []


@pytest.mark.redis
def test_whoever_is_overtaken_again_and_again_has_to_wait(settings, monkeypatch):
    settings.RATE_LIMITS = {"sms": (5, 3600)}
    settings.CACHES = cache_in_redis(os.environ["REDIS_URL"])
    executed = []

    def overtaken(self):
        executed.append(self)
        raise WatchError

    monkeypatch.setattr(Pipeline, "execute", overtaken)
    assert wait_of(0) == (TooSoon, 60)
    assert (len(executed), OneTimeCode.objects.count()) == (3, 0)
