"""The desk of areas: what belongs to what, and nothing is deleted that something stands on."""

import pytest
from wagtail.models import ModelLogEntry

from accounts.areas.tree import AreaRow, load_areas, read_area, read_provinces
from accounts.models import Area
from tests.factories.accounts import UserFactory
from tests.factories.addresses import kept_address
from tests.factories.checkout import NOW
from tests.factories.museum import museum
from tests.products.desk import member

pytestmark = pytest.mark.django_db
LIST = "/admin/areas/"
MAY = [f"accounts.{act}_area" for act in ("view", "add", "change", "delete")]


@pytest.fixture
def tree():
    load_areas(
        rows=[
            AreaRow("KR", "11", "Seoul", "서울특별시", 1, ""),
            AreaRow("KR", "11110", "Jongno", "종로구", 2, "11"),
            AreaRow("KR", "11110115", "사직동", "사직동", 3, "11110"),
            AreaRow("CN", "11", "Beijing", "北京市", 1, ""),
        ]
    )
    return {(str(area.country), area.code): area for area in Area.objects.all()}


@pytest.fixture(autouse=True)
def operator(client):
    museum()
    user = member("operator", *MAY)
    client.force_login(user)
    return user


def listed(client, **asked) -> list[str]:
    return [area.local_name for area in client.get(LIST, asked).context["object_list"]]


class TestTheList:
    def test_provinces_first_and_then_what_belongs_to_each(self, client, tree):
        assert listed(client) == ["北京市", "서울특별시"]
        assert listed(client, parent=tree["KR", "11"].pk) == ["종로구"]
        assert listed(client, parent=tree["KR", "11110"].pk) == ["사직동"]
        page = client.get(LIST, {"parent": tree["KR", "11110"].pk})
        assert [step["label"] for step in page.context["breadcrumbs_items"]][-3:] == [
            "Areas",
            "서울특별시",
            "종로구",
        ]

    def test_a_search_looks_through_all_of_them(self, client, tree):
        assert listed(client, q="jong") == ["종로구"]
        assert listed(client, q="사직") == ["사직동"]
        assert listed(client, q="1111", parent=tree["CN", "11"].pk) == ["종로구", "사직동"]

    @pytest.mark.parametrize("parent", ["x", "-1", "9" * 30, "987654", "²"])
    def test_a_parent_that_is_none(self, client, tree, parent):
        assert listed(client, parent=parent) == ["北京市", "서울특별시"]

    def test_many_rows_ask_as_often_as_one(self, client, tree, django_assert_max_num_queries):
        for number in range(20):
            Area.objects.create(country="KR", code=f"5{number}", name="P", local_name="P", level=1)
        with django_assert_max_num_queries(20):
            assert len(listed(client)) == 22


