"""Whatever was done past every rule is found and made good again."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from products.models import Product
from search.index_engine.backend import connect
from search.index_engine.writing import drop_from_index, read_index
from search.indexing import sweep
from search.management.commands.update_index import Command as UpdateIndex
from search.models import Change, Entry, IndexState
from search.repair import Drift, measure_drift, repair, repair_index
from search.tasks import compare_index
from tests.factories.entries import break_body, findable
from tests.factories.museum import museum
from tests.factories.search import EntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def things():
    museum()
    return findable()


@pytest.fixture
def indexed(index, things):
    Entry.objects.update(is_pending=True)
    sweep(now=timezone.now())
    connect().entries.refresh()
    assert measure_drift() == Drift()
    return things


def check() -> dict[str, int]:
    """What the command says of the moment; it changes nothing."""
    out = StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("search_repair", "--check", "--format", "json", stdout=out)
    return {name: count for name, count in json.loads(out.getvalue()).items() if count}


def write_everything_as(version):
    IndexState.objects.update(version=version)
    Entry.objects.update(version=version, is_pending=True)
    sweep(now=timezone.now())
    connect().entries.refresh()


def spoil_entries(things):
    Product.objects.filter(pk=things.soap.pk).update(name="Renamed behind our backs")
    Entry.objects.filter(title="Salt towel").delete()
    EntryFactory()


def test_what_cannot_be_described_keeps_no_other_from_the_repair(things):
    break_body(story=things.story)
    spoil_entries(things)
    # The brand tells of its soap too, and the story would.
    assert repair(now=timezone.now()) == Drift(
        entries_missing=1, entries_stale=2, entries_left_over=1, entries_undescribed=1
    )
    assert check() == {"entries_undescribed": 1, "total": 1}
    with pytest.raises(CommandError, match="1 pages or products cannot be read"):
        UpdateIndex(stdout=StringIO()).write_readers_search()
    assert Entry.objects.get(source_id=things.story.pk, kind="story").title == "The salt road"


def test_entries(things):
    spoil_entries(things)
    Change.objects.create(of=Change.Of.PAGE, source_id=things.brand.pk)
    wrong = {"entries_missing": 1, "entries_stale": 2, "entries_left_over": 1}
    assert check() == check() == wrong | {"waiting": 1, "total": 5}
    assert repair(now=timezone.now()) == Drift(**wrong)
    assert check() == {"waiting": 1, "total": 1}
    assert IndexState.objects.get().repaired_at is not None


@pytest.mark.elasticsearch
def test_index(indexed, index, index_name):
    soap, towel, brand = (
        Entry.objects.get(title=title) for title in ("Salt soap", "Salt towel", "Salt and Sun")
    )
    drop_from_index({soap.key: soap.version})
    Entry.objects.filter(pk=towel.pk).update(version=towel.version + 5)
    IndexState.objects.update(version=towel.version + 5)
    source = index.get(index=index_name, id=brand.key)["_source"]
    index.index(
        index=index_name, id="story:999999", document=source, version=3, version_type="external", refresh=True
    )
    wrong = {"index_missing": 1, "index_stale": 1, "index_left_over": 1}
    assert check() == wrong | {"total": 3}
    compare_index()
    connect().entries.refresh()
    assert measure_drift() == Drift()


@pytest.mark.elasticsearch
def test_an_index_of_the_database_that_was_there_before_is_built_anew(indexed, index, index_name):
    """A copy that was put back counts its versions from where it was made: the index would keep what is newer there."""
    write_everything_as(400)
    [former] = index.indices.get_alias(name=index_name)
    IndexState.objects.update(version=1)
    Entry.objects.update(version=1)
    assert measure_drift().index_stale == Entry.objects.count()
    repair_index(now=timezone.now())
    connect().entries.refresh()
    assert (measure_drift(), set(dict(read_index()).values())) == (Drift(), {1})
    assert former not in index.indices.get_alias(name=index_name)


@pytest.mark.elasticsearch
def test_what_was_written_again_is_not_dropped(indexed):
    """Between the comparing of the index and the dropping of what seemed to be left over."""
    write_everything_as(400)
    late = Entry.objects.get(title="Salt soap")
    drop_from_index({late.key: 399})
    connect().entries.refresh()
    assert dict(read_index())[late.key] == 400


def test_nothing_is_wrong(things):
    out = StringIO()
    call_command("search_repair", "--check", stdout=out)
    assert out.getvalue().splitlines()[0] == "0 differ"
