"""Fifty guesses at one password at the same moment: no more are looked at than may be."""

import threading
from collections import Counter

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from accounts import login_limits
from accounts.login_limits import TooManyTries
from accounts.models import LoginTries
from tests.factories.accounts import UserFactory
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

GUESSES = 50
MOST = 5
NAMES = ["haneul", "HANEUL", "haneul@example.org", "Haneul@Example.org", "010-1234-5678"]


class CountingHasher(MD5PasswordHasher):
    looked_at: list[str] = []

    def verify(self, password, encoded):
        CountingHasher.looked_at.append(password)
        return super().verify(password, encoded)


@pytest.fixture(autouse=True)
def _shop(settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": (MOST, 300)}
    settings.PASSWORD_HASHERS = ["tests.races.test_login_limits.CountingHasher"]
    UserFactory(username="haneul", phone="+821012345678")
    CountingHasher.looked_at.clear()


def guess(number: int) -> str:
    """As every log-in does, whichever page it was typed on."""
    request = RequestFactory().post("/", REMOTE_ADDR=f"192.0.2.{number}")
    try:
        with context.request_context(request):
            name = NAMES[number % len(NAMES)]
            user = get_adapter(request).authenticate(request, username=name, password=f"guess {number}")
    except ValidationError as refusal:
        return refusal.code
    return "in" if user else "wrong"


@pytest.mark.postgres
def test_control_whoever_looks_before_counting_lets_both_through(monkeypatch, settings):
    """Two have looked before either counts: if one were refused then, the test below would prove nothing."""
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": (1, 300)}
    both_have_looked = threading.Barrier(2)

    def look_and_then_count(key, most, seconds, now):
        tries = LoginTries.objects.filter(key=key).values_list("tries", flat=True).first() or 0
        both_have_looked.wait(timeout=10)
        if tries >= most:
            raise TooManyTries(retry_after=seconds)
        LoginTries.objects.update_or_create(key=key, defaults={"began_at": now, "tries": tries + 1})

    monkeypatch.setattr(login_limits, "_take", look_and_then_count)
    all_at_once([lambda: guess(0), lambda: guess(1)])
    assert sorted(CountingHasher.looked_at) == ["guess 0", "guess 1"]


def test_of_fifty_guesses_five_are_looked_at():
    told = all_at_once([lambda number=number: guess(number) for number in range(GUESSES)])
    assert Counter(told) == {"wrong": MOST, "too_many_login_attempts": GUESSES - MOST}
    assert len(CountingHasher.looked_at) == MOST
