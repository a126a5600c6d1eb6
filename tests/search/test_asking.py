"""Counting what readers type: exact figures, nobody's own data."""

import logging
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from search.asking import looks_personal, note_asked, note_opened, read_asked
from search.models import AskedText, Kind, OpenedResult
from search.purging import purge_asked
from tests.factories.checkout import NOW
from tests.factories.search import DAY, AskedTextFactory, EntryFactory, OpenedResultFactory

pytestmark = pytest.mark.django_db
ONE = timedelta(days=1)
PERSONAL = [
    "haneul@example.org",
    "order of kim.haneul@example.co.kr",
    "haneul＠example.org",
    "010-1234-5678",
    "+82 10 1234 5678",
    "4242 4242 4242 4242",
    "01012345",
    "1234567",
    "１２３４５６７",
    "20261121-143005-7KQ2M9XWPA",
    "7kq2m9xwpa",
    "where is 7KQ2M9XWPA ?",
]
COMMON = [
    "소금",
    "soap 100ml",
    "cup @ home",
    "2026 calendar",
    "noon-sock-plum-m",
    "123456",
    "sunflowers",
    "7kq2m9xwp",
    "7kq2m9xwpab",
    "a 2022 and a 24",
]


def asked() -> list[tuple]:
    rows = AskedText.objects.order_by("day", "text")
    return list(rows.values_list("day", "text", "times", "times_nothing", "found"))


def opened() -> list[tuple]:
    rows = OpenedResult.objects.order_by("day", "text", "kind", "source_id")
    return list(rows.values_list("day", "text", "kind", "source_id", "times"))


def rows(since: date = DAY, until: date = DAY) -> list[tuple]:
    names = ("text", "asked", "nothing", "found", "opened", "opened_kind", "opened_id", "opened_title")
    return [tuple(getattr(row, name) for name in names) for row in read_asked(since=since, until=until)]


class TestCounting:
    def test_a_search_is_counted_by_day_as_it_is_compared(self):
        for text, found in (("Sea  Soap", 3), ("ＳＥＡ soap", 0), ("sea\u200b soap ", 5), ("salt", 0)):
            note_asked(text=text, found=found, now=NOW)
        note_asked(text="sea soap", found=7, now=NOW + ONE)
        assert asked() == [
            (DAY, "salt", 1, 1, 0),
            (DAY, "sea soap", 3, 1, 5),
            (DAY + ONE, "sea soap", 1, 0, 7),
        ]

    def test_the_day_is_the_shops(self):
        midnight = NOW.replace(hour=15, minute=0)  # 00:00 in Seoul
        note_asked(text="salt", found=1, now=midnight - timedelta(seconds=1))
        note_asked(text="salt", found=1, now=midnight)
        assert [row[0] for row in asked()] == [DAY, DAY + ONE]

    def test_one_statement_in_the_usual_case(self):
        note_asked(text="salt", found=1, now=NOW)
        with CaptureQueriesContext(connection) as queries:
            note_asked(text="salt", found=1, now=NOW)
        assert [query["sql"].split()[0] for query in queries] == ["SAVEPOINT", "UPDATE", "RELEASE"]

    @pytest.mark.parametrize("text", ["", " \u200b\x00", "가" * 101, "a@b", "0101234567"])
    def test_nothing_is_written_for_what_is_empty_long_or_somebodys(self, text):
        EntryFactory(source_id=1)
        note_asked(text=text, found=1, now=NOW)
        note_opened(text=text, kind=Kind.STORY, source_id=1, now=NOW)
        assert (asked(), opened()) == ([], [])

    def test_the_longest_text_fits(self):
        note_asked(text="가" * 100, found=1, now=NOW)
        assert [len(row[1]) for row in asked()] == [100]

    def test_what_was_opened_is_counted_by_day(self):
        EntryFactory(kind=Kind.STORY, source_id=1)
        EntryFactory(kind=Kind.PRODUCT, source_id=1)
        for text, kind in (("Salt", "story"), ("salt", "story"), ("salt", "product")):
            note_opened(text=text, kind=kind, source_id=1, now=NOW)
        note_opened(text="salt", kind="story", source_id=1, now=NOW + ONE)
        assert opened() == [
            (DAY, "salt", "product", 1, 1),
            (DAY, "salt", "story", 1, 2),
            (DAY + ONE, "salt", "story", 1, 1),
        ]

    def test_nothing_is_counted_for_what_cannot_be_found(self):
        EntryFactory(source_id=1, is_gone=True)
        for kind, source_id in (("story", 1), ("story", 2), ("order", 1), ("", 1), ("story", 10**30)):
            note_opened(text="salt", kind=kind, source_id=source_id, now=NOW)
        assert opened() == []

    def test_an_error_of_the_database_is_logged_without_the_text_and_breaks_nothing(self, caplog):
        with caplog.at_level(logging.WARNING), transaction.atomic():
            note_asked(text="salt", found=1, now=NOW)
            note_asked(text="salt", found=-1, now=NOW)
            assert asked() == [(DAY, "salt", 1, 0, 1)]
        assert caplog.messages == ["a search was not counted (IntegrityError)"]
        assert "salt" not in caplog.text


class TestPersonal:
    @pytest.mark.parametrize("text", PERSONAL)
    def test_what_looks_like_somebodys_own(self, text):
        assert looks_personal(text) is True

    @pytest.mark.parametrize("text", COMMON)
    def test_what_does_not(self, text):
        assert looks_personal(text) is False


class TestReading:
    def test_figures_of_a_period(self):
        before, after = DAY - ONE, DAY + ONE
        for day, times, nothing, found in ((before, 9, 9, 9), (DAY, 4, 1, 3), (after, 2, 2, 0)):
            AskedTextFactory(day=day, text="salt", times=times, times_nothing=nothing, found=found)
        AskedTextFactory(text="soap", times=6)
        AskedTextFactory(text="comb", times=6)
        liked = EntryFactory(title="A sea of salt")
        for day, entry_id, times in (
            (before, liked.source_id, 50),
            (DAY, liked.source_id, 2),
            (after, liked.source_id, 2),
            (DAY, 7, 3),
        ):
            OpenedResultFactory(day=day, text="salt", source_id=entry_id, times=times)
        OpenedResultFactory(text="comb", source_id=7, times=1)
        assert rows(DAY, after) == [
            ("comb", 6, 0, 3, 1, "story", 7, None),
            ("salt", 6, 3, 0, 7, "story", liked.source_id, "A sea of salt"),
            ("soap", 6, 0, 3, 0, None, None, None),
        ]
        assert rows(before, before) == [
            ("salt", 9, 9, 9, 50, "story", liked.source_id, "A sea of salt"),
        ]
        assert rows(after + ONE, after + ONE) == []

    def test_many_texts_ask_as_often_as_one(self, django_assert_num_queries):
        for _ in range(30):
            row = AskedTextFactory()
            OpenedResultFactory(text=row.text, source_id=EntryFactory().source_id)
        with django_assert_num_queries(1):
            assert len(rows()) == 30


def test_after_400_days_it_is_forgotten():
    last_kept = DAY - timedelta(days=400)
    for factory in (AskedTextFactory, OpenedResultFactory):
        factory(day=last_kept, text="kept")
        factory(day=last_kept - ONE, text="old")
    assert purge_asked(now=NOW) == 2
    assert [row[1] for row in asked() + opened()] == ["kept", "kept"]
