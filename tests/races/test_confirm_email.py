"""Several presses of the button behind one link, at once: the address is confirmed once, and one letter tells of it."""

import threading

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import adapter
from accounts.email_change import AddressConfirmation
from accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

PRESSES = 4
CLEAN = ([("new@example.org", True, True)], "new@example.org", [["haneul@example.org"]])


@pytest.fixture
def door(settings) -> str:
    settings.ACCOUNT_RATE_LIMITS = False
    museum()
    user = UserFactory(username="haneul")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    waiting = EmailAddress.objects.create(user=user, email="new@example.org")
    return reverse("account_confirm_email", args=[AddressConfirmation(waiting).key])


def outcome():
    rows = EmailAddress.objects.order_by("pk").values_list("email", "verified", "primary")
    return list(rows), User.objects.get().email, [letter.to for letter in mail.outbox]


@pytest.mark.postgres
def test_control_without_the_lock_it_comes_out_otherwise(door, monkeypatch):
    """Two have looked before either writes: if all were well then, the test below would prove nothing."""
    both_have_looked = threading.Barrier(2)

    def look(*, address):
        both_have_looked.wait(timeout=10)
        return address

    monkeypatch.setattr(adapter, "lock_unconfirmed", look)
    all_at_once([lambda: Client(raise_request_exception=False).post(door)] * 2)
    assert outcome() != CLEAN


def test_once(door):
    answers = all_at_once([lambda: Client().post(door).status_code for _ in range(PRESSES)])
    assert set(answers) <= {200, 303}
    assert outcome() == CLEAN
