import datetime

import pytest
from rest_framework.test import APIClient

from tests.factories.brands import BrandPageFactory, BrandStoryPageFactory
from tests.factories.museum import museum
from tests.factories.problems import ProblemPageFactory

pytestmark = pytest.mark.django_db

BRANDS, STORIES = "/api/v1/brands/", "/api/v1/stories/"
MAY = datetime.datetime(2026, 5, 1, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def client():
    museum()
    return APIClient()


def slugs(response):
    return [row["slug"] for row in response.json()["results"]]


def test_a_brand(client):
    BrandPageFactory(slug="salt", title="Salt", summary="Soap.", problem=ProblemPageFactory(slug="water"))
    assert client.get(f"{BRANDS}salt/").json() == {
        "slug": "salt",
        "title": "Salt",
        "summary": "Soap.",
        "url": "http://testserver/brands/salt/",
        "image": None,
        "korean_name": "소금과 해",
        "homepage": "https://example.org/",
        "problem": "water",
    }


def test_brands_by_name_without_drafts(client):
    for title, live in (("Wind", True), ("Salt", True), ("Draft", False)):
        BrandPageFactory(title=title, slug=title.lower(), live=live, problem__live=live)
    assert slugs(client.get(BRANDS)) == ["salt", "wind"]
    for slug in ("draft", "nothing"):
        assert client.get(f"{BRANDS}{slug}/").status_code == 404


def test_a_room_that_is_closed_is_not_named(client):
    BrandPageFactory(slug="salt", problem__live=False)
    assert client.get(f"{BRANDS}salt/").json()["problem"] is None


def test_a_story(client):
    brand = BrandPageFactory(slug="salt", problem=ProblemPageFactory(slug="water"))
    BrandStoryPageFactory(
        parent=brand, slug="boiling", title="Boiling", summary="How.", first_published_at=MAY
    )
    assert client.get(f"{STORIES}boiling/").json() == {
        "slug": "boiling",
        "title": "Boiling",
        "summary": "How.",
        "url": "http://testserver/brands/salt/boiling/",
        "image": None,
        "brand": "salt",
        "problem": "water",
        "published_at": "2026-05-01T09:00:00Z",
    }


def test_stories_newest_first_without_drafts(client):
    for day, slug in enumerate(("first", "second", "third")):
        BrandStoryPageFactory(
            slug=slug, first_published_at=MAY + datetime.timedelta(days=day), live=slug != "second"
        )
    assert slugs(client.get(STORIES)) == ["third", "first"]
    assert slugs(client.get(STORIES, {"page_size": 1, "page": 2})) == ["first"]
    for slug in ("second", "nothing"):
        assert client.get(f"{STORIES}{slug}/").status_code == 404


def test_of_two_stories_of_one_slug_the_newer(client):
    for day in (1, 0):
        BrandStoryPageFactory(
            slug="same", title=str(day), first_published_at=MAY + datetime.timedelta(days=day)
        )
    assert client.get(f"{STORIES}same/").json()["title"] == "1"


@pytest.mark.parametrize(
    ("address", "factory", "queries"), [(BRANDS, BrandPageFactory, 4), (STORIES, BrandStoryPageFactory, 6)]
)
def test_queries_do_not_grow_with_the_rows(client, django_assert_num_queries, address, factory, queries):
    factory()
    client.get(address)  # learns where the site stands
    with django_assert_num_queries(queries):
        client.get(address)
    factory.create_batch(2)
    with django_assert_num_queries(queries):
        assert client.get(address).json()["count"] == 3
