"""Nothing that is typed fails, takes long, or finds what nobody may see."""

import time
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from wagtail.models import Page

from products.models import Product, Variant
from search.finding import find
from search.index_engine.backend import connect
from search.index_engine.searching import breaker
from search.indexing import sweep
from search.models import Entry, Kind
from search.suggesting import suggest
from search.wishes import Wish
from tests.factories.brands import BrandPageFactory, BrandStoryPageFactory
from tests.factories.entries import findable
from tests.factories.museum import museum
from tests.factories.products import ProductFactory, stocked_variant
from tests.rolled_back import rolled_back
from tests.search.hostile_texts import HOSTILE_PARAMETERS, hostile_texts

pytestmark = pytest.mark.django_db

# The promise is 1.5 seconds; a machine that runs other tests beside these gets more.
LONGEST_ANSWER = 4.0
ENGINES = ["database", pytest.param("index", marks=pytest.mark.elasticsearch)]
DOORS = ["/search/?{}", "/search/suggest/?{}", "/api/v1/search/?{}"]
HIDDEN = {"Hidden salt", "Hidden soap", "Hidden salt road", "Hidden house", "Hidden salt water"}


def hang_what_nobody_may_find(things) -> list:
    """Full of the words that are looked for; the search knows them, until `hide` takes them off show behind its back."""
    house = BrandPageFactory(title="Hidden house", problem=things.problem)
    return [
        stocked_variant(
            sku="SALT-SOAP-X", product=ProductFactory(name="Hidden salt", brand=things.brand, variants=[])
        ).product,
        ProductFactory(name="Hidden soap", brand=things.brand),
        BrandStoryPageFactory(parent=things.brand, title="Hidden salt road"),
        house,
        ProductFactory(name="Hidden salt water", brand=house),
    ]


def hide(hidden: list) -> None:
    salt, soap, road, house, _water = hidden
    Product.objects.filter(pk=salt.pk).update(live=False)
    Variant.objects.filter(product=soap).update(is_offered=False)
    Page.objects.filter(pk__in=[road.pk, house.pk]).update(live=False)


@pytest.fixture
def things(request, settings):
    engine = getattr(request, "param", "database")
    if engine == "index":
        request.getfixturevalue("index")
    museum()
    things = findable()
    hidden = hang_what_nobody_may_find(things)
    sweep(now=timezone.now())
    if engine == "index":
        connect().entries.refresh()
    # Or nothing would be proved: it is found while it is on show.
    assert {hit.entry.title for hit in find(wish=Wish(text="hidden"), now=timezone.now()).hits} >= HIDDEN
    hide(hidden)
    return engine


def titles_in(response) -> set[str]:
    if response.context is not None and "found" in response.context:
        return {hit.entry.title for hit in response.context["found"].hits}
    told = response.json() if response["Content-Type"].startswith("application/json") else {}
    return {one["title"] for one in told.get("results", []) + told.get("suggestions", [])}


def knock(client, door: str, parameters: dict[str, str]) -> None:
    address = door.format(urlencode(parameters, errors="surrogatepass"))
    began = time.monotonic()
    response = client.get(address)
    seconds = time.monotonic() - began
    seen = (response.status_code < 500, seconds < LONGEST_ANSWER, titles_in(response) & HIDDEN)
    assert seen == (True, True, set()), (address[:300], response.status_code, seconds)


def names(door: str, text: str) -> dict[str, str]:
    return {"q" if "api" in door else "query": text}


def knock_with(client, texts, doors_each: int) -> None:
    for number, text in enumerate(texts):
        for step in range(doors_each):
            door = DOORS[(number + step) % len(DOORS)]
            knock(client, door, names(door, text))


@pytest.mark.parametrize("things", ENGINES, indirect=True)
def test_hostile_texts(client, things):
    knock_with(client, hostile_texts(200 if things == "database" else 60), doors_each=1)
    assert find(wish=Wish(text="salt"), now=timezone.now()).source == things
    assert breaker.is_open is False


@pytest.mark.long
@pytest.mark.parametrize("things", ENGINES, indirect=True)
def test_five_thousand_hostile_texts(client, things):
    for start in range(0, 5000, 500):
        with rolled_back():
            knock_with(client, list(hostile_texts(5000))[start : start + 500], doors_each=3)
    assert find(wish=Wish(text="salt"), now=timezone.now()).source == things


@pytest.mark.parametrize("things", ENGINES, indirect=True)
def test_hostile_parameters(client, things):
    wanted = HOSTILE_PARAMETERS if things == "index" else HOSTILE_PARAMETERS[::3]
    for number, parameters in enumerate(wanted):
        door = DOORS[(number % 2) * 2]
        knock(client, door, names(door, "salt") | parameters)
    assert find(wish=Wish(text="salt"), now=timezone.now()).source == things


def test_the_rules_themselves_take_any_text(things):
    """Whoever calls them need not have shortened it."""
    for text in hostile_texts(60):
        found = find(wish=Wish(text=text), now=timezone.now())
        assert found.is_answered
        assert {hit.entry.title for hit in found.hits}.isdisjoint(HIDDEN)
        assert {one.title for one in suggest(text=text, now=timezone.now())}.isdisjoint(HIDDEN)


def test_what_was_hidden_a_moment_ago_is_hidden_already(things):
    """Before anybody has told the search."""
    Entry.objects.filter(title="Salt soap").update(
        source_id=Entry.objects.filter(kind=Kind.PRODUCT).last().source_id + 99
    )
    assert "Salt soap" not in {
        hit.entry.title for hit in find(wish=Wish(text="salt soap"), now=timezone.now()).hits
    }
