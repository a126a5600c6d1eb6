"""How long the answers about known and unknown addresses take. `make enumeration` runs it on a quiet machine; it is not
part of the suite, because a busy machine would fail it."""

import gc
import os
import sys
from functools import partial
from statistics import median
from time import perf_counter

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from site_config.settings import base
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("ROUNDS", "200"))
WITHIN_MS = 20
WARMING_UP = 5
DOORS = {
    "log-in by e-mail": ("account_login", "login", "haneul@example.org", "nobody@example.org"),
    "log-in by user name": ("account_login", "login", "haneul", "nobody"),
    "log-in by mobile number": ("account_login", "login", "010-1234-5678", "010-9999-9999"),
    "forgotten password": ("account_reset_password", "email", "haneul@example.org", "nobody@example.org"),
    # These two tell it in words; nothing else is in the forms, so that they are refused in any case.
    "sign-up": ("account_signup", "email", "haneul@example.org", "nobody@example.org"),
    "change of e-mail": ("accounts:details", "email", "haneul@example.org", "nobody@example.org"),
}
INSIDE = {"change of e-mail"}


@pytest.fixture(autouse=True)
def _shop(settings, monkeypatch):
    # Whoever fails too often reads letters first, and no password is looked at before they are right.
    monkeypatch.setattr("accounts.forms.login.needs_bot_check", lambda **who: False)
    settings.ACCOUNT_RATE_LIMITS = False
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": (1_000_000, 300)}
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    settings.EMAIL_BACKEND = base.EMAIL_BACKEND
    museum()
    UserFactory(username="haneul", phone="+821012345678")
    UserFactory(username="rain")


def milliseconds(ask) -> float:
    began = perf_counter()
    ask()
    return (perf_counter() - began) * 1000


@pytest.mark.parametrize("door", DOORS)
def test_known_and_unknown_take_the_same_time(door, capsys):
    """Asked in turns, so that whatever else the machine does falls on both."""
    name, field, known, unknown = DOORS[door]
    page, client = reverse(name), Client()
    if door in INSIDE:
        client.force_login(User.objects.get(username="rain"))
    asks = [partial(client.post, page, {field: who, "password": "wrong"}) for who in (known, unknown)]
    for ask in asks * WARMING_UP:
        answer = ask()
        if name == "account_login":
            (told,) = answer.context["form"].non_field_errors()
            assert told == "This name and this password do not go together."
    gc.disable()
    times = [[milliseconds(ask) for ask in asks] for _ in range(ROUNDS)]
    gc.enable()
    of_known, of_unknown = (median(column) for column in zip(*times, strict=True))
    with capsys.disabled():
        told = f"known {of_known:.1f} ms, unknown {of_unknown:.1f} ms"
        sys.stdout.write(f"\n{door}: {told} (median of {ROUNDS})\n")
    assert abs(of_known - of_unknown) < WITHIN_MS
