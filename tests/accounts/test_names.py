import pytest
from django.core.exceptions import ValidationError

from accounts.names import check_name, looks_like_a_number, tidy_name


def test_one_way_of_writing():
    assert tidy_name("  Ｋｉｍ   Ha-neul ") == "Kim Ha-neul"


@pytest.mark.parametrize(
    "name", ["01012345678", "010-1234-5678", "+82 10 1234 5678", "(02) 123.4567", "1234567"]
)
def test_like_a_number(name):
    assert looks_like_a_number(name)
    with pytest.raises(ValidationError, match="cannot look like a telephone number"):
        check_name(name)


@pytest.mark.parametrize("name", ["kim01012345678", "123456", "haneul", "하늘", "-------", "2 be 1234567"])
def test_names_that_are_names(name):
    assert not looks_like_a_number(name)
    check_name(name)


def test_other_refusals():
    with pytest.raises(ValidationError, match="cannot look like an e-mail"):
        check_name("kim@example.org")
    with pytest.raises(ValidationError, match="signs that cannot be seen"):
        check_name("ki\u202em")
