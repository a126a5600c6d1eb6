"""One search, by the index and by the database: what is asked here is answered alike by both."""

import os
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from products.models import Product, Variant
from search.finding import find
from search.following import follow_changes
from search.index_engine.backend import connect
from search.index_engine.searching import breaker
from search.index_engine.writing import rebuild_index
from search.models import Entry, Promotion, Synonym
from search.suggesting import suggest
from search.wishes import FacetValue, PriceBand, Wish
from stories.paging import NoSuchPage
from tests.factories.entries import findable
from tests.factories.products import ProductFactory, stocked_variant
from tests.rolled_back import rolled_back

pytestmark = pytest.mark.django_db

STORY, BRAND, PROBLEM = "The salt road", "Salt and Sun", "Safe water"
SOAP, TOWEL = "Salt soap", "Salt towel"
ALL = Wish(text="salt")


@pytest.fixture(scope="module", params=["database", pytest.param("index", marks=pytest.mark.elasticsearch)])
def furnished(request, django_db_setup, django_db_blocker):
    """One of each kind, and who is asked for them: written once for all tests of this module."""
    with django_db_blocker.unblock(), rolled_back(), ExitStack() as stack:
        things = findable()
        if request.param == "index":
            stack.enter_context(index_of_its_own())
            rebuild_index()
        yield things, request.param


@pytest.fixture
def engine(furnished) -> str:
    """Who is asked: "database" or "index"."""
    return furnished[1]


@pytest.fixture
def things(furnished):
    # Marks left by what another test wrote were rolled back with it, and so is what was kept of it.
    cache.clear()
    return furnished[0]


@contextmanager
def index_of_its_own():
    prefix = f"t{uuid4().hex[:12]}"
    with override_settings(ELASTICSEARCH_URL=os.environ["ELASTICSEARCH_URL"], SEARCH_INDEX_PREFIX=prefix):
        breaker.note_success()
        yield
        es = connect().es
        for name in es.indices.get(index=f"{prefix}_*"):
            es.indices.delete(index=name)


def titles(**asked) -> list[str]:
    return [hit.entry.title for hit in found(**asked).hits]


def found(*, page=1, after="", per_page=20, **asked):
    return find(wish=Wish(**asked), page=page, after=after, now=timezone.now(), per_page=per_page)


def test_everything_is_found_in_one_list(things, engine):
    answer = found(text="salt")
    assert {hit.entry.title for hit in answer.hits} == {STORY, BRAND, PROBLEM, SOAP, TOWEL}
    assert (answer.source, answer.is_fallback, answer.total) == (engine, False, 5)


@pytest.mark.parametrize(
    "text", ["salt soap", "SALT  Soap!", "소금비누", "소금 비누", "salt-soap", "SaltSoap"]
)
def test_a_name_comes_first_however_it_is_typed(things, text):
    assert titles(text=text)[0] == SOAP


@pytest.mark.parametrize("text", ["salt and s", "Sun"])
def test_a_part_of_the_brands_name_finds_what_is_its(things, text):
    assert {SOAP, TOWEL, BRAND} <= set(titles(text=text))


@pytest.mark.parametrize("text", ["soa", "oap", "비누", "금비", "sopa", "saop", "소굼비누"])
def test_half_a_word_and_a_slip(things, text):
    assert titles(text=text)[0] == SOAP


def test_a_slip_is_told(things):
    answer = found(text="salt tovel")
    assert (answer.did_you_mean, answer.hits[0].entry.title) == ("salt towel", TOWEL)
    assert found(text="salt towel").did_you_mean == ""


def test_nothing_is_found_for_what_nothing_is_like(things):
    answer = found(text="xylophone")
    assert (answer.hits, answer.total, answer.did_you_mean) == ([], 0, "")


def test_synonyms_are_found_from_the_moment_they_are_saved(things, django_capture_on_commit_callbacks):
    assert titles(text="detergent") == []
    with django_capture_on_commit_callbacks(execute=True):
        Synonym.objects.create(words="detergent, soap")
    assert titles(text="detergent")[0] == SOAP


