"""Twenty readers type the same at the same moment, the first of the day: all twenty are counted."""

import threading

import pytest

from search import asking
from search.asking import note_asked, note_opened
from search.models import AskedText, Kind, OpenedResult
from tests.factories.checkout import NOW
from tests.factories.search import EntryFactory
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

READERS = 20


def ask(found: int = 3) -> None:
    note_asked(text="salt", found=found, now=NOW)


@pytest.mark.postgres
def test_control_whoever_reads_before_writing_loses_one(monkeypatch):
    """Two have read before either writes: if both were counted then, the test below would prove nothing."""
    ask()
    both_have_read = threading.Barrier(2)

    def read_and_then_write(model, key, changes):
        row = model.objects.get(**key)
        both_have_read.wait(timeout=10)
        row.times += 1
        row.save()

    monkeypatch.setattr(asking, "_count", read_and_then_write)
    assert all_at_once([ask, ask]) == [None, None]
    assert AskedText.objects.get().times == 2


def test_all_are_counted():
    found = [reader % 2 for reader in range(READERS)]
    jobs = [lambda count=count: ask(found=count) for count in found]
    assert all_at_once(jobs) == [None] * READERS
    row = AskedText.objects.get()
    assert (row.times, row.times_nothing) == (READERS, READERS // 2)


def test_whatever_is_opened_is_counted_as_often():
    EntryFactory(source_id=1)

    def open_it() -> None:
        note_opened(text="salt", kind=Kind.STORY, source_id=1, now=NOW)

    assert all_at_once([open_it] * READERS) == [None] * READERS
    assert OpenedResult.objects.get().times == READERS
