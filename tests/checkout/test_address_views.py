import pytest
from django.utils import timezone

from checkout.models import Order
from checkout.order_life import mark_packed
from tests.factories.accounts import UserFactory
from tests.factories.checkout import placed_order

pytestmark = pytest.mark.django_db

NEW = {
    "full_name": "Kim Ha-neul",
    "phone": "010-8765-4321",
    "country": "KR",
    "address_line1": "Jahamun-ro 24",
    "address_line2": "3F",
    "postcode": "03042",
    "city": "Seoul",
    "region": "",
}


@pytest.fixture
def order(client) -> Order:
    """A guest's order, known to the browser."""
    order = placed_order()
    client.get(f"{order.get_absolute_url()}?token={order.access_token}")
    return order


def url(order: Order) -> str:
    return f"/orders/{order.number}/address/"


def test_the_form_shows_the_address_as_it_is(client, order):
    form = client.get(url(order)).context["form"]
    assert {name: form[name].value() for name in ("full_name", "phone", "postcode", "country")} == {
        "full_name": "Kim Ha-neul",
        "phone": "+821012345678",
        "postcode": "06236",
        "country": "KR",
    }


def test_a_new_address_is_taken_and_the_former_one_listed(client, order):
    answer = client.post(url(order), NEW)
    assert (answer.status_code, answer["Location"]) == (303, order.get_absolute_url())
    order.refresh_from_db()
    assert (order.address_line1, order.postcode, order.phone) == ("Jahamun-ro 24", "03042", "+821087654321")
    [former] = client.get(url(order)).context["former"]
    assert (former.address_line1, former.reason) == ("Teheran-ro 1", "changed by the buyer")
    assert [event.reason for event in order.events.all() if event.is_note] == ["address changed"]


def test_a_form_that_was_opened_before_a_change_undoes_it_only_when_it_is_sent_once_more(client, order):
    opened = {**NEW, "seen": client.get(url(order)).context["form"]["seen"].value()}
    client.post(url(order), opened | {"address_line1": "Sejong-daero 1"})
    page = client.post(url(order), opened)
    order.refresh_from_db()
    assert (page.status_code, order.address_line1) == (200, "Sejong-daero 1")
    (told,) = page.context["form"].non_field_errors()
    assert told == (
        "This address was changed meanwhile. It is now: Kim Ha-neul, Sejong-daero 1, 03042, Seoul. "
        "Send yours once more if it is to replace that."
    )
    assert page.context["form"]["address_line1"].value() == "Jahamun-ro 24"
    client.post(url(order), opened | {"seen": page.context["form"]["seen"].value()})
    order.refresh_from_db()
    assert order.address_line1 == "Jahamun-ro 24"


def test_what_is_wrong_stands_beside_its_field_and_everything_is_kept(client, order):
    page = client.post(url(order), NEW | {"postcode": "123", "phone": "none"})
    form = page.context["form"]
    assert (page.status_code, form.errors) == (
        200,
        {
            "postcode": ["A Korean postal code has five digits, like 06236."],
            "phone": ["Type a telephone number, like 010-1234-5678."],
        },
    )
    assert (form["address_line1"].value(), form["postcode"].value()) == ("Jahamun-ro 24", "123")
    order.refresh_from_db()
    assert order.address_line1 == "Teheran-ro 1"


def test_an_empty_form_says_what_is_missing(client, order):
    assert sorted(client.post(url(order), {}).context["form"].errors) == [
        "address_line1",
        "city",
        "country",
        "full_name",
        "phone",
        "postcode",
    ]


def test_the_country_stays(client, order):
    page = client.post(url(order), NEW | {"country": "JP"})
    assert list(page.context["form"].errors) == ["country"]
    assert list(dict(page.context["form"].fields["country"].choices)) == ["KR"]


def test_a_packed_parcel_keeps_its_address(client, order):
    mark_packed(order=order, actor=None, now=timezone.now())
    for answer in (client.get(url(order)), client.post(url(order), NEW)):
        assert (answer.status_code, answer["Location"]) == (303, order.get_absolute_url())
    page = client.get(order.get_absolute_url())
    assert {str(message) for message in page.context["messages"]} == {
        "This order's address cannot be changed any more."
    }
    order.refresh_from_db()
    assert order.address_line1 == "Teheran-ro 1"


def test_a_strangers_order_has_no_address(client):
    order = placed_order(user=UserFactory())
    assert [client.get(url(order)).status_code, client.post(url(order), NEW).status_code] == [404, 404]