class TestChanging:
    def test_an_area_is_added_below_another(self, client, tree):
        seoul = tree["KR", "11"]
        assert read_area(area_id=seoul.pk)["children"][0]["code"] == "11110"
        page = client.get(f"{LIST}new/", {"parent": seoul.pk})
        assert list(page.context["form"].fields) == ["local_name", "name", "code", "parent"]
        sent = {"parent": seoul.pk, "local_name": "중구", "name": "Jung", "code": "11140"}
        answer = client.post(f"{LIST}new/", sent)
        assert (answer.status_code, answer["Location"]) == (302, f"{LIST}?parent={seoul.pk}")
        made = Area.objects.get(code="11140")
        assert (made.parent, made.level, made.country.code) == (seoul, 2, "KR")
        assert [area["code"] for area in read_area(area_id=seoul.pk)["children"]] == ["11110", "11140"]

    def test_a_province_names_its_country(self, client, tree):
        read_provinces()
        sent = {"country": "KR", "local_name": "부산", "name": "Busan", "code": "26"}
        assert client.post(f"{LIST}new/", sent)["Location"] == LIST
        assert [area["code"] for area in read_provinces()] == ["11", "11", "26"]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"code": "11110"}, "__all__"),
            ({"local_name": ""}, "local_name"),
            ({"parent": "987654"}, "parent"),
            ({"parent": "district"}, "parent"),
        ],
    )
    def test_what_is_refused(self, client, tree, changes, field):
        sent = {
            "parent": tree["KR", "11"].pk,
            "local_name": "중구",
            "name": "Jung",
            "code": "11140",
            **changes,
        }
        if sent["parent"] == "district":
            sent["parent"] = tree["KR", "11110115"].pk
        answer = client.post(f"{LIST}new/", sent)
        assert (answer.status_code, field in answer.context["form"].errors) == (200, True)
        assert answer.context["form"]["name"].value() == "Jung"
        assert Area.objects.count() == 4

    def test_another_name_is_read_at_once(self, client, tree, operator):
        seoul, jongno = tree["KR", "11"], tree["KR", "11110"]
        read_area(area_id=seoul.pk), read_area(area_id=jongno.pk)
        sent = {"local_name": "종로", "name": "Jongno-gu", "code": "11110"}
        answer = client.post(f"{LIST}edit/{jongno.pk}/", sent)
        assert answer["Location"] == f"{LIST}?parent={seoul.pk}"
        assert read_area(area_id=seoul.pk)["children"][0]["local_name"] == "종로"
        assert read_area(area_id=jongno.pk)["name"] == "Jongno-gu"
        jongno.refresh_from_db()
        assert (jongno.parent, jongno.level) == (seoul, 2)
        assert ModelLogEntry.objects.get().user == operator

    def test_another_code_that_somebody_has(self, client, tree):
        Area.objects.create(country="KR", code="26", name="Busan", local_name="부산", level=1)
        seoul = tree["KR", "11"]
        answer = client.post(f"{LIST}edit/{seoul.pk}/", {"local_name": "서울", "name": "Seoul", "code": "26"})
        assert (answer.status_code, "__all__" in answer.context["form"].errors) == (200, True)


class TestDeleting:
    def test_what_nothing_stands_on_goes(self, client, tree):
        district, city = tree["KR", "11110115"], tree["KR", "11110"]
        assert len(read_area(area_id=city.pk)["children"]) == 1
        page = client.get(f"{LIST}delete/{district.pk}/").content.decode()
        assert "Yes, delete" in page
        answer = client.post(f"{LIST}delete/{district.pk}/")
        assert answer["Location"] == f"{LIST}?parent={city.pk}"
        assert read_area(area_id=city.pk)["children"] == []

    def test_what_something_stands_on_stays_and_the_page_says_what(self, client, tree):
        city = tree["KR", "11110"]
        for _ in range(2):
            kept_address(user=UserFactory(), area=city.pk)
        address = kept_address(user=UserFactory(), area=city.pk)
        address.deleted_at, address.is_default = NOW, False
        address.save()
        page = " ".join(client.get(f"{LIST}delete/{city.pk}/").content.decode().split())
        assert ("1 area belongs to it" in page, "3 addresses of customers are in it" in page) == (True, True)
        assert "Yes, delete" not in page
        answer = client.post(f"{LIST}delete/{city.pk}/")
        assert (answer.status_code, Area.objects.count()) == (200, 4)
        assert "“종로구” stays: something stands on it." in answer.content.decode()
        assert ModelLogEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("permissions", "sees", "adds", "deletes"),
    [((), 302, 302, 302), (("accounts.view_area",), 200, 302, 302), (tuple(MAY), 200, 200, 200)],
)
def test_who_may(client, tree, permissions, sees, adds, deletes):
    client.force_login(member("somebody", *permissions))
    district = tree["KR", "11110115"]
    places = (LIST, f"{LIST}new/", f"{LIST}delete/{district.pk}/")
    assert tuple(client.get(place).status_code for place in places) == (sees, adds, deletes)
    assert client.get(f"{LIST}usage/{district.pk}/").status_code == 404
