from decimal import Decimal

import pytest
from django.test import RequestFactory
from wagtail.models import Site

from checkout.models import Order
from checkout.printing.facts import Shop, clean, percent, provider_name, read_phone, read_shop
from home.models import ShopSettings
from tests.factories.museum import museum


def test_texts_lose_what_is_invisible_or_turns_them_around():
    assert clean(" a\u202eb\x00\n c\ufeff ☀\ufe0f\u200b") == "ab c ☀"
    assert clean("가") == "가"


@pytest.mark.parametrize(("rate", "text"), [("10.00", "10 %"), ("7.50", "7.5 %"), ("0.00", "0 %")])
def test_rates_are_written_short(rate, text):
    assert percent(Decimal(rate)) == text


def test_a_telephone_number_is_written_to_be_read():
    assert read_phone(Order(phone="+821012345678", country="KR")) == "+82 10-1234-5678"
    assert read_phone(Order(phone="ask", country="KR")) == "ask"


def test_an_unknown_way_to_pay_keeps_its_code():
    assert (provider_name("bank_transfer"), provider_name("barter")) == ("Bank transfer", "barter")


@pytest.mark.django_db
def test_the_shop_is_the_one_of_the_settings():
    museum()
    site = Site.find_for_request(RequestFactory().get("/"))
    nameless = Shop(name="Impact Museum", legal_name="", address="", email="")
    assert (read_shop(None), read_shop(site)) == (nameless, nameless)
    ShopSettings.objects.update_or_create(
        site=site,
        defaults={
            "shop_name": "Museum",
            "legal_name": "Museum Ltd",
            "address": "Seoul",
            "contact_email": "a@b.org",
        },
    )
    shop = read_shop(Site.objects.get(pk=site.pk))
    assert (shop.name, shop.lines) == ("Museum", ["Museum Ltd", "Seoul", "a@b.org"])
