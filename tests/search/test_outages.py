"""Whatever becomes of Elasticsearch: readers are answered, editors are not held up, and it comes back by itself."""

import time
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone

from brands.models import BrandPage
from search.finding import find
from search.index_engine.backend import connect
from search.index_engine.mapping import SETTINGS
from search.index_engine.searching import breaker
from search.indexing import sweep
from search.models import Entry, IndexState
from search.repair import Drift, measure_drift
from search.suggesting import suggest
from search.wishes import Wish
from stories.paging import NoSuchPage
from tests.factories.entries import findable
from tests.factories.museum import museum
from tests.factories.products import ProductFactory
from tests.index_proxy import UNAVAILABLE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.elasticsearch]

# The promise is 1.5 and 2 seconds; a machine that runs other tests beside these gets more.
LONGEST_ANSWER = 4.0
LONGEST_SAVE = 5.0
NOTICE = "Search is a little simpler at the moment."
GARBAGE = [
    b"",
    b"<html>",
    b"{}",
    b"[]",
    b'"ok"',
    b"null",
    b'{"hits": {}}',
    b"\xff\xfe",
    b'{"took": 1, "timed_out"',
]


@pytest.fixture
def things(index):
    museum()
    things = findable()
    sweep(now=timezone.now())
    connect().entries.refresh()
    assert measure_drift().total == 0
    return things


def stop(proxy, index, name):
    proxy.refuse()


def in_the_mood(mood):
    def turn(proxy, index, name):
        proxy.mood = mood

    return turn


def be_unavailable(proxy, index, name):
    proxy.says, proxy.mood = UNAVAILABLE, "saying"


def lose_the_index(proxy, index, name):
    for real in index.indices.get_alias(name=name):
        index.indices.delete(index=real)


def be_somebody_elses(proxy, index, name):
    lose_the_index(proxy, index, name)
    index.index(
        index=name, id="product:1", document={"entry": "no number", "names": {"first": "A"}}, refresh=True
    )


def be_somebody_elses_and_empty(proxy, index, name):
    lose_the_index(proxy, index, name)
    index.indices.create(index=name)


def lose_its_only_part(proxy, index, name):
    [[real, facts]] = index.indices.get_mapping(index=name).items()
    index.indices.create(
        index=f"{name}_red",
        mappings=facts["mappings"],
        settings=SETTINGS | {"index.routing.allocation.require._name": "nobody"},
        wait_for_active_shards=0,
    )
    index.indices.put_alias(name=name, index=f"{name}_red")
    index.indices.delete(index=real)
    assert index.cluster.health(index=name)["status"] == "red"


OFTEN = {
    "stopped": stop,
    "slow by 5 s": in_the_mood("slow"),
    "deleted": lose_the_index,
    "made by somebody else": be_somebody_elses,
}
SELDOM = {
    "dripping": in_the_mood("dripping"),
    "503": be_unavailable,
    "red": lose_its_only_part,
    "silent": in_the_mood("silent"),
    "hanging up": in_the_mood("hanging up"),
    "dripping its head": in_the_mood("dripping head"),
    "made by a write": be_somebody_elses_and_empty,
}


def timed(call):
    began = time.monotonic()
    answer = call()
    return time.monotonic() - began, answer


def search_for(text):
    return find(wish=Wish(text=text), now=timezone.now())


def titles(found):
    return [hit.entry.title for hit in found.hits]


def assert_readers_are_answered(client):
    """The first readers of an outage too, before anybody knows of it."""
    for ask in (
        lambda: titles(search_for("salt soap")),
        lambda: client.get("/search/?query=salt").status_code,
        lambda: [one.title for one in suggest(text="salt s", now=timezone.now())],
        lambda: client.get("/api/v1/search/?q=salt").json()["source"],
        lambda: titles(search_for("salt soap")),
    ):
        seconds, _answer = timed(ask)
        assert seconds < LONGEST_ANSWER
    page = client.get("/search/?query=salt").content.decode()
    assert NOTICE in page
    found = search_for("salt road")
    assert (found.source, found.is_fallback, titles(found)[0]) == ("database", True, "The salt road")
    assert [one.title for one in suggest(text="the salt", now=timezone.now())] == ["The salt road"]


