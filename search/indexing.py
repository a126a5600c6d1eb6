"""Keeps entries and index up with pages and products: after a commit, and again for whatever that missed."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now

from search.following import follow_changes, follow_stock
from search.index_engine.backend import IndexIncomplete, connect
from search.index_engine.mapping import SHAPE
from search.index_engine.writing import (
    LONGEST_REBUILD,
    IndexNotWritten,
    or_not_written,
    push_pending,
    rebuild_index,
)
from search.models import IndexState

logger = logging.getLogger(__name__)

# Right after a save, where there is no worker, somebody waits for it.
SECONDS_AT_ONCE = 1.0
SECONDS_OF_SWEEP = 20.0
LONGEST_START = timedelta(minutes=2)


def write_what_changed(*, now: datetime) -> None:
    """Entries of what was marked, then the index. Loses nothing when the index is away: the sweep goes on."""
    follow_stock(now=now)
    follow_changes()
    if settings.ELASTICSEARCH_URL and not IndexState.objects.filter(failing_since__isnull=False).exists():
        _push(seconds=SECONDS_AT_ONCE, now=now)


def sweep(*, now: datetime) -> None:
    """Does what calls after commits have missed: changes, moved stock, an index that was away, is gone or of another shape."""
    follow_stock(now=now)
    follow_changes()
    if not settings.ELASTICSEARCH_URL:
        return
    try:
        with or_not_written():
            is_there = _is_there(now=now)
    except IndexNotWritten as error:
        _note_failure(error, now)
        return
    if is_there or rebuild_alone(now=now):
        _push(seconds=SECONDS_OF_SWEEP, now=now)


def rebuild_alone(*, now: datetime) -> bool:
    """Builds the index anew unless somebody is at it; whether it is there now."""
    IndexState.objects.get_or_create(pk=1)
    # By the clock at which it begins: whoever repairs everything asked for the time long ago.
    free = Q(rebuilding_since=None) | Q(rebuilding_since__lt=Now() - LONGEST_REBUILD)
    if not IndexState.objects.filter(free, pk=1).update(rebuilding_since=Now()):
        return False
    began = IndexState.objects.get(pk=1).rebuilding_since
    try:
        logger.warning("search index: %s entries in a new one", rebuild_index())
    except IndexNotWritten as error:
        _note_failure(error, now)
        return False
    finally:
        IndexState.objects.filter(pk=1, rebuilding_since=began).update(rebuilding_since=None)
    return True


def _is_there(*, now: datetime) -> bool:
    """In our shape, and all of it. Raises IndexIncomplete for a while, in which what is missing may come back."""
    entries = connect().entries
    if entries.read_shape() != SHAPE:
        return False
    if entries.is_whole():
        return True
    if IndexState.objects.filter(failing_since__lt=now - LONGEST_START).exists():
        return False
    raise IndexIncomplete("a part of it is missing")


def _push(*, seconds: float, now: datetime) -> None:
    try:
        push_pending(seconds=seconds)
    except IndexNotWritten as error:
        _note_failure(error, now)
    else:
        IndexState.objects.filter(pk=1, failing_since__isnull=False).update(failing_since=None)


def _note_failure(error: IndexNotWritten, now: datetime) -> None:
    logger.warning("search index: not written (%s)", error)
    IndexState.objects.get_or_create(pk=1)
    IndexState.objects.filter(pk=1, failing_since=None).update(failing_since=now)