def test_promoted_results_stand_first_and_once(things, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Promotion.objects.create(words="soap, bath", product=things.towel)
    answer = found(text="Soap")
    assert [(hit.entry.title, hit.is_promoted) for hit in answer.hits[:2]] == [(TOWEL, True), (SOAP, False)]
    assert [hit.entry.title for hit in answer.hits].count(TOWEL) == 1
    assert titles(text="bath") == [TOWEL]
    assert titles(text="soap", kind="product")[0] == SOAP


def test_each_facet_counts_what_the_others_leave(things):
    facets = found(**vars(replace(ALL, kind="product", min_price=Decimal(10000)))).facets
    assert [(one.value, one.count) for one in facets.kinds] == [("product", 1)]
    assert facets.prices == [
        PriceBand(None, Decimal(10000), 1),
        PriceBand(Decimal(30000), Decimal(60000), 1),
    ]
    assert facets.brands == [FacetValue("salt-and-sun", BRAND, 1)]
    assert facets.in_stock == 0


def test_facets_of_everything(things):
    facets = found(text="salt").facets
    assert [(one.value, one.count) for one in facets.kinds] == [
        ("story", 1),
        ("brand", 1),
        ("problem", 1),
        ("product", 2),
    ]
    assert facets.categories == [FacetValue("soaps", "Soaps", 1)]
    assert facets.problems == [FacetValue("safe-water", PROBLEM, 5)]
    assert facets.in_stock == 1


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kind": "story"}, [STORY]),
        ({"kind": "product", "in_stock": True}, [SOAP]),
        ({"category": "soaps"}, [SOAP]),
        ({"max_price": Decimal(9000)}, [SOAP]),
        ({"min_price": Decimal(9001)}, [TOWEL]),
        ({"kind": "product", "sort": "price"}, [SOAP, TOWEL]),
        ({"kind": "product", "sort": "-price"}, [TOWEL, SOAP]),
        ({"kind": "product", "sort": "newest"}, [TOWEL, SOAP]),
        ({"brand": "nobody"}, []),
        ({"problem": "'; DROP TABLE"}, []),
    ],
)
def test_results_are_narrowed_down_and_sorted(things, asked, expected):
    assert titles(text="salt", **asked) == expected


def test_what_is_no_longer_shown_is_not_found_whatever_the_index_says(things):
    Product.objects.filter(pk=things.soap.pk).update(live=False)
    Variant.objects.filter(product=things.towel).update(is_offered=False)
    assert set(titles(text="salt")) == {STORY, BRAND, PROBLEM}
    assert [one.title for one in suggest(text="salt so", now=timezone.now())] == []


def test_prices_are_todays(things):
    Variant.objects.filter(product=things.towel).update(price=7000)
    answer = found(text="towel")
    assert (answer.hits[0].lowest_price, answer.hits[0].can_be_had) == (Decimal(7000), False)


def test_the_next_page_goes_on_after_the_last_result(things, engine):
    first = found(text="salt", per_page=2)
    if engine == "database":
        assert first.after == ""
        return
    rest = [found(text="salt", page=2, after=first.after, per_page=2)]
    rest.append(found(text="salt", page=3, after=rest[0].after, per_page=2))
    listed = [hit.entry.title for answer in (first, *rest) for hit in answer.hits]
    assert listed == titles(text="salt")
    assert rest[-1].after == ""


def test_an_empty_text_finds_nothing_and_asks_nobody(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert found(text=" %$ ").total == 0


def test_a_page_takes_a_few_statements_beside_the_engine(things, engine, django_assert_num_queries):
    found(text="salt")
    # On PostgreSQL a limit of time stands around them, in a savepoint while a test's transaction is open.
    of_database = 9 if connection.vendor == "postgresql" else 6
    with django_assert_num_queries(4 if engine == "index" else of_database):
        found(text="salt")


@pytest.mark.parametrize(
    ("typed", "first"), [("sal", SOAP), ("the sa", STORY), ("소금", SOAP), ("SALT-SO", SOAP)]
)
def test_suggestions_begin_as_the_text_does(things, typed, first):
    assert suggest(text=typed, now=timezone.now())[0].title == first


def test_suggestions_take_a_few_statements(things, engine, django_assert_num_queries):
    of_database = 9 if connection.vendor == "postgresql" else 6
    with django_assert_num_queries(4 if engine == "index" else of_database):
        assert len(suggest(text="salt", now=timezone.now())) == 4


# The last one: the index keeps what is rolled back after it.
def test_pages_hold_every_result_once(things, engine):
    for n in range(7):
        stocked_variant(product=ProductFactory(name=f"Salt cup {n}", brand=things.brand, variants=[]))
    follow_changes()
    if engine == "index":
        rebuild_index()
    by_number = [t for page in (1, 2, 3) for t in titles(text="salt", page=page, per_page=5)]
    assert len(by_number) == len(set(by_number)) == Entry.objects.count() == 12
    with pytest.raises(NoSuchPage):
        found(text="salt", page=4, per_page=5)
