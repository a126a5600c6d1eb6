"""Several presses of the button behind one link, at once: the address is confirmed once, and one letter tells of it."""

import threading

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import adapter
from accounts.email_change import AddressConfirmation, drop_claims
from accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum
from tests.races.buyers import all_at_once
from tests.races.waiting import until_somebody_waits

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


def press(door: str, *, name: str):
    """By a browser in which the account is logged in."""
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username=name))
    return lambda: client.post(door).status_code


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
    all_at_once([press(door, name="haneul") for _ in range(2)])
    assert outcome() != CLEAN


def test_once(door):
    answers = all_at_once([press(door, name="haneul") for _ in range(PRESSES)])
    assert set(answers) <= {200, 303}
    assert outcome() == CLEAN


class TestTwoAccountsThatWaitForOneAddress:
    NAMES = ("haneul", "bora")

    @pytest.fixture
    def doors(self, settings) -> list[str]:
        settings.ACCOUNT_RATE_LIMITS = False
        museum()
        waiting = []
        for name in self.NAMES:
            user = UserFactory(username=name)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            waiting.append(EmailAddress.objects.create(user=user, email="new@example.org"))
        return [reverse("account_confirm_email", args=[AddressConfirmation(row).key]) for row in waiting]

    def press_both(self, doors) -> list:
        return all_at_once([press(door, name=name) for door, name in zip(doors, self.NAMES, strict=True)])

    @pytest.mark.postgres
    def test_control_without_the_lock_each_waits_for_the_other(self, doors, monkeypatch):
        both_have_looked = threading.Barrier(2)

        def look(*, address):
            both_have_looked.wait(timeout=10)
            return EmailAddress.objects.get(pk=address.pk)

        def drop(*, email):
            until_somebody_waits()
            drop_claims(email=email)

        monkeypatch.setattr(adapter, "lock_unconfirmed", look)
        monkeypatch.setattr(adapter, "drop_claims", drop)
        assert sorted(self.press_both(doors)) == [303, 503]

    def test_one_has_it_and_the_other_is_told(self, doors):
        assert set(self.press_both(doors)) <= {200, 303}
        rows = EmailAddress.objects.filter(email="new@example.org")
        assert list(rows.values_list("verified", "primary")) == [(True, True)]
        assert User.objects.filter(email="new@example.org").count() == 1
