"""Many additions to one address book at once: it never holds more than it may, nor two defaults."""

import threading

import pytest
from django.db import IntegrityError, connection

from accounts import address_book
from accounts.address_book import MOST_ADDRESSES, AddressLimit, add_address, set_default
from accounts.models import Address
from tests.factories.accounts import UserFactory
from tests.factories.addresses import SEOUL, kept_address
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

PARALLEL = 8


def nearly_full():
    user = UserFactory()
    Address.objects.bulk_create(Address(user=user, **SEOUL) for _ in range(MOST_ADDRESSES - 1))
    return user


def add(user) -> str:
    try:
        add_address(user=user, details=SEOUL)
    except AddressLimit:
        return "full"
    finally:
        connection.close()
    return "added"


def choose(user, address_id: int) -> str:
    try:
        set_default(user=user, address_id=address_id)
    finally:
        connection.close()
    return "chosen"


@pytest.mark.postgres
def test_control_without_the_lock_the_book_overflows(monkeypatch):
    """Two have counted before either writes: if the book held then, the test below would prove nothing."""
    both_are_in = threading.Barrier(2)
    monkeypatch.setattr(address_book, "lock_book", lambda *, user: both_are_in.wait(timeout=5))
    user = nearly_full()
    # With a default already there, the constraint of the single default cannot stand in for the lock.
    Address.objects.filter(pk=user.addresses.first().pk).update(is_default=True)
    counted = threading.Barrier(2)
    original = Address.save

    def save_together(self, *args, **kwargs):
        counted.wait(timeout=5)
        return original(self, *args, **kwargs)

    monkeypatch.setattr(Address, "save", save_together)
    assert all_at_once([lambda: add(user)] * 2) == ["added", "added"]
    assert user.addresses.live().count() == MOST_ADDRESSES + 1


def test_of_many_who_add_the_twentieth_one_succeeds():
    user = nearly_full()
    assert sorted(all_at_once([lambda: add(user)] * PARALLEL)) == ["added"] + ["full"] * (PARALLEL - 1)
    assert user.addresses.live().count() == MOST_ADDRESSES


@pytest.mark.postgres
@pytest.mark.parametrize("has_constraint", [True, False])
def test_control_without_the_lock_only_the_constraint_stands_between_two_defaults(
    monkeypatch, has_constraint
):
    both_are_in = threading.Barrier(2)
    monkeypatch.setattr(address_book, "lock_book", lambda *, user: None)
    original = Address.save

    def save_together(self, *args, **kwargs):
        both_are_in.wait(timeout=5)
        return original(self, *args, **kwargs)

    monkeypatch.setattr(Address, "save", save_together)
    constraint = next(
        found for found in Address._meta.constraints if found.name == "address_one_default_per_user"
    )
    if not has_constraint:
        with connection.schema_editor() as schema:
            schema.remove_constraint(Address, constraint)
    user = UserFactory()
    try:
        ends = all_at_once([lambda: add(user)] * 2)
        refused = [end for end in ends if isinstance(end, IntegrityError)]
        assert (len(refused), user.addresses.filter(is_default=True).count()) == (
            (1, 1) if has_constraint else (0, 2)
        )
    finally:
        Address.objects.all().delete()
        if not has_constraint:
            with connection.schema_editor() as schema:
                schema.add_constraint(Address, constraint)


def test_of_many_first_ones_one_is_the_default():
    user = UserFactory()
    assert all_at_once([lambda: add(user)] * PARALLEL) == ["added"] * PARALLEL
    assert user.addresses.filter(is_default=True).count() == 1


def test_of_many_choices_one_stands():
    user = UserFactory()
    kept = [kept_address(user=user) for _ in range(PARALLEL)]
    answers = all_at_once([lambda pk=address.pk: choose(user, pk) for address in kept])
    assert answers == ["chosen"] * PARALLEL
    assert user.addresses.filter(is_default=True).count() == 1
