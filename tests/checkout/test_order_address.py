from dataclasses import replace
from datetime import timedelta

import pytest

from checkout.order_address import AddressFixed, NewAddress, change_address, may_change_address
from checkout.order_life import mark_packed
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW, placed_order

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
ELSEWHERE = NewAddress(
    full_name="Lee Ba-da",
    phone="+821098765432",
    address_line1="Haeundae-ro 5",
    address_line2="3F",
    city="Busan",
    region="",
    postcode="48094",
    country="KR",
)


def test_the_former_address_stays_to_be_read():
    order, clerk = placed_order(), UserFactory(username="clerk")
    order = change_address(order=order, address=ELSEWHERE, reason="moved", actor=clerk, now=LATER)
    assert (order.full_name, order.city, order.postcode) == ("Lee Ba-da", "Busan", "48094")
    former = order.former_addresses.get()
    assert (former.full_name, former.city, former.postcode, former.country.code) == (
        "Kim Ha-neul",
        "Seoul",
        "06236",
        "KR",
    )
    assert (former.actor_label, former.reason, former.replaced_at) == ("clerk", "moved", LATER)
    event = order.events.last()
    assert (event.is_note, event.reason, event.actor) == (True, "address changed", clerk)


def test_the_same_address_changes_nothing():
    order = placed_order()
    order = change_address(order=order, address=ELSEWHERE, reason="", actor=None, now=LATER)
    change_address(order=order, address=ELSEWHERE, reason="", actor=None, now=LATER)
    assert order.former_addresses.count() == 1
    assert order.former_addresses.get().actor_label == "guest"


def test_a_packed_parcel_goes_where_it_was_to_go():
    order = mark_packed(order=placed_order(), actor=None, now=LATER)
    assert may_change_address(order) is False
    with pytest.raises(AddressFixed, match="packed"):
        change_address(order=order, address=ELSEWHERE, reason="", actor=None, now=LATER)


def test_another_country_costs_another_price():
    order = placed_order()
    abroad = replace(ELSEWHERE, country="JP")
    with pytest.raises(AddressFixed, match="same country"):
        change_address(order=order, address=abroad, reason="", actor=None, now=LATER)
    order.refresh_from_db()
    assert (order.city, order.former_addresses.count()) == ("Seoul", 0)


def test_an_island_costs_another_price_too():
    order = placed_order()
    jeju = replace(ELSEWHERE, postcode="63100", city="Jeju")
    with pytest.raises(AddressFixed, match="another price"):
        change_address(order=order, address=jeju, reason="", actor=None, now=LATER)
    order.refresh_from_db()
    assert order.city == "Seoul"
