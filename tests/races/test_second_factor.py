"""One code typed in many places at once opens one of them."""

import threading

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.utils import timezone

from accounts.second_factor import use_code
from tests.factories.accounts import UserFactory
from tests.factories.second_factor import code_at, give_second_factor
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

PARALLEL = 8
NOW = timezone.now()


def use(app) -> bool:
    try:
        return use_code(authenticator=app, code=code_at(NOW), now=NOW)
    finally:
        connection.close()


@pytest.mark.postgres
def test_control_without_the_lock_a_code_opens_twice(monkeypatch):
    both_have_looked = threading.Barrier(2)
    original = Authenticator.save

    def save_together(self, *args, **kwargs):
        both_have_looked.wait(timeout=5)
        return original(self, *args, **kwargs)

    app = give_second_factor(UserFactory())
    manager = type(Authenticator.objects)
    monkeypatch.setattr(manager, "select_for_update", lambda self: self.get_queryset(), raising=False)
    monkeypatch.setattr(Authenticator, "save", save_together)
    assert all_at_once([lambda: use(app)] * 2) == [True, True]


def test_of_many_at_once_one_is_let_in():
    app = give_second_factor(UserFactory())
    assert sorted(all_at_once([lambda: use(app)] * PARALLEL)) == [False] * (PARALLEL - 1) + [True]
