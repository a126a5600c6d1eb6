"""Writes down what has changed, in the transaction that changes it, and calls somebody to look after the commit."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from search.models import Change
from stories.waking import wake

BATCH = 1000


def mark_changed(*, of: Change.Of, ids: Iterable[int]) -> None:
    """The entries of these, and of what stands on them, are written anew once the transaction is committed."""
    rows = [Change(of=of, source_id=pk) for pk in sorted(set(ids))]
    if rows:
        Change.objects.bulk_create(rows, batch_size=BATCH)
        if settings.SEARCH_FOLLOW_AT_ONCE:
            _call_after_commit()


def _call_after_commit() -> None:
    """Once for a transaction, however much it writes; a savepoint that is rolled back takes its call with it."""
    connection = transaction.get_connection()
    if not any(call is _call for _savepoints, call, _robust in connection.run_on_commit):
        transaction.on_commit(_call, robust=True)


def _call() -> None:
    wake("search.follow_changes")
