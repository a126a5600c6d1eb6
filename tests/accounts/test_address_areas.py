"""The address form's three lists, and what an address keeps of them."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from accounts.address_book import add_address, change_address
from accounts.areas.tree import delete_area
from accounts.models import Address, Area
from tests.factories.accounts import UserFactory
from tests.factories.addresses import SEOUL, few_areas, kept_address

pytestmark = pytest.mark.django_db

ADD = "/account/addresses/add/"


@pytest.fixture
def areas():
    cache.clear()
    yield few_areas()
    cache.clear()


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def sent(areas, *codes, **changes):
    return {**SEOUL, **{f"area_{n}": areas[code] for n, code in enumerate(codes, 1)}, **changes}


def offered(answer, name):
    return [str(text) for _value, text in answer.context["form"].fields[name].choices]


def errors_of(answer) -> dict:
    assert answer.status_code == 200
    return {field: [str(e) for e in errors] for field, errors in answer.context["form"].errors.items()}


def test_the_form_begins_with_the_provinces_by_country(client, user, areas):
    page = client.get(ADD)
    choices = page.context["form"].fields["area_1"].choices
    assert [(label, [text for _key, text in group]) for label, group in choices[1:]] == [
        ("South Korea", ["서울특별시 Seoul", "부산광역시 Busan"]),
        ("China", ["北京市 Beijing"]),
    ]
    assert offered(page, "area_2") == ["—"]


def test_without_a_loaded_tree_nothing_is_asked(client, user):
    cache.clear()
    assert "data-areas" not in client.get(ADD).content.decode()
    assert client.post(ADD, SEOUL).status_code == 303


def test_without_a_script_the_next_list_is_asked_for_and_what_was_typed_stays(client, user, areas):
    page = client.post(ADD, sent(areas, "KR11", full_name="Lee", show_areas="1", phone=""))
    assert (page.status_code, page.context["form"].errors) == (200, {})
    assert offered(page, "area_2") == ["—", "종로구"]
    assert page.context["form"]["full_name"].value() == "Lee"
    assert not Address.objects.exists()


def test_the_smallest_area_is_kept_and_gives_the_empty_names(client, user, areas):
    answer = client.post(ADD, sent(areas, "KR11", "KR11110", "KR11110115", city=""))
    assert answer.status_code == 303
    address = Address.objects.get()
    assert (address.area_id, address.region, address.city) == (areas["KR11110115"], "서울특별시", "종로구")


def test_what_the_lists_named_follows_them(client, user, areas):
    client.post(ADD, sent(areas, "KR11", "KR11110", city=""))
    page = f"/account/addresses/{Address.objects.get().pk}/"
    form = client.get(page).context["form"]
    assert [form[name].value() for name in ("region", "city")] == ["", ""]
    shown = {"region": form["region"].value(), "city": form["city"].value()}
    client.post(page, sent(areas, "KR26", "KR26110", **shown))
    address = Address.objects.get()
    assert (address.area_id, address.region, address.city) == (areas["KR26110"], "부산광역시", "중구")
    client.post(page, sent(areas, "KR26", "KR26110", city="Busan"))
    assert client.get(page).context["form"]["city"].value() == "Busan"


def test_without_a_list_the_city_is_asked_for(client, user, areas):
    assert errors_of(client.post(ADD, {**SEOUL, "city": ""})) == {"city": ["This field is required."]}


def test_names_that_were_typed_stay(client, user, areas):
    client.post(ADD, sent(areas, "KR11", "KR11110", region="Seoul-si"))
    address = Address.objects.get()
    assert (address.area_id, address.region, address.city) == (areas["KR11110"], "Seoul-si", "Seoul")


def test_what_does_not_belong_together_is_refused(client, user, areas):
    assert errors_of(client.post(ADD, sent(areas, "KR26", "KR11110"))) == {
        "area_2": ["This place does not belong to the one above it."]
    }
    assert errors_of(client.post(ADD, sent(areas, "CN11"))) == {
        "area_1": ["This place is not in that country."]
    }
    assert list(errors_of(client.post(ADD, {**SEOUL, "area_1": "x"}))) == ["area_1"]
    assert not Address.objects.exists()


def test_a_kept_one_is_shown_and_can_be_dropped(client, user, areas):
    address = add_address(user=user, details={**SEOUL, "area": areas["KR11110115"]})
    form = client.get(f"/account/addresses/{address.pk}/").context["form"]
    assert [form[f"area_{n}"].value() for n in (1, 2, 3)] == [
        areas["KR11"],
        areas["KR11110"],
        areas["KR11110115"],
    ]
    client.post(f"/account/addresses/{address.pk}/", SEOUL)
    address.refresh_from_db()
    assert address.area is None


class TestTheRule:
    def test_an_area_of_another_country_or_none_at_all(self, user, areas):
        for wrong in (areas["CN11"], 10**9):
            with pytest.raises(ValidationError) as refusal:
                kept_address(user=user, area=wrong)
            assert refusal.value.message_dict == {"area": ["This place is not in that country."]}

    def test_a_change_of_the_country_alone_drops_it(self, user, areas):
        address = kept_address(user=user, area=areas["KR11"])
        changed = change_address(user=user, address_id=address.pk, details={"country": "GB"})
        assert changed.area is None

    @pytest.mark.parametrize("moved", [{"city": "Busan"}, {"region": "Jeju"}])
    def test_so_does_another_city_or_region(self, user, areas, moved):
        address = kept_address(user=user, area=areas["KR11110"])
        assert change_address(user=user, address_id=address.pk, details=moved).area is None

    def test_the_same_city_keeps_it(self, user, areas):
        address = kept_address(user=user, area=areas["KR11110"])
        changed = change_address(user=user, address_id=address.pk, details={"city": f" {address.city} "})
        assert changed.area_id == areas["KR11110"]

    def test_a_new_title_keeps_it(self, user, areas):
        address = kept_address(user=user, area=areas["KR11"])
        assert (
            change_address(user=user, address_id=address.pk, details={"title": "Work"}).area_id
            == areas["KR11"]
        )

    def test_an_area_in_use_cannot_be_deleted(self, user, areas):
        kept_address(user=user, area=areas["KR26110"])
        with pytest.raises(ProtectedError):
            delete_area(area=Area.objects.get(pk=areas["KR26110"]))
        assert Area.objects.filter(pk=areas["KR26110"]).exists()
