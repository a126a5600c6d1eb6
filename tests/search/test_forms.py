from decimal import Decimal

import pytest
from django.http import QueryDict

from search.forms import SearchForm
from search.wishes import Wish


def read(query: str) -> tuple[Wish, dict]:
    form = SearchForm(QueryDict(query))
    return form.wish(), dict(form.errors)


@pytest.mark.parametrize(
    ("query", "wish"),
    [
        ("", Wish()),
        ("q=soap", Wish(text="soap")),
        ("query=soap&q=mug", Wish(text="soap")),
        ("query=&q=mug", Wish()),
        ("query=%20sea%00%0A%20soap%E2%80%AE%20", Wish(text="sea soap")),
        ("query=soap&type=brand&sort=newest", Wish(text="soap", kind="brand", sort="newest")),
        ("query=soap&type=evil&sort=evil", Wish(text="soap")),
        (
            "query=soap&problem=wat%00er&brand=salt&category=soaps&in_stock=on",
            Wish(text="soap", problem="water", brand="salt", category="soaps", in_stock=True),
        ),
        (
            "query=soap&min_price=10&max_price=20",
            Wish(text="soap", min_price=Decimal(10), max_price=Decimal(20)),
        ),
    ],
)
def test_what_stands_in_the_address_is_read(query, wish):
    assert read(query) == (wish, {})


@pytest.mark.parametrize(
    ("query", "wish", "errors"),
    [
        (
            "query=" + "a" * 101,
            Wish(),
            {"query": ["At most 100 characters: these are 101."]},
        ),
        ("query=soap&min_price=abc", Wish(text="soap"), {"min_price": ["Enter a number."]}),
        (
            "query=soap&min_price=9&max_price=1",
            Wish(text="soap", min_price=Decimal(9)),
            {"max_price": ["The highest price is below the lowest."]},
        ),
    ],
)
def test_what_cannot_be_read_is_an_error_beside_its_field(query, wish, errors):
    assert read(query) == (wish, errors)


def test_a_text_that_is_too_long_stays_in_the_box():
    assert SearchForm(QueryDict("q=" + "b" * 101)).text == "b" * 101
