from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from checkout.models import ShippingMethod, ShippingRate
from checkout.shipping import NoSuchShipping, arrival_window, choose_quote, fitting_rate, quote_shipping

pytestmark = pytest.mark.django_db


@pytest.fixture
def standard():
    method = ShippingMethod.objects.create(code="standard", name="Standard", days_min=1, days_max=3)
    ShippingRate.objects.create(method=method, price=Decimal(25000))
    ShippingRate.objects.create(method=method, country="KR", price=Decimal(3000), free_from=Decimal(50000))
    ShippingRate.objects.create(
        method=method, country="KR", postcode_from="63000", postcode_to="63644", price=Decimal(6000)
    )
    return method


@pytest.mark.parametrize(
    ("country", "postcode", "price"),
    [
        ("KR", "06236", 3000),
        ("KR", "", 3000),
        ("KR", "63000", 6000),
        ("KR", "63644", 6000),
        ("KR", "63645", 3000),
        ("KR", "630001", 3000),
        ("DE", "63100", 25000),
    ],
)
def test_the_narrowest_place_decides(standard, country, postcode, price):
    rate = fitting_rate(rates=standard.rates.all(), country=country, postcode=postcode)
    assert rate.price == price


@pytest.mark.parametrize(
    ("goods", "price", "to_free"), [(49999, 3000, 1), (50000, 0, 0), (50001, 0, 0), (20000, 3000, 30000)]
)
def test_free_from_a_threshold(standard, goods, price, to_free):
    (quote,) = quote_shipping(goods=Decimal(goods), country="KR", postcode="06236")
    assert (quote.price, quote.to_free) == (price, to_free)


def test_a_rate_without_threshold_is_never_free(standard):
    (quote,) = quote_shipping(goods=Decimal(10_000_000), country="KR", postcode="63100")
    assert (quote.price, quote.to_free) == (6000, None)


def test_a_method_without_a_fitting_rate_is_not_offered(standard):
    express = ShippingMethod.objects.create(code="express", name="Express")
    ShippingRate.objects.create(method=express, country="KR", price=Decimal(6000))
    assert [q.code for q in quote_shipping(goods=Decimal(1), country="DE", postcode="10115")] == ["standard"]
    assert [q.code for q in quote_shipping(goods=Decimal(1), country="KR", postcode="06236")] == [
        "standard",
        "express",
    ]


def test_an_inactive_method_is_not_offered(standard):
    ShippingMethod.objects.update(is_active=False)
    assert quote_shipping(goods=Decimal(1), country="KR", postcode="06236") == []


def test_choosing_what_is_not_offered_is_refused(standard):
    quotes = quote_shipping(goods=Decimal(1), country="KR", postcode="06236")
    assert choose_quote(quotes=quotes, code="standard").code == "standard"
    with pytest.raises(NoSuchShipping, match="not offered to that address"):
        choose_quote(quotes=quotes, code="pigeon")


def test_rates_are_checked_when_edited(standard):
    for wrong, field in [
        ({"postcode_from": "1"}, "postcode_to"),
        ({"postcode_from": "2", "postcode_to": "1", "country": "KR"}, "postcode_to"),
        ({"postcode_from": "1", "postcode_to": "2"}, "country"),
    ]:
        rate = ShippingRate(method=standard, price=Decimal(1), **wrong)
        with pytest.raises(ValidationError) as refusal:
            rate.clean()
        assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("placed_on", "first", "last"),
    [
        (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 5)),
        (date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 11)),
        (date(2026, 3, 7), date(2026, 3, 9), date(2026, 3, 11)),
    ],
)
def test_parcels_travel_on_working_days(standard, placed_on, first, last):
    (quote,) = quote_shipping(goods=Decimal(1), country="KR", postcode="06236")
    assert arrival_window(quote=quote, placed_on=placed_on) == (first, last)