def write_meanwhile(things, towel, word):
    things.soap.name = f"Pebble {word}"
    brand = BrandPage.objects.get(pk=things.brand.pk)
    brand.title = f"Brine {word}"
    for write in (things.soap.save, lambda: brand.save_revision().publish(), towel.delete):
        seconds, _ = timed(write)
        assert seconds < LONGEST_SAVE


def be_well_again(proxy):
    proxy.mood = "well"
    proxy.cut_off()
    if proxy.is_closed:
        proxy.listen()
    now = timezone.now()
    for minutes in (0, 3):
        sweep(now=now + timedelta(minutes=minutes))
    connect().entries.refresh()
    breaker.note_success()


def live_through(begin, *, word, client, proxy, things, index, name):
    towel = ProductFactory(name=f"Cloth {word}", brand=things.brand)
    sweep(now=timezone.now())
    begin(proxy, index, name)
    assert_readers_are_answered(client)
    write_meanwhile(things, towel, word)
    assert titles(search_for(f"pebble {word}"))[0] == f"Pebble {word}"
    assert f"Cloth {word}" not in titles(search_for("cloth"))

    be_well_again(proxy)
    assert measure_drift() == Drift()
    assert IndexState.objects.get().failing_since is None
    assert not Entry.objects.filter(is_gone=True).exists()
    for text in (f"pebble {word}", f"brine {word}"):
        found = search_for(text)
        assert (found.source, found.is_fallback, titles(found)[0].lower()) == ("index", False, text)
    assert f"Cloth {word}" not in titles(search_for("cloth"))
    assert NOTICE not in client.get("/search/?query=salt").content.decode()


def test_what_happens(client, proxy, things, index, index_name):
    for number, begin in enumerate(OFTEN.values()):
        words = {"word": "abcdefgh"[number] * 3}
        live_through(begin, client=client, proxy=proxy, things=things, index=index, name=index_name, **words)


@pytest.mark.long
@pytest.mark.parametrize("begin", SELDOM.values(), ids=list(SELDOM))
def test_what_hardly_happens(client, proxy, things, index, index_name, begin):
    live_through(begin, word="aaa", client=client, proxy=proxy, things=things, index=index, name=index_name)


@pytest.mark.parametrize("is_index", [True, pytest.param(False, marks=pytest.mark.long)])
def test_garbage(client, proxy, things, is_index):
    for body in GARBAGE:
        proxy.answer(body, is_index=is_index)
        breaker.note_success()
        found = search_for("salt soap")
        assert (found.source, found.hits[0].entry.title) == ("database", "Salt soap")
        breaker.note_success()
        assert [one.title for one in suggest(text="salt so", now=timezone.now())] == ["Salt soap"]
        sweep(now=timezone.now())
    be_well_again(proxy)
    assert measure_drift() == Drift()


def test_a_request_that_is_refused_leaves_the_index_to_the_others(proxy, things):
    """Whoever asks for what no page leads to takes nothing from anybody."""
    for after in ("x", "", "WzEuNSwgMV0", "W251bGwsIDFd"):
        with suppress(NoSuchPage):
            find(wish=Wish(text="salt", sort="newest"), page=700, after=after, now=timezone.now())
    proxy.answer(
        b'{"error":{"type":"search_phase_execution_exception"},"status":400}', status="400 Bad Request"
    )
    for _ in range(4):
        assert search_for("salt").source == "database"
    proxy.mood = "well"
    assert search_for("salt").source == "index"


def test_after_three_failures_nobody_is_asked_until_one_may_try(proxy, things):
    proxy.mood, proxy.says = "saying", UNAVAILABLE
    asked = proxy.asked
    for _ in range(5):
        search_for("salt")
    assert proxy.asked == asked + 3
    proxy.mood = "well"
    assert search_for("salt").source == "database"
