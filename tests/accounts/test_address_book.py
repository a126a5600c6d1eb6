from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.address_book import (
    MOST_ADDRESSES,
    AddressLimit,
    add_address,
    change_address,
    find_address,
    keep_address,
    remove_address,
    set_default,
)
from accounts.models import Address
from tests.factories.accounts import UserFactory
from tests.factories.addresses import SEOUL, fill_book, kept_address
from tests.factories.checkout import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


class TestAdding:
    def test_what_is_kept(self, user):
        address = kept_address(user=user, full_name="  Kim Ha-neul ")
        row = Address.objects.values("title", "full_name", "phone", "region", "country").get(pk=address.pk)
        assert row == {
            "title": "Kim Ha-neul",
            "full_name": "Kim Ha-neul",
            "phone": "+821012345678",
            "region": "",
            "country": "KR",
        }

    def test_the_first_becomes_the_default_and_the_second_does_not(self, user):
        assert [kept_address(user=user).is_default for _ in range(2)] == [True, False]

    def test_twenty_and_no_more(self, user):
        fill_book(user=user, count=MOST_ADDRESSES - 1)
        kept_address(user=user)
        with pytest.raises(AddressLimit) as refusal:
            kept_address(user=user)
        assert str(refusal.value) == "An address book holds at most 20 addresses. Remove one first."
        assert user.addresses.count() == 20

    def test_removed_ones_do_not_count(self, user):
        fill_book(user=user, count=MOST_ADDRESSES)
        remove_address(user=user, address_id=user.addresses.first().pk, now=NOW)
        kept_address(user=user)
        assert (user.addresses.live().count(), user.addresses.count()) == (20, 21)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("full_name", ""),
            ("full_name", "x" * 101),
            ("phone", "12"),
            ("phone", "no number"),
            ("address_line1", " "),
            ("city", "x" * 101),
            ("postcode", "0623"),
            ("postcode", "０６２３６"),
            ("country", "XX"),
            ("title", "x" * 101),
        ],
    )
    def test_what_is_refused(self, user, field, value):
        with pytest.raises(ValidationError) as refusal:
            add_address(user=user, details={**SEOUL, "phone": "+821012345678", "title": "Home", field: value})
        assert list(refusal.value.message_dict) == [field]
        assert not user.addresses.exists()

    def test_other_countries_have_other_postcodes(self, user):
        address = kept_address(user=user, country="GB", postcode="SW1A 1AA", phone="+44 20 7946 0000")
        assert (address.postcode, address.phone) == ("SW1A 1AA", "+442079460000")


class TestChanging:
    def test_only_what_is_sent(self, user):
        address = kept_address(user=user)
        before = Address.objects.values().get()
        change_address(user=user, address_id=address.pk, details={"title": "Work"})
        after = Address.objects.values().get()
        assert after == before | {"title": "Work", "updated_at": after["updated_at"]}

    def test_an_edited_one_moves_to_the_top_below_the_default(self, user):
        default, second, third = (kept_address(user=user) for _ in range(3))
        assert list(user.addresses.live().default_first()) == [default, third, second]
        change_address(user=user, address_id=second.pk, details={"title": "Work"})
        assert list(user.addresses.live().default_first()) == [default, second, third]

    def test_moving_to_another_country_asks_for_its_postcode(self, user):
        address = kept_address(user=user, country="GB", postcode="SW1A 1AA", phone="+44 20 7946 0000")
        with pytest.raises(ValidationError) as refusal:
            change_address(user=user, address_id=address.pk, details={"country": "KR"})
        assert list(refusal.value.message_dict) == ["postcode"]

    def test_somebody_elses_and_removed_ones_are_not_there(self, user):
        other = kept_address(user=UserFactory())
        removed = kept_address(user=user)
        remove_address(user=user, address_id=removed.pk, now=NOW)
        for address in (other, removed):
            for rule, details in (
                (find_address, {}),
                (change_address, {"details": {"title": "Mine"}}),
                (remove_address, {"now": NOW}),
                (set_default, {}),
            ):
                with pytest.raises(Address.DoesNotExist):
                    rule(user=user, address_id=address.pk, **details)
        other.refresh_from_db()
        assert (other.title, other.deleted_at, other.is_default) == ("Kim Ha-neul", None, True)


class TestKeeping:
    def test_what_is_in_the_book_already_is_not_added_again(self, user):
        first = kept_address(user=user, title="Home")
        assert keep_address(user=user, details={**SEOUL, "phone": "+821012345678"}) == first
        other = keep_address(user=user, details={**SEOUL, "address_line2": "2F"})
        assert list(user.addresses.live().default_first()) == [first, other]

    def test_a_removed_one_is_added_anew(self, user):
        first = kept_address(user=user)
        remove_address(user=user, address_id=first.pk, now=NOW)
        assert keep_address(user=user, details=SEOUL) != first


class TestTheDefault:
    def test_there_is_exactly_one(self, user):
        first, second = kept_address(user=user), kept_address(user=user)
        for _ in range(2):
            assert set_default(user=user, address_id=second.pk).is_default
        assert list(user.addresses.filter(is_default=True)) == [second]
        first.refresh_from_db()
        assert not first.is_default

    def test_removing_it_leaves_none_and_the_next_one_added_takes_its_place(self, user):
        first, second = kept_address(user=user), kept_address(user=user)
        remove_address(user=user, address_id=first.pk, now=NOW)
        assert not user.addresses.filter(is_default=True).exists()
        first.refresh_from_db()
        assert first.deleted_at == NOW
        assert kept_address(user=user).is_default
        second.refresh_from_db()
        assert not second.is_default

    def test_the_database_holds_it_too(self, user):
        kept_address(user=user)
        other = kept_address(user=user)
        with pytest.raises(IntegrityError), transaction.atomic():
            Address.objects.filter(pk=other.pk).update(is_default=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            Address.objects.filter(is_default=True).update(deleted_at=NOW + timedelta(days=1))
