import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from accounts.areas.tree import (
    AreaRow,
    delete_area,
    load_areas,
    read_area,
    read_files,
    read_provinces,
    save_area,
)
from accounts.models import Area

pytestmark = pytest.mark.django_db

SEOUL = AreaRow("KR", "11", "Seoul", "서울특별시", 1, "")
JONGNO = AreaRow("KR", "11110", "종로구", "종로구", 2, "11")
SAJIK = AreaRow("KR", "11110115", "사직동", "사직동", 3, "11110")
BEIJING = AreaRow("CN", "11", "Beijing", "北京市", 1, "")


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def tree():
    load_areas(rows=[SEOUL, JONGNO, SAJIK, BEIJING])
    return {(str(area.country), area.code): area for area in Area.objects.all()}


def queries(read) -> int:
    with CaptureQueriesContext(connection) as made:
        read()
    return len(made)


class TestTheFiles:
    def test_they_have_three_levels_of_both_countries(self):
        rows = read_files()
        counts = {(country, level): 0 for country in ("KR", "CN") for level in (1, 2, 3)}
        for row in rows:
            counts[row.country, row.level] += 1
        assert counts == {
            ("KR", 1): 17,
            ("KR", 2): 255,
            ("KR", 3): 5067,
            ("CN", 1): 31,
            ("CN", 2): 342,
            ("CN", 3): 3068,
        }

    def test_every_row_belongs_to_one_of_the_level_above(self):
        rows = read_files()
        levels = {(row.country, row.code): row.level for row in rows}
        assert len(levels) == len(rows)
        for row in rows:
            above = levels.get((row.country, row.parent_code), 0)
            assert above == row.level - 1, row

    @pytest.mark.parametrize(
        ("country", "code", "local_name"),
        [
            ("KR", "11680101", "역삼동"),
            ("KR", "41111", "수원시 장안구"),
            ("KR", "36110", "세종특별자치시"),
            ("CN", "110105", "朝阳区"),
            ("CN", "1101", "北京市"),
            ("CN", "440305", "南山区"),
        ],
    )
    def test_some_of_them(self, country, code, local_name):
        rows = {(row.country, row.code): row.local_name for row in read_files()}
        assert rows[country, code] == local_name


class TestLoading:
    def test_the_second_time_nothing_changes(self, capsys):
        call_command("load_areas")
        before = list(Area.objects.order_by("pk").values())
        call_command("load_areas", format="json")
        assert list(Area.objects.order_by("pk").values()) == before
        assert capsys.readouterr().out == (
            'areas: 8780 added, 0 changed, 0 as they were\n{"added": 0, "changed": 0, "kept": 8780}\n'
        )

    def test_a_new_name_is_taken_and_shown(self, tree):
        assert read_provinces()[1]["name"] == "Seoul"
        done = load_areas(rows=[AreaRow("KR", "11", "Seoul City", "서울", 1, "")])
        assert (done.added, done.changed, done.kept) == (0, 1, 0)
        assert read_provinces()[1]["name"] == "Seoul City"
        assert Area.objects.count() == 4

    def test_what_was_renamed_by_hand_is_as_the_file_says_again(self, tree):
        tree["KR", "11110"].local_name = "다른 이름"
        save_area(area=tree["KR", "11110"])
        assert load_areas(rows=[SEOUL, JONGNO]).changed == 1
        assert Area.objects.get(code="11110").local_name == "종로구"


