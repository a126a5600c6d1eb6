"""Two who typed one number and prove it at the same moment: it is one account's, and the other has none any more."""

import threading
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection

from accounts import phone as rule
from accounts.codes.proofs import issue_code
from accounts.models import User
from accounts.phone import PURPOSE, NothingToVerify, confirm_phone
from tests.factories.accounts import UserFactory
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

PHONE = "+821012345678"
NOW = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)


@pytest.fixture
def provers(settings) -> list:
    settings.SMS_URL = "console://"
    settings.RATE_LIMITS = {}
    users = [UserFactory(username=name, phone=PHONE) for name in ("haneul", "bora")]
    return [
        (user, issue_code(purpose=PURPOSE, target=PHONE, holder=str(user.pk), address="203.0.113.7", now=NOW))
        for user in users
    ]


def prove(user: User, code: str) -> str:
    try:
        confirm_phone(user=user, code=code, now=NOW)
    except NothingToVerify as refused:
        return str(refused)
    finally:
        connection.close()
    return "proved"


def outcome(provers) -> Counter:
    return Counter(map(str, all_at_once([lambda pair=pair: prove(*pair) for pair in provers])))


ONE_HAS_IT = {"proved": 1, "The number of your account has changed in the meantime.": 1}


@pytest.mark.postgres
def test_control_without_the_lock_each_waits_for_the_other(provers, monkeypatch):
    both_have_looked = threading.Barrier(2)

    def look(*, phone):
        holders = {user.pk: user for user in User.objects.filter(phone=phone)}
        both_have_looked.wait(timeout=10)
        return holders

    monkeypatch.setattr(rule, "lock_holders", look)
    told = outcome(provers)
    # Each waits for the other, or the slower one is refused by the database: it is told nothing that helps.
    assert told != ONE_HAS_IT


def test_one_has_it(provers):
    assert outcome(provers) == ONE_HAS_IT
    assert set(User.objects.values_list("phone", "phone_verified_at")) == {(PHONE, NOW), (None, None)}
