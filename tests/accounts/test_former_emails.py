"""A former e-mail is remembered as long as its account, and gives no right to what belongs to others."""

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


def test_an_address_that_waits_is_the_persons_own_as_long_as_it_is_nobodys(reader):
    EmailAddress.objects.create(user=reader, email="typo@example.org", verified=False)
    assert person_of(user=reader).mailboxes == {OLD, NEW, "typo@example.org"}
