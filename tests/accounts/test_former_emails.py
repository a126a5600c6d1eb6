"""A former e-mail is remembered as long as its account, and gives no right to what belongs to others."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from post_office.models import Email

from accounts.models import FormerEmail
from accounts.privacy.person import erase_person, export_person, person_of
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.checkout import NOW, placed_order
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
OLD, NEW = "old@example.org", "new@example.org"


@pytest.fixture
def reader():
    museum()
    user = UserFactory(email=OLD)
    user.email = NEW
    user.save()
    return user


def letter_to(receiver: str) -> Email:
    return Email.objects.create(
        from_email="shop@example.org", to=[receiver], subject="Hello", message="Hello"
    )


def test_another_address_is_remembered_and_another_way_of_writing_it_is_not(reader):
    reader.email = "NEW@example.org"
    reader.save()
    reader.email = ""
    reader.save(update_fields=["email"])
    assert list(FormerEmail.objects.order_by("pk").values_list("user", "email")) == [
        (reader.pk, OLD),
        (reader.pk, NEW),
    ]


def test_saving_something_else_asks_nothing(reader, django_assert_num_queries):
    with django_assert_num_queries(1):
        reader.save(update_fields=["last_name"])


def test_it_is_exported_and_its_letters_are_erased(reader):
    letter = letter_to(OLD)
    assert [
        row["email"]
        for row in export_person(person=person_of(user=reader), now=NOW)["account"]["former_emails"]
    ] == [OLD]
    erase_person(person=person_of(user=reader), now=NOW)
    letter.refresh_from_db()
    assert (letter.message, FormerEmail.objects.count()) == ("", 0)


@pytest.mark.parametrize("by_account", [True, False])
def test_an_address_that_is_somebody_elses_by_now_is_theirs(reader, by_account):
    other = UserFactory(email="Old@Example.org" if by_account else "other@example.org")
    if not by_account:
        EmailAddress.objects.create(user=other, email="OLD@example.org", verified=True)
    letter = letter_to(OLD)
    assert person_of(user=reader).mailboxes == {NEW}
    erase_person(person=person_of(user=reader), now=NOW)
    letter.refresh_from_db()
    assert letter.message == "Hello"


def test_a_guests_orders_are_not_opened_by_it(reader):
    placed_order(email=OLD)
    assert export_person(person=person_of(user=reader), now=NOW)["shop"]["orders"] == []


def test_whoever_only_typed_anothers_address_takes_nothing_of_theirs_along(reader):
    """Their letters stay, and so do their log-ins, in which the address stands as well."""
    EmailAddress.objects.create(user=reader, email=NEW, verified=True)
    stranger = UserFactory()
    EmailAddress.objects.create(user=stranger, email=NEW, verified=False)
    letter, browser = letter_to(NEW), Client()
    browser.post("/accounts/login/", {"login": NEW, "password": PASSWORD})
    erase_person(person=person_of(user=stranger), now=NOW)
    letter.refresh_from_db()
    assert (letter.message, browser.get("/account/details/").status_code) == ("Hello", 200)


def test_what_was_only_typed_gives_no_letter_of_a_stranger(reader):
    """They may have no account at all."""
    guest = letter_to("guest@example.org")
    EmailAddress.objects.create(user=reader, email="guest@example.org", verified=False)
    assert person_of(user=reader).mailboxes == {NEW}
    kept = export_person(person=person_of(user=reader), now=NOW)
    assert (kept["emails"], kept["account"]["letters"]) == ([NEW], [])
    erase_person(person=person_of(user=reader), now=NOW)
    guest.refresh_from_db()
    assert (guest.message, guest.to) == ("Hello", ["guest@example.org"])


@pytest.mark.parametrize("address", [OLD, NEW])
def test_nor_do_letters_from_before_it_stood_in_the_account(reader, address):
    before = letter_to(address)
    Email.objects.update(created=reader.date_joined - timedelta(days=1))
    erase_person(person=person_of(user=reader), now=NOW)
    before.refresh_from_db()
    assert before.message == "Hello"


def test_nor_those_from_afterwards(reader):
    """But for the one that says that it is a former one."""
    replaced_at = reader.former_emails.get().replaced_at
    letters = [letter_to(OLD) for _ in range(2)]
    for letter, minutes in zip(letters, (0.5, 2), strict=True):
        Email.objects.filter(pk=letter.pk).update(created=replaced_at + timedelta(minutes=minutes))
    erase_person(person=person_of(user=reader), now=NOW)
    assert list(Email.objects.order_by("pk").values_list("message", flat=True)) == ["", "Hello"]


def test_a_confirmed_one_is_theirs_from_the_beginning(reader):
    EmailAddress.objects.create(user=reader, email=NEW, verified=True)
    letter = letter_to(NEW)
    Email.objects.update(created=reader.date_joined - timedelta(days=1))
    erase_person(person=person_of(user=reader), now=NOW)
    letter.refresh_from_db()
    assert letter.message == ""
