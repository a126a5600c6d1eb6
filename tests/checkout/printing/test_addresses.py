import pytest

from checkout.printing.addresses import address_lines

SEOUL = {
    "full_name": "김하늘",
    "address_line1": "테헤란로 1",
    "address_line2": "2층",
    "city": "강남구",
    "region": "서울특별시",
    "postcode": "06236",
    "country": "KR",
    "country_name": "South Korea",
}
ABROAD = {"full_name": "Ada Byron", "address_line1": "12 High Street", "address_line2": "", "region": ""}


def test_a_korean_address_goes_from_the_large_to_the_small():
    assert address_lines(**SEOUL) == ["South Korea", "06236", "서울특별시 강남구 테헤란로 1", "2층", "김하늘"]


def test_a_city_that_is_its_own_region_is_named_once():
    lines = address_lines(**SEOUL | {"city": "서울특별시", "address_line2": ""})
    assert lines == ["South Korea", "06236", "서울특별시 테헤란로 1", "김하늘"]


def test_a_korean_address_in_latin_letters_goes_from_the_small_to_the_large():
    latin = {"full_name": "Kim Ha-neul", "address_line1": "Teheran-ro 1", "city": "Seoul", "region": ""}
    assert address_lines(**SEOUL | latin) == [
        "Kim Ha-neul",
        "Teheran-ro 1",
        "2층",
        "06236 Seoul",
        "South Korea",
    ]


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        ({"city": "Austin", "region": "TX", "postcode": "73301", "country": "US"}, ["Austin, TX 73301"]),
        ({"city": "Toronto", "postcode": "M5V 1A1", "country": "CA"}, ["Toronto, M5V 1A1"]),
        ({"city": "London", "postcode": "N1 9GU", "country": "GB"}, ["London", "N1 9GU"]),
        ({"city": "Wien", "postcode": "1010", "country": "AT"}, ["1010 Wien"]),
        ({"city": "Roma", "region": "RM", "postcode": "00184", "country": "IT"}, ["00184 Roma, RM"]),
    ],
)
def test_abroad_the_postcode_stands_where_its_post_looks_for_it(place, lines):
    written = address_lines(**ABROAD | place, country_name="There")
    assert written == ["Ada Byron", "12 High Street", *lines, "There"]
