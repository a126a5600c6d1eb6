"""The checkout page and the address book of whoever is signed in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.address_book import MOST_ADDRESSES
from accounts.models import Address
from checkout.models import Order
from tests.checkout.test_checkout_views import errors_of, put, typed
from tests.factories.accounts import UserFactory
from tests.factories.addresses import fill_book, kept_address
from tests.factories.checkout import placed_order, standard_shipping
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db

JEJU = {"address_line1": "Nohyeong-ro 1", "city": "Jeju", "postcode": "63100"}
PLACES = ("full_name", "address_line1", "city", "postcode")


@pytest.fixture
def user(client):
    standard_shipping()
    user = UserFactory(email="reader@example.org")
    client.force_login(user)
    put(client, stocked_variant())
    return user


def values_of(answer, *names):
    return [answer.context["form"][name].value() for name in names]


def place_of(order):
    return tuple(getattr(order, name) for name in PLACES)


class TestChoosing:
    def test_the_default_stands_first_and_is_chosen(self, client, user):
        kept_address(user=user, title="Home")
        kept_address(user=user, title="Work")
        page = client.get("/checkout/")
        form = page.context["form"]
        assert [kept.title for kept in form.book] == ["Home", "Work"]
        assert form.chosen.title == "Home"
        assert page.content.decode().count('name="address_id"') == 3

    def test_the_total_is_the_defaults(self, client, user):
        kept_address(user=user, **JEJU)
        assert client.get("/checkout/").context["priced"].totals.total == 18000

    def test_an_order_goes_to_the_chosen_one_whatever_stands_in_the_fields(self, client, user):
        kept_address(user=user)
        other = kept_address(user=user, full_name="Lee Ba-da", **JEJU)
        sent = typed(address_id=other.pk, phone="12", postcode="1", city="", expected_total="18000")
        assert client.post("/checkout/", sent).status_code == 303
        order = Order.objects.get()
        assert place_of(order) == ("Lee Ba-da", "Nohyeong-ro 1", "Jeju", "63100")
        assert (order.phone, order.country.code, order.user) == ("+821012345678", "KR", user)

    def test_an_id_alone_is_an_address(self, client, user):
        kept = kept_address(user=user)
        sent = {name: value for name, value in typed().items() if name not in (*PLACES, "phone", "country")}
        assert client.post("/checkout/", {**sent, "address_id": kept.pk}).status_code == 303
        assert place_of(Order.objects.get()) == ("Kim Ha-neul", "Teheran-ro 1", "Seoul", "06236")

    @pytest.mark.parametrize("without", [True, False])
    def test_another_address_is_what_stands_in_the_fields(self, client, user, without):
        kept_address(user=user, **JEJU)
        sent = typed() if without else typed(address_id="")
        assert client.post("/checkout/", sent).status_code == 303
        assert place_of(Order.objects.get()) == ("Kim Ha-neul", "Teheran-ro 1", "Seoul", "06236")

    def test_somebody_elses_is_refused_and_not_shown(self, client, user):
        kept_address(user=user)
        theirs = kept_address(user=UserFactory(), title="Theirs", **JEJU)
        answer = client.post("/checkout/", typed(address_id=theirs.pk))
        assert errors_of(answer) == {"address_id": ["You have no such address."]}
        assert "Theirs" not in answer.content.decode()
        assert not Order.objects.exists()

    def test_a_guest_has_no_book(self, client, user):
        kept = kept_address(user=user)
        client.logout()
        put(client, stocked_variant())
        assert 'name="address_id"' not in client.get("/checkout/").content.decode()
        assert errors_of(client.post("/checkout/", typed(address_id=kept.pk, keep_address="on"))) == {
            "address_id": ["You have no such address."]
        }

    def test_without_a_default_the_last_order_is_remembered(self, client, user):
        placed_order(user=user, city="Busan", postcode="48058")
        put(client, stocked_variant())
        Address.objects.filter(pk=kept_address(user=user).pk).update(is_default=False)
        page = client.get("/checkout/")
        assert page.context["form"].chosen is None
        assert values_of(page, "city", "postcode") == ["Busan", "48058"]

    def test_beside_a_default_another_place_begins_empty(self, client, user):
        placed_order(user=user, city="Busan", postcode="48058")
        put(client, stocked_variant())
        kept_address(user=user)
        page = client.get("/checkout/")
        assert values_of(page, "full_name", "address_line1", "city") == ["Kim Ha-neul", "", ""]

    def test_a_mistake_elsewhere_keeps_the_choice_and_what_was_typed(self, client, user):
        kept_address(user=user)
        other = kept_address(user=user, **JEJU)
        answer = client.post("/checkout/", typed(address_id=other.pk, accept_terms="", city="Busan"))
        assert list(errors_of(answer)) == ["accept_terms"]
        assert (answer.context["form"].chosen, *values_of(answer, "city")) == (other, "Busan")
        assert answer.context["priced"].totals.total == 18000

    def test_another_total_for_the_chosen_one_is_confirmed(self, client, user):
        other = kept_address(user=user, **JEJU)
        answer = client.post("/checkout/", typed(address_id=other.pk))
        assert answer.context["refusal"].code == "price_changed"
        assert answer.context["form"].chosen == other
        assert (
            client.post("/checkout/", typed(address_id=other.pk, expected_total="18000")).status_code == 303
        )


class TestUseThisAddress:
    def test_it_shows_the_new_total_and_keeps_everything_typed(self, client, user):
        kept_address(user=user)
        other = kept_address(user=user, **JEJU)
        sent = typed(address_id=other.pk, use_address="1", note="Ring twice", city="Busan", email="x")
        answer = client.post("/checkout/", sent)
        assert (answer.status_code, answer.context["form"].errors) == (200, {})
        assert answer.context["form"].chosen == other
        assert values_of(answer, "note", "city", "email", "accept_terms", "idempotency_key") == [
            "Ring twice",
            "Busan",
            "x",
            "on",
            "a-key",
        ]
        assert answer.context["priced"].totals.total == 18000
        assert 'name="expected_total" value="18000' in answer.content.decode()
        assert not Order.objects.exists()

    def test_the_totals_follow_the_choice(self, client, user):
        other = kept_address(user=user, **JEJU)
        assert (
            client.post("/checkout/totals/", typed(address_id=other.pk)).context["priced"].totals.total
            == 18000
        )
        assert client.post("/checkout/totals/", typed(address_id="")).context["priced"].totals.total == 15000


class TestKeeping:
    def test_a_ticked_new_address_is_kept_and_becomes_the_first_default(self, client, user):
        assert client.post("/checkout/", typed(keep_address="on")).status_code == 303
        kept = user.addresses.get()
        assert (kept.title, kept.city, kept.phone, kept.is_default) == (
            "Kim Ha-neul",
            "Seoul",
            "+821012345678",
            True,
        )

    def test_unticked_it_is_not(self, client, user):
        client.post("/checkout/", typed())
        assert (Order.objects.count(), user.addresses.count()) == (1, 0)

    def test_the_same_again_is_kept_once(self, client, user):
        kept_address(user=user)
        for _ in range(2):
            assert client.post("/checkout/", typed(keep_address="on")).status_code == 303
        assert (Order.objects.count(), user.addresses.count()) == (1, 1)

    def test_the_form_sent_twice_keeps_one(self, client, user):
        for _ in range(2):
            client.post("/checkout/", typed(keep_address="on"))
        assert (Order.objects.count(), user.addresses.count()) == (1, 1)

    def test_a_chosen_one_is_not_kept_again(self, client, user):
        kept = kept_address(user=user)
        client.post("/checkout/", typed(address_id=kept.pk, keep_address="on", city="Busan"))
        assert (Order.objects.count(), user.addresses.count()) == (1, 1)

    def test_a_full_book_stops_no_order(self, client, user):
        fill_book(user=user, count=MOST_ADDRESSES)
        client.get("/cart/")
        answer = client.post("/checkout/", typed(keep_address="on", city="Busan"))
        page = client.get(answer["Location"])
        assert [str(message) for message in page.context["messages"]] == [
            "The address was not kept. An address book holds at most 20 addresses. Remove one first."
        ]
        assert (Order.objects.count(), user.addresses.count()) == (1, 20)

    def test_a_guest_is_not_asked(self, client, user):
        client.logout()
        put(client, stocked_variant())
        assert "keep_address" not in client.get("/checkout/").context["form"].fields


def test_the_book_costs_one_query_however_long_it_is(client, user):
    client.get("/checkout/")
    counts = []
    for count in (0, 1, 2):
        fill_book(user=user, count=count)
        with CaptureQueriesContext(connection) as queries:
            client.get("/checkout/")
        counts.append(sum("accounts_address" in query["sql"] for query in queries))
        counts.append(len(queries))
    assert counts[0::2] == [1, 1, 1]
    assert len(set(counts[1::2])) == 1
