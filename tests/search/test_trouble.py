"""A database that cannot answer, and one that can but not about this."""

import sqlite3

import psycopg
import pytest
from django.db import DataError, OperationalError, connection
from django.utils import timezone

from search.engines import NoAnswer
from search.finding import find
from search.following import follow_changes, write_or_part
from search.models import AskedText, Change
from search.suggesting import suggest
from search.trouble import is_of_database
from search.wishes import Wish
from tests.factories.entries import findable
from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


def of_sqlite(name: str) -> sqlite3.OperationalError:
    cause = sqlite3.OperationalError(name)
    cause.sqlite_errorname = name
    return cause


IN_TROUBLE = {
    "postgresql": [
        psycopg.OperationalError("the connection is lost"),
        psycopg.errors.AdminShutdown(),
        psycopg.errors.DiskFull(),
        psycopg.errors.DeadlockDetected(),
        psycopg.errors.LockNotAvailable(),
    ],
    "sqlite": [of_sqlite("SQLITE_BUSY"), of_sqlite("SQLITE_IOERR_WRITE"), of_sqlite("SQLITE_FULL")],
}
OF_THE_ROW = {
    "postgresql": [psycopg.errors.ProgramLimitExceeded(), psycopg.errors.QueryCanceled()],
    "sqlite": [of_sqlite("SQLITE_ERROR"), sqlite3.OperationalError("Could not decode to UTF-8")],
}


def fail_with(cause: Exception):
    def write(things: list[int]) -> int:
        raise OperationalError from cause

    return write


def test_nothing_is_given_up_for_the_trouble_of_the_database():
    given_up = []
    for cause in IN_TROUBLE[connection.vendor]:
        with pytest.raises(OperationalError):
            write_or_part(things=[1, 2], write=fail_with(cause), give_up=given_up.append)
    assert given_up == []


def test_what_is_wrong_with_one_row_is_given_up():
    for cause in OF_THE_ROW[connection.vendor]:
        given_up = []
        write_or_part(things=[1, 2], write=fail_with(cause), give_up=given_up.append)
        assert given_up == [1, 2]
    assert is_of_database(DataError()) is False


def test_a_row_that_no_database_can_read_is_set_aside():
    """SQLite's driver calls it an OperationalError; PostgreSQL lets nobody write it."""
    if connection.vendor == "postgresql":
        return
    museum()
    things = findable()
    Change.objects.create(of=Change.Of.PRODUCT, source_id=things.soap.pk)
    with connection.cursor() as cursor:
        unreadable = "UPDATE products_product SET materials = CAST(x'ff41' AS TEXT) WHERE id = %s"
        cursor.execute(unreadable, [things.soap.pk])
    follow_changes()
    assert [(one.source_id, one.is_set_aside) for one in Change.objects.all()] == [(things.soap.pk, True)]


@pytest.fixture
def no_answer(settings):
    """Every search of PostgreSQL takes too long; SQLite's, which knows no such limit, is gone."""
    museum()
    findable()
    settings.SEARCH_TIMEOUT_MS = 100
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE search_text RENAME TO search_text_itself")
            cursor.execute(
                "CREATE VIEW search_text AS SELECT itself.* FROM search_text_itself itself, pg_sleep(5)"
            )
        else:
            cursor.execute("DROP TABLE search_text")


def test_nobody_knows_what_would_have_been_found(no_answer, client):
    now = timezone.now()
    found = find(wish=Wish(text="salt"), now=now)
    assert (found.is_answered, found.hits, found.total) == (False, [], 0)
    with pytest.raises(NoAnswer):
        suggest(text="salt", now=now)
    page = client.get("/search/?query=salt", headers=BROWSER)
    assert page.status_code == 200
    assert "The search takes too long just now" in page.content.decode()
    assert AskedText.objects.count() == 0
    suggested = client.get("/search/suggest/?query=salt")
    assert suggested.json() == {"query": "salt", "suggestions": []}
    assert suggested["Cache-Control"] == "private, no-store"
