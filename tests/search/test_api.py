import pytest
from rest_framework.test import APIClient

from tests.factories.entries import findable
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db

SEARCH = "/api/v1/search/"


@pytest.fixture
def things():
    museum()
    return findable()


@pytest.fixture
def client():
    return APIClient()


def found(response) -> list[str]:
    assert response.status_code == 200, response.content
    return [row["title"] for row in response.json()["results"]]


def refusal(response):
    body = response.json()
    return response.status_code, body["code"], body["errors"]


def test_an_answer(client, things):
    answer = client.get(SEARCH, {"q": "bar", "type": "product"}).json()
    assert answer == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "type": "product",
                "title": "Salt soap",
                "korean_name": "소금 비누",
                "url": "http://testserver/products/salt-soap/",
                "summary": "A bar.",
                "brand": "salt-and-sun",
                "problem": "safe-water",
                "price": "9000",
                "currency": "KRW",
                "in_stock": True,
            }
        ],
        "facets": {
            "types": [{"value": "product", "title": "Object", "count": 1}],
            "problems": [{"value": "safe-water", "title": "Safe water", "count": 1}],
            "brands": [{"value": "salt-and-sun", "title": "Salt and Sun", "count": 1}],
            "categories": [{"value": "soaps", "title": "Soaps", "count": 1}],
            "prices": [{"lowest": None, "below": "10000", "count": 1}],
            "in_stock": 1,
        },
        "did_you_mean": "",
        "source": "database",
    }


def test_pages_have_neither_a_price_nor_stock(client, things):
    [room] = client.get(SEARCH, {"q": "salt", "type": "problem"}).json()["results"]
    assert (room["brand"], room["problem"], room["price"], room["in_stock"]) == (
        None,
        "safe-water",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"type": "story"}, ["The salt road"]),
        ({"type": "product", "ordering": "price"}, ["Salt soap", "Salt towel"]),
        ({"type": "product", "ordering": "-price"}, ["Salt towel", "Salt soap"]),
        ({"in_stock": "true"}, ["Salt soap"]),
        ({"min_price": "10000"}, ["Salt towel"]),
        ({"category": "soaps"}, ["Salt soap"]),
        ({"brand": "nobody"}, []),
        ({"type": "brand", "problem": "safe-water", "ordering": "evil"}, ["Salt and Sun"]),
    ],
)
def test_filters_and_order(client, things, query, titles):
    assert found(client.get(SEARCH, {"q": "salt"} | query)) == titles


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ({}, {"q": ["This field is required."]}),
        ({"q": " \x00\u200b"}, {"q": ["This field is required."]}),
        ({"q": "a" * 101}, {"q": ["Ensure this field has no more than 100 characters."]}),
        ({"q": "salt", "type": "order"}, {"type": ['"order" is not a valid choice.']}),
        ({"q": "salt", "min_price": "x"}, {"min_price": ['An amount is a text like "12000".']}),
        ({"q": "salt", "page_size": "0"}, {"page_size": ["Ask for a whole number of at least 1."]}),
    ],
)
def test_what_cannot_be_read_is_refused(client, things, query, errors):
    assert refusal(client.get(SEARCH, query)) == (400, "validation_error", errors)


def test_pages(client, things):
    first = client.get(SEARCH, {"q": "salt", "page_size": 2, "ordering": "newest"}).json()
    assert (first["count"], first["previous"]) == (5, None)
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    titles = [row["title"] for page in (first, second, third) for row in page["results"]]
    assert (len(titles), len(set(titles)), third["next"]) == (5, 5, None)
    assert client.get(third["previous"]).json() == second
    assert client.get(second["previous"]).json()["results"] == first["results"]
    for number in ("4", "0", "x", ""):
        assert refusal(client.get(SEARCH, {"q": "salt", "page_size": 2, "page": number})) == (
            404,
            "not_found",
            {},
        )


def test_searches_are_limited(client, things, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"search": (1, 60)}
    assert len(found(client.get(SEARCH, {"q": "salt"}))) == 5
    refused = client.get(SEARCH, {"q": "salt"})
    assert refusal(refused) == (429, "throttled", {})
    assert 0 < int(refused["Retry-After"]) <= 60
