"""What each of seven visitors gets where Wagtail keeps pages, by every method."""

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.long]


def test_pages_and_workflows(house):
    assert house.differences("wagtail", "pages", asked_by=house.at_the_door) == ""