class TestReading:
    def test_provinces(self, tree):
        assert read_provinces() == [
            {
                "id": tree["CN", "11"].pk,
                "country": "CN",
                "code": "11",
                "name": "Beijing",
                "local_name": "北京市",
                "level": 1,
            },
            {
                "id": tree["KR", "11"].pk,
                "country": "KR",
                "code": "11",
                "name": "Seoul",
                "local_name": "서울특별시",
                "level": 1,
            },
        ]

    def test_one_and_what_belongs_to_it(self, tree):
        branch = read_area(area_id=tree["KR", "11110"].pk)
        assert (branch["local_name"], branch["parent"]) == ("종로구", tree["KR", "11"].pk)
        assert [child["local_name"] for child in branch["children"]] == ["사직동"]

    def test_an_unknown_one(self, tree):
        with pytest.raises(Area.DoesNotExist):
            read_area(area_id=10**9)

    def test_the_second_time_asks_no_database(self, tree):
        seoul = tree["KR", "11"].pk
        assert [queries(read_provinces) for _ in range(2)] == [1, 0]
        assert [queries(lambda: read_area(area_id=seoul)) for _ in range(2)] == [2, 0]


class TestChanging:
    def test_a_new_name_shows_at_once_in_both_lists(self, tree):
        seoul, jongno = tree["KR", "11"], tree["KR", "11110"]
        read_area(area_id=seoul.pk), read_area(area_id=jongno.pk)
        jongno.local_name = "종로"
        save_area(area=jongno)
        assert read_area(area_id=seoul.pk)["children"][0]["local_name"] == "종로"
        assert read_area(area_id=jongno.pk)["local_name"] == "종로"

    def test_one_that_moves_leaves_the_list_it_stood_in(self, tree):
        load_areas(rows=[AreaRow("KR", "26", "Busan", "부산광역시", 1, "")])
        seoul, busan, jongno = tree["KR", "11"], Area.objects.get(code="26"), tree["KR", "11110"]
        read_area(area_id=seoul.pk), read_area(area_id=busan.pk)
        jongno.parent = busan
        save_area(area=jongno)
        assert read_area(area_id=seoul.pk)["children"] == []
        assert [child["code"] for child in read_area(area_id=busan.pk)["children"]] == ["11110"]

    def test_a_removed_one_is_gone_at_once(self, tree):
        jongno, sajik = tree["KR", "11110"], tree["KR", "11110115"]
        read_area(area_id=jongno.pk)
        delete_area(area=sajik)
        assert read_area(area_id=jongno.pk)["children"] == []

    def test_one_with_others_in_it_stays(self, tree):
        with pytest.raises(ProtectedError):
            delete_area(area=tree["KR", "11"])
        assert Area.objects.count() == 4

    def test_nobody_has_two_of_a_code_and_no_name_is_empty(self, tree):
        with pytest.raises(ValidationError) as refusal:
            save_area(area=Area(country="KR", code="12", name="", local_name="새 도", level=1))
        assert list(refusal.value.message_dict) == ["name"]
        with pytest.raises(ValidationError):
            save_area(area=Area(country="KR", code="11", name="Twice", local_name="둘", level=1))

    def test_only_a_province_has_nothing_above_it(self, tree):
        with pytest.raises(IntegrityError):
            Area.objects.create(country="KR", code="99", name="Lost", local_name="미아", level=2)


class TestTheApi:
    def test_provinces(self, client, tree):
        body = client.get("/api/v1/areas/").json()
        assert (body["count"], body["next"], body["previous"]) == (2, None, None)
        assert body["results"] == read_provinces()

    def test_children(self, client, tree):
        seoul = tree["KR", "11"]
        body = client.get(f"/api/v1/areas/{seoul.pk}/").json()
        assert body == read_area(area_id=seoul.pk)
        assert [child["name"] for child in body["children"]] == ["종로구"]

    @pytest.mark.parametrize("area_id", [10**9, 10**30])
    def test_an_unknown_one(self, client, area_id):
        answer = client.get(f"/api/v1/areas/{area_id}/")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
        assert answer.json()["code"] == "not_found"

    def test_the_second_call_asks_no_database(self, client, tree):
        for path in ("/api/v1/areas/", f"/api/v1/areas/{tree['KR', '11'].pk}/"):
            client.get(path)
            assert queries(lambda path=path: client.get(path)) == 0

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_it_is_only_read(self, client, tree, method):
        assert getattr(client, method)("/api/v1/areas/").status_code == 405
