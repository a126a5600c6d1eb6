import pytest
from django.core.exceptions import ValidationError

from accounts.address_rules import read_mobile, read_phone


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("010-1234-5678", "+821012345678"),
        ("+81 90-1234-5678", "+819012345678"),
        ("+1 415 555 2671", "+14155552671"),
    ],
)
def test_a_mobile_number(typed, written):
    assert read_mobile(phone=typed) == written


@pytest.mark.parametrize(
    "typed", ["02-555-7777", "060-700-1234", "070-1234-5678", "+44 20 7946 0000", "+1 900 555 1234"]
)
def test_landlines_and_dear_numbers_get_no_text_messages_and_parcels_all_the_same(typed):
    with pytest.raises(ValidationError, match="This is no mobile number"):
        read_mobile(phone=typed)
    assert read_phone(phone=typed, country="KR").startswith("+")


def test_what_is_no_number_at_all():
    with pytest.raises(ValidationError, match="Type a telephone number"):
        read_mobile(phone="12")
