"""Codes asked for and guessed by many at once: the limits hold, and no more than five guesses are heard."""

import os
import threading
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models.query import QuerySet
from redis.client import Pipeline

from accounts.codes import stores
from accounts.codes.proofs import CodeExpired, TooMany, TooSoon, WrongCode, check_code, issue_code
from accounts.models import CodeAsking, OneTimeCode
from tests.factories.redis_there import cache_in_redis
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

PARALLEL = 12
NOW = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)
ABOUT = {"purpose": "phone", "target": "+821012345678", "now": NOW}


@pytest.fixture(autouse=True)
def _counted(settings):
    settings.RATE_LIMITS = {"sms": (5, 3600)}


@pytest.fixture
def redis(settings):
    settings.CACHES = cache_in_redis(os.environ["REDIS_URL"])


def ask(address: str = "203.0.113.7") -> str:
    try:
        return issue_code(**ABOUT, address=address) and "given"
    except (TooSoon, TooMany) as refused:
        return type(refused).__name__
    finally:
        connection.close()


def guess(code: str) -> str:
    try:
        check_code(**ABOUT, code=code)
    except (WrongCode, CodeExpired) as refused:
        return type(refused).__name__
    finally:
        connection.close()
    return "right"


def issued() -> str:
    return issue_code(**ABOUT, address="203.0.113.7")


def wrong_for(code: str) -> list[str]:
    return [f"{(int(code) + number) % 10**6:06d}" for number in range(1, PARALLEL + 1)]


def both_look_before_either_writes(monkeypatch) -> None:
    both_have_looked = threading.Barrier(2)
    original = stores.ensure_may_ask

    def look_together(**looked_at):
        original(**looked_at)
        both_have_looked.wait(timeout=5)

    monkeypatch.setattr(stores, "ensure_may_ask", look_together)


class TestInRows:
    @pytest.mark.postgres
    def test_control_without_the_lock_two_are_given(self, monkeypatch):
        CodeAsking.objects.all().delete()
        issued()
        CodeAsking.objects.update(times=[])
        monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **how: self.all())
        both_look_before_either_writes(monkeypatch)
        assert all_at_once([ask] * 2) == ["given", "given"]

    def test_of_many_who_ask_one_is_given_a_code(self):
        assert Counter(all_at_once([ask] * PARALLEL)) == {"given": 1, "TooSoon": PARALLEL - 1}

    def test_nor_by_different_addresses(self):
        asking = [lambda address=f"203.0.113.{number}": ask(address) for number in range(PARALLEL)]
        assert Counter(all_at_once(asking)) == {"given": 1, "TooSoon": PARALLEL - 1}

    def test_control_when_tries_are_not_counted_in_the_statement_all_are_heard(self, monkeypatch):
        code = issued()
        monkeypatch.setattr(stores, "F", lambda name: stores.MOST_WRONG)
        guesses = [lambda typed=typed: guess(typed) for typed in wrong_for(code)]
        assert Counter(all_at_once(guesses)) == {"WrongCode": PARALLEL}

    def test_of_many_guesses_five_are_heard(self):
        code = issued()
        guesses = [lambda typed=typed: guess(typed) for typed in wrong_for(code)]
        assert Counter(all_at_once(guesses)) == {"WrongCode": 5, "CodeExpired": PARALLEL - 5}
        assert (OneTimeCode.objects.get().tries_left, guess(code)) == (0, "CodeExpired")

    def test_the_right_code_is_taken_once(self):
        code = issued()
        assert Counter(all_at_once([lambda: guess(code)] * 5)) == {"right": 1, "CodeExpired": 4}


@pytest.mark.redis
@pytest.mark.usefixtures("redis")
class TestInRedis:
    def test_control_without_the_watch_two_are_given(self, monkeypatch):
        monkeypatch.setattr(Pipeline, "watch", lambda self, *names: setattr(self, "watching", True))
        both_look_before_either_writes(monkeypatch)
        assert all_at_once([ask] * 2) == ["given", "given"]

    def test_of_many_who_ask_one_is_given_a_code(self):
        assert Counter(all_at_once([ask] * PARALLEL)) == {"given": 1, "TooSoon": PARALLEL - 1}

    def test_nor_by_different_addresses(self):
        asking = [lambda address=f"203.0.113.{number}": ask(address) for number in range(PARALLEL)]
        assert Counter(all_at_once(asking)) == {"given": 1, "TooSoon": PARALLEL - 1}

    def test_of_many_guesses_five_are_heard(self):
        code = issued()
        guesses = [lambda typed=typed: guess(typed) for typed in wrong_for(code)]
        assert Counter(all_at_once(guesses)) == {"WrongCode": 5, "CodeExpired": PARALLEL - 5}
        assert guess(code) == "CodeExpired"

    def test_the_right_code_is_taken_once(self):
        code = issued()
        assert Counter(all_at_once([lambda: guess(code)] * 5)) == {"right": 1, "CodeExpired": 4}
