from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from accounts.known_people import NotAnEmail, ensure_user, free_username
from accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _museum():
    museum()


def addresses(user) -> list[tuple[str, bool, bool]]:
    rows = EmailAddress.objects.filter(user=user).order_by("pk")
    return list(rows.values_list("email", "verified", "primary"))


def test_a_new_account_is_a_shoppers_without_a_password():
    known = ensure_user(email="Mina.Park@Example.org", first_name="Mina")
    assert (known.is_new, known.user.username, known.user.first_name) == (True, "Mina.Park", "Mina")
    assert (known.user.has_usable_password(), known.user.groups.count()) == (False, 0)
    assert addresses(known.user) == [("mina.park@example.org", False, True)]


def test_the_same_email_in_any_case_is_the_same_account():
    first = ensure_user(email="mina@example.org", role="editor", password="one two three", verified=True)
    again = ensure_user(email="MINA@example.org")
    assert (again.is_new, again.user) == (False, first.user)
    user = User.objects.get()
    assert (user.check_password("one two three"), user.groups.get().name) == (True, "editor")
    assert addresses(user) == [("mina@example.org", True, True)]


def test_a_password_and_a_role_replace_those_before():
    ensure_user(email="mina@example.org", role="owner", password="one two three")
    user = ensure_user(email="mina@example.org", role="operator", password="four five six").user
    user = User.objects.get(pk=user.pk)
    assert (user.check_password("four five six"), user.is_superuser) == (True, False)
    assert user.groups.get().name == "operator"


def test_an_unchanged_password_keeps_its_hash_and_so_the_log_ins():
    before = ensure_user(email="mina@example.org", password="one two three").user.password
    assert ensure_user(email="mina@example.org", password="one two three").user.password == before


def test_a_confirmed_address_ends_the_waiting_of_others():
    EmailAddress.objects.create(user=UserFactory(), email="mina@example.org")
    ensure_user(email="mina@example.org")
    assert EmailAddress.objects.count() == 2
    user = ensure_user(email="mina@example.org", verified=True).user
    assert EmailAddress.objects.get().user == user


def test_an_address_confirmed_later_is_the_same_row():
    user = ensure_user(email="mina@example.org").user
    ensure_user(email="mina@example.org", verified=True)
    assert addresses(user) == [("mina@example.org", True, True)]


def test_an_account_keeps_its_other_primary_address():
    user = UserFactory(email="mina@example.org")
    EmailAddress.objects.create(user=user, email="other@example.org", primary=True, verified=True)
    ensure_user(email="mina@example.org", verified=True)
    assert addresses(user) == [("other@example.org", True, True), ("mina@example.org", True, False)]


def test_a_taken_user_name_gets_a_number_whatever_its_case():
    UserFactory(username="MINA")
    UserFactory(username="mina2")
    assert free_username(email="mina@example.org") == "mina3"
    assert free_username(email="!!@example.org") == "user"
    assert free_username(email="010.1234.5678@example.org") == "user-010.1234.5678"
    UserFactory(username="123456")
    assert free_username(email="123456@example.org") == "user-123456"


@pytest.mark.parametrize("text", ["", "mina", "a@b", "mina@", "two words@example.org"])
def test_what_is_no_email_is_refused(text):
    with pytest.raises(NotAnEmail):
        ensure_user(email=text)


@pytest.mark.race
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_account_for_one_email_and_different_ones_for_different_emails():
    emails = ["mina@example.org"] * 4 + [f"mina@{number}.example.org" for number in range(4)]
    start = Barrier(len(emails))

    def make(email):
        try:
            start.wait()
            return ensure_user(email=email, verified=True).user.email
        finally:
            connection.close()

    with ThreadPoolExecutor(len(emails)) as pool:
        assert sorted(pool.map(make, emails)) == sorted(emails)
    assert sorted(User.objects.values_list("email", flat=True)) == sorted(set(emails))
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == 5
