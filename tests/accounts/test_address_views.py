from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.address_book import MOST_ADDRESSES, remove_address
from accounts.models import Address
from tests.factories.accounts import UserFactory
from tests.factories.addresses import SEOUL, fill_book, kept_address

pytestmark = pytest.mark.django_db

BOOK = "/account/addresses/"


@pytest.fixture
def user(client):
    user = UserFactory(first_name="Ha-neul", last_name="Kim")
    client.force_login(user)
    return user


def shown(client):
    return [address.title for address in client.get(BOOK).context["addresses"]]


def errors_of(answer) -> dict:
    assert answer.status_code == 200
    return {field: [str(e) for e in errors] for field, errors in answer.context["form"].errors.items()}


def test_a_guest_is_asked_to_log_in(client):
    answer = client.get(BOOK)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={BOOK}")


def test_an_empty_book_offers_to_begin(client, user):
    page = client.get(BOOK)
    assert (page.status_code, page.context["addresses"]) == (200, [])
    assert 'href="/account/addresses/add/"' in page.content.decode()


def test_the_account_leads_to_the_book(client, user):
    assert f'href="{BOOK}"' in client.get("/account/").content.decode()


def test_the_default_stands_first_then_the_last_one_edited(client, user):
    first, _second, _third = (kept_address(user=user, title=title) for title in ("One", "Two", "Three"))
    assert shown(client) == ["One", "Three", "Two"]
    client.post(f"{BOOK}{first.pk}/title/", {"title": "Uno"})
    assert shown(client) == ["Uno", "Three", "Two"]


def test_pages_are_kept_by_no_cache(client, user):
    assert "no-store" in client.get(BOOK)["Cache-Control"]


class TestAdding:
    def test_the_form_knows_the_name(self, client, user):
        form = client.get(f"{BOOK}add/").context["form"]
        assert (form["full_name"].value(), form["country"].value()) == ("Ha-neul Kim", "KR")

    def test_what_is_kept(self, client, user):
        answer = client.post(f"{BOOK}add/", {**SEOUL, "title": "Home"})
        assert (answer.status_code, answer["Location"]) == (303, BOOK)
        row = Address.objects.get()
        assert (row.user, row.title, row.phone, row.is_default) == (user, "Home", "+821012345678", True)

    def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(self, client, user):
        answer = client.post(f"{BOOK}add/", {**SEOUL, "phone": "12", "postcode": "1", "city": ""})
        assert errors_of(answer) == {
            "phone": ["Type a telephone number, like 010-1234-5678."],
            "postcode": ["A Korean postal code has five digits, like 06236."],
            "city": ["This field is required."],
        }
        assert answer.context["form"]["address_line1"].value() == "Teheran-ro 1"
        assert not Address.objects.exists()

    def test_the_twenty_first_is_refused(self, client, user):
        fill_book(user=user, count=MOST_ADDRESSES)
        answer = client.post(f"{BOOK}add/", SEOUL)
        assert errors_of(answer) == {
            "__all__": ["An address book holds at most 20 addresses. Remove one first."]
        }
        assert client.get(BOOK).context["is_full"] is True
        assert Address.objects.count() == 20

    def test_nothing_else_can_be_posted(self, client, user):
        other = UserFactory()
        kept_address(user=user)
        client.post(f"{BOOK}add/", {**SEOUL, "user": other.pk, "is_default": "on"})
        assert list(Address.objects.order_by("pk").values_list("user", "is_default")) == [
            (user.pk, True),
            (user.pk, False),
        ]


class TestChanging:
    def test_all_fields(self, client, user):
        address = kept_address(user=user, title="Home")
        page = client.get(f"{BOOK}{address.pk}/")
        assert page.context["form"]["city"].value() == "Seoul"
        sent = {**SEOUL, "title": "Work", "city": "Busan", "postcode": "48058"}
        assert client.post(f"{BOOK}{address.pk}/", sent)["Location"] == BOOK
        address.refresh_from_db()
        assert (address.title, address.city, address.postcode) == ("Work", "Busan", "48058")

    def test_a_mistake_changes_nothing(self, client, user):
        address = kept_address(user=user)
        answer = client.post(f"{BOOK}{address.pk}/", {**SEOUL, "city": "Busan", "country": "XX"})
        assert list(errors_of(answer)) == ["country"]
        address.refresh_from_db()
        assert address.city == "Seoul"

    def test_the_title_alone(self, client, user):
        address = kept_address(user=user)
        before = Address.objects.values().get()
        answer = client.post(f"{BOOK}{address.pk}/title/", {"title": "Work", "city": "Busan"})
        assert (answer.status_code, answer["Location"]) == (303, BOOK)
        after = Address.objects.values().get()
        assert after == before | {"title": "Work", "updated_at": after["updated_at"]}

    def test_an_empty_title_is_the_receiver(self, client, user):
        address = kept_address(user=user, title="Home")
        client.post(f"{BOOK}{address.pk}/title/", {"title": " "})
        address.refresh_from_db()
        assert address.title == "Kim Ha-neul"

    def test_a_title_too_long_is_told_and_kept(self, client, user):
        address = kept_address(user=user, title="Home")
        answer = client.post(f"{BOOK}{address.pk}/title/", {"title": "x" * 101})
        assert errors_of(answer) == {"title": ["Ensure this value has at most 100 characters (it has 101)."]}
        assert f'value="{"x" * 101}"' in answer.content.decode()
        address.refresh_from_db()
        assert address.title == "Home"

    def test_exactly_one_default(self, client, user):
        _first, second = kept_address(user=user), kept_address(user=user)
        for _ in range(2):
            assert client.post(f"{BOOK}{second.pk}/default/")["Location"] == BOOK
        assert list(user.addresses.filter(is_default=True)) == [second]


