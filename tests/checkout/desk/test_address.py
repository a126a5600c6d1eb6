"""Another address, typed by staff."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from checkout.models import Order
from checkout.order_life import mark_packed
from tests.factories.checkout import NOW, placed_order
from tests.factories.museum import museum
from tests.products.desk import member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _operator(client):
    museum()
    client.force_login(member("operator", "checkout.view_order", "checkout.change_order"))


def door(order) -> str:
    return reverse("order_address_admin", args=[order.pk])


def page_of(order) -> str:
    return reverse("orders_modeladmin_inspect", args=[order.pk])


def typed(**changes) -> dict:
    return {
        "full_name": "Lee Ba-da",
        "phone": "010-9876-5432",
        "address_line1": "Haeundae-ro 5",
        "address_line2": "3F",
        "postcode": "48094",
        "city": "Busan",
        "region": "",
        "country": "KR",
        "reason": "she telephoned",
        **changes,
    }


def refused(client, order, **changes):
    """The page that was shown instead; nothing changed, and everything typed is still there."""
    answer = client.post(door(order), typed(**changes))
    assert answer.status_code == 200
    order.refresh_from_db()
    assert (order.city, order.former_addresses.count(), ModelLogEntry.objects.count()) == ("Seoul", 0, 0)
    form = answer.context["form"]
    assert {name: form[name].value() for name in typed()} == typed(**changes)
    return form.errors


def test_the_form_shows_where_it_goes(client):
    form = client.get(door(placed_order())).context["form"]
    assert (form["full_name"].value(), form["postcode"].value(), form["country"].value()) == (
        "Kim Ha-neul",
        "06236",
        "KR",
    )


def test_it_goes_there_and_the_former_address_is_kept_with_who_and_why(client):
    order = placed_order()
    answer = client.post(door(order), typed())
    assert (answer.status_code, answer["Location"]) == (302, page_of(order))
    order.refresh_from_db()
    assert (order.full_name, order.phone, order.city) == ("Lee Ba-da", "+821098765432", "Busan")
    former = order.former_addresses.get()
    assert (former.city, former.actor.username, former.reason) == ("Seoul", "operator", "she telephoned")
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.data) == ("checkout.order_address_changed", {"reason": "she telephoned"})
    page = client.get(page_of(order)).content.decode()
    assert "Where it was to go before" in page
    assert "Kim Ha-neul, Teheran-ro 1, 06236 Seoul, +82 10-1234-5678<br>operator: she telephoned" in page


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        (
            {"country": "JP", "postcode": "100-0001", "phone": "+81312345678"},
            {"country": ["Select a valid choice. JP is not one of the available choices."]},
        ),
        (
            {"postcode": "63100", "city": "Jeju"},
            {
                "__all__": [
                    "Sending it there costs another price. The order has to be cancelled and placed again."
                ]
            },
        ),
        ({"reason": ""}, {"reason": ["This field is required."]}),
        (
            {"reason": "x" * 251},
            {"reason": ["Ensure this value has at most 250 characters (it has 251)."]},
        ),
        (
            {
                "full_name": "Kim Ha-neul",
                "phone": "010-1234-5678",
                "address_line1": "Teheran-ro 1",
                "address_line2": "",
                "postcode": "06236",
                "city": "Seoul",
            },
            {"__all__": ["The order goes to this address already."]},
        ),
    ],
)
def test_a_refusal_stands_on_the_form(client, change, errors):
    assert refused(client, placed_order(), **change) == errors


def test_packed_meanwhile(client):
    order = placed_order()
    assert client.get(door(order)).status_code == 200
    mark_packed(order=order, actor=None, now=NOW)
    assert refused(client, order) == {
        "__all__": ["The parcel is packed: its address cannot be changed any more."]
    }


def test_the_orders_page_leads_there_until_it_is_packed(client):
    order = placed_order()
    assert door(order) in client.get(page_of(order)).content.decode()
    mark_packed(order=order, actor=None, now=NOW)
    assert door(order) not in client.get(page_of(order)).content.decode()


def test_who_may_only_look_finds_no_door(client):
    client.force_login(member("looker", "checkout.view_order"))
    order = placed_order()
    assert door(order) not in client.get(page_of(order)).content.decode()
    assert client.post(door(order), typed()).status_code == 302
    assert Order.objects.get().city == "Seoul"
