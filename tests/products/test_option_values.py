import pytest
from django.core.exceptions import ValidationError

from products.option_values import parse_options, write_options


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("", {}),
        ("colour: Indigo", {"colour": "Indigo"}),
        (" colour :Indigo ,size: M,", {"colour": "Indigo", "size": "M"}),
        ("time: 12:30", {"time": "12:30"}),
        ("색상: 남색", {"색상": "남색"}),
    ],
)
def test_reading(text, options):
    assert parse_options(text) == options
    assert parse_options(write_options(options)) == options


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Indigo", "“Indigo” is not"),
        ("colour:", "“colour:” is not"),
        (": M", "“: M” is not"),
        ("size: M, size: L", "“size” stands here twice"),
        ("a: " + "x" * 201, "200 characters"),
    ],
)
def test_what_cannot_be_read(text, message):
    with pytest.raises(ValidationError, match=message):
        parse_options(text)
