"""Somebody keeps an address: each list offers what belongs to the choice above it, by a script or by a button."""

import pytest
from django.core.cache import cache

from accounts.models import Address
from tests.factories.accounts import UserFactory
from tests.factories.addresses import few_areas

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SEOUL, JONGNO, SAJIK = "서울특별시 Seoul", "종로구", "사직동"


@pytest.fixture
def areas(small_museum):
    cache.clear()
    yield few_areas()
    cache.clear()


def chosen(page) -> list[str]:
    """What the three lists and the country show."""
    names = ("area_1", "area_2", "area_3", "country")
    return [page.locator(f"[name={name}] option:checked").inner_text() for name in names]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_from_the_province_to_the_district_and_back(visit, areas, javascript):
    page = visit("/account/addresses/", user=UserFactory(), javascript=javascript, width=360)
    page.get_by_role("link", name="Add an address").click()
    page.locator("[name=full_name]").fill("Kim Ha-neul")
    for name, place in (("area_1", SEOUL), ("area_2", JONGNO), ("area_3", SAJIK)):
        page.locator(f"[name={name}]").select_option(label=place)
        if not javascript and name != "area_3":
            page.get_by_role("button", name="Show what belongs to it").click()
    assert page.locator("[name=full_name]").input_value() == "Kim Ha-neul"
    page.locator("[name=phone]").fill("010-1234-5678")
    page.locator("[name=address_line1]").fill("Sajik-ro 161")
    page.locator("[name=postcode]").fill("03045")
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/account/addresses/")
    address = Address.objects.get()
    assert (address.area_id, address.region, address.city) == (areas["KR11110115"], "서울특별시", "종로구")
    page.get_by_role("link", name="Change Kim Ha-neul").click()
    page.wait_for_url(f"**/account/addresses/{address.pk}/")
    assert chosen(page) == [SEOUL, JONGNO, SAJIK, "South Korea"]


def test_a_choice_above_empties_the_lists_below_and_brings_its_country(visit, areas):
    page = visit("/account/addresses/add/", user=UserFactory())
    page.locator("[name=area_1]").select_option(label=SEOUL)
    page.locator("[name=area_2]").select_option(label=JONGNO)
    page.locator("[name=area_3] option", has_text=SAJIK).wait_for(state="attached")
    page.locator("[name=area_1]").select_option(label="北京市 Beijing")
    page.locator("[name=country] option[value=CN]:checked").wait_for(state="attached")
    assert chosen(page) == ["北京市 Beijing", "—", "—", "China"]
    assert [page.locator(f"[name={name}] option").count() for name in ("area_2", "area_3")] == [1, 1]