class TestRemoving:
    def test_it_is_gone_and_can_be_brought_back(self, client, user):
        address, other = kept_address(user=user, title="Home"), kept_address(user=user, title="Work")
        answer = client.post(f"{BOOK}{address.pk}/remove/")
        assert answer["Location"] == f"{BOOK}?removed={address.pk}&default=1"
        page = client.get(answer["Location"])
        assert (page.context["addresses"], page.context["removed"]) == ([other], address)
        assert '<input type="hidden" name="default" value="1">' in page.content.decode()
        assert not user.addresses.filter(is_default=True).exists()
        client.post(f"{BOOK}{address.pk}/restore/", {"default": "1"})
        assert shown(client) == ["Home", "Work"]
        assert list(user.addresses.filter(is_default=True)) == [address]

    def test_brought_back_it_is_no_default_when_another_is_by_now(self, client, user):
        address, other = kept_address(user=user), kept_address(user=user)
        client.post(f"{BOOK}{address.pk}/remove/")
        client.post(f"{BOOK}{other.pk}/default/")
        client.post(f"{BOOK}{address.pk}/restore/", {"default": "1"})
        assert list(user.addresses.live().filter(is_default=True)) == [other]
        assert user.addresses.live().count() == 2

    def test_what_was_no_default_comes_back_as_none(self, client, user):
        first, second = kept_address(user=user), kept_address(user=user)
        client.post(f"{BOOK}{first.pk}/remove/")
        answer = client.post(f"{BOOK}{second.pk}/remove/")
        assert answer["Location"] == f"{BOOK}?removed={second.pk}&default=0"
        client.post(f"{BOOK}{second.pk}/restore/", {"default": "0"})
        assert not user.addresses.filter(is_default=True).exists()

    def test_after_an_hour_it_stays_away(self, client, user):
        address = kept_address(user=user)
        remove_address(user=user, address_id=address.pk, now=timezone.now() - timedelta(minutes=61))
        assert client.get(f"{BOOK}?removed={address.pk}").context["removed"] is None
        assert client.post(f"{BOOK}{address.pk}/restore/").status_code == 404

    def test_a_book_filled_meanwhile_takes_none_back(self, client, user):
        address = kept_address(user=user)
        client.post(f"{BOOK}{address.pk}/remove/")
        fill_book(user=user, count=MOST_ADDRESSES)
        page = client.get(client.post(f"{BOOK}{address.pk}/restore/")["Location"])
        assert [str(m) for m in page.context["messages"]] == [
            "An address book holds at most 20 addresses. Remove one first."
        ]
        assert user.addresses.live().count() == 20

    @pytest.mark.parametrize("text", ["", "x", "-1", "٣", "9" * 30, "1' or '1'='1"])
    def test_nonsense_in_the_address_says_nothing(self, client, user, text):
        assert client.get(BOOK, {"removed": text}).context["removed"] is None


class TestOthers:
    ACTS = ["", "title/", "default/", "remove/", "restore/"]

    @pytest.mark.parametrize("act", ACTS)
    def test_somebody_elses_address_is_not_there(self, client, user, act):
        theirs = kept_address(user=UserFactory(), title="Theirs")
        before = Address.objects.values().get()
        sent = {**SEOUL, "title": "x" * 101 if act == "title/" else "Mine"}
        assert client.post(f"{BOOK}{theirs.pk}/{act}", sent).status_code == 404
        assert client.get(f"{BOOK}{theirs.pk}/").status_code == 404
        assert Address.objects.values().get() == before

    def test_their_removed_one_is_neither_shown_nor_brought_back(self, client, user):
        owner = UserFactory()
        theirs = kept_address(user=owner, title="Theirs")
        remove_address(user=owner, address_id=theirs.pk, now=timezone.now())
        page = client.get(BOOK, {"removed": theirs.pk})
        assert page.context["removed"] is None
        assert "Theirs" not in page.content.decode()

    @pytest.mark.parametrize("act", ACTS[1:])
    def test_reading_changes_nothing(self, client, user, act):
        address = kept_address(user=user)
        assert client.get(f"{BOOK}{address.pk}/{act}").status_code == 405

    @pytest.mark.parametrize("act", ACTS)
    def test_a_form_needs_its_token_and_a_guest_an_account(self, user, act):
        address = kept_address(user=user)
        assert Client().post(f"{BOOK}{address.pk}/{act}").status_code == 302
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(user)
        assert strict.post(f"{BOOK}{address.pk}/{act}").status_code == 403
        address.refresh_from_db()
        assert address.deleted_at is None


def test_markup_in_an_address_is_shown_as_text(client, user):
    kept_address(user=user, title="</script><script>alert(1)</script>")
    page = client.get(BOOK).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in page


def test_queries_do_not_grow_with_the_book(client, user):
    counts = []
    for count in (1, 2):
        fill_book(user=user, count=count)
        client.get(BOOK)
        with CaptureQueriesContext(connection) as queries:
            client.get(BOOK)
        counts.append(len(queries))
    assert counts == [4, 4]
