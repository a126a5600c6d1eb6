"""What each of seven visitors gets where Wagtail and Django keep everything but pages, by every method."""

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.long]


def test_snippets_pictures_papers_people_and_sites(house):
    assert house.differences("snippets", "library", asked_by=house.at_the_door) == ""


def test_the_admin_of_django(house):
    assert house.differences("django_admin", asked_by=house.at_the_door) == ""
