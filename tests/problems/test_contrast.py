import pytest
from django.core.exceptions import ValidationError

from problems.contrast import contrast_ratio, ensure_readable_accent


def test_black_on_white_is_the_most():
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#ffffff", "#000000") == pytest.approx(21)


def test_the_same_colour_is_the_least():
    assert contrast_ratio("#1b5e73", "#1b5e73") == pytest.approx(1)


def test_the_refusal_names_the_contrast():
    with pytest.raises(ValidationError) as caught:
        ensure_readable_accent("#ffffff")
    assert caught.value.messages == [
        "This colour has a contrast of 1.1 to the walls; at least 4.5 is needed. Choose a darker one."
    ]


@pytest.mark.parametrize("colour", ["#1b5e73", "#000000", "nothing"])
def test_what_can_be_read_and_what_is_no_colour_pass(colour):
    ensure_readable_accent(colour)
