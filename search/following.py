"""Writes the entries of what has changed. Whoever does it holds the one row of the state: the last to read writes last."""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import Q

from products.models import StockMovement
from search.database_engine.writing import forget_texts, write_texts
from search.describing import Description, cut_pictures, describe_pages, describe_products
from search.models import Change, Entry, IndexState, Kind
from search.standing import Sources, find_sources
from search.trouble import LOCK_NOT_GRANTED, is_of_database

logger = logging.getLogger(__name__)

Thing = TypeVar("Thing")
Result = TypeVar("Result")

BATCH = 100
# Movements are numbered before they are committed: some with a lower number come in later.
LATE = timedelta(minutes=2)
WRITTEN_FIELDS = [
    field.name for field in Entry._meta.concrete_fields if field.name not in {"id", "kind", "source_id"}
]


class SomebodyElseWrites(Exception):
    """Only one at a time writes entries."""


def follow_changes() -> int:
    """Entries of everything that was marked, and of what stands on it; how many were written.

    0 also when somebody else writes: what they do not see is found by the next call.
    """
    written = 0
    while changes := list(Change.objects.filter(is_set_aside=False).order_by("pk")[:BATCH]):
        try:
            written += sum(write_or_part(things=changes, write=_follow, give_up=_set_aside))
        except SomebodyElseWrites:
            break
    return written


def follow_stock(*, now: datetime) -> None:
    """Marks the products whose stock has moved since this was asked last: placing an order writes nothing for the search."""
    with suppress(SomebodyElseWrites), transaction.atomic():
        state = lock_state()
        newest = StockMovement.objects.newest_number()
        moved = StockMovement.objects.around(state.seen_movement).filter(
            Q(pk__gt=state.seen_movement) | Q(created_at__gte=now - LATE)
        )
        ids = moved.order_by().values_list("variant__product", flat=True).distinct()
        Change.objects.bulk_create(
            (Change(of=Change.Of.PRODUCT, source_id=pk, is_echo=True) for pk in ids), batch_size=1000
        )
        state.seen_movement = newest
        state.save(update_fields=["seen_movement"])


def lock_state(*, is_patient: bool = False) -> IndexState:
    """Raises SomebodyElseWrites; for whoever is patient only after as long as the database waits for a lock.

    SQLite lets nobody begin to write beside somebody else; there it is an OperationalError.
    """
    IndexState.objects.get_or_create(pk=1)
    try:
        state = IndexState.objects.select_for_update(skip_locked=not is_patient).filter(pk=1).first()
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_GRANTED:
            raise
        raise SomebodyElseWrites from error
    if state is None:
        raise SomebodyElseWrites
    return state


def write_or_part(
    *, things: list[Thing], write: Callable[[list[Thing]], Result], give_up: Callable[[Thing], Result]
) -> list[Result]:
    """What `write` answers, or `give_up`. One that cannot be written keeps no other from it: then each is written by itself,
    and that one given up, with a line in the log.

    Raises SomebodyElseWrites, and what is the database's trouble or the clock's, for which none of them is to blame.
    """
    try:
        return [write(things)]
    except (SomebodyElseWrites, SoftTimeLimitExceeded):
        raise
    except Exception as error:
        if is_of_database(error):
            raise
        if len(things) > 1:
            alone = (write_or_part(things=[thing], write=write, give_up=give_up) for thing in things)
            return [result for results in alone for result in results]
        logger.exception("search: %s cannot be described", things[0])
        return [give_up(things[0])]


@dataclass(frozen=True)
class Written:
    """How many entries were missing, told something else, or are of what nobody may find any more.

    `undescribed` are the pages and products that could not be read: their entries stay as they are.
    """

    missing: int = 0
    stale: int = 0
    left_over: int = 0
    undescribed: int = 0

    @property
    def total(self) -> int:
        """Of what was written."""
        return self.missing + self.stale + self.left_over

    def __add__(self, other: "Written") -> "Written":
        counts = zip(astuple(self), astuple(other), strict=True)
        return Written(*(mine + more for mine, more in counts))


def write_entries(*, state: IndexState, sources: Sources) -> Written:
    """Writes what differs from the entries there are, and lets go of what nobody may find any more.

    To be called in a transaction that holds `state`.
    """
    described = [*describe_pages(ids=sources.pages), *describe_products(ids=sources.products)]
    mine = Q(source_id__in=sources.pages) & ~Q(kind=Kind.PRODUCT)
    mine |= Q(source_id__in=sources.products, kind=Kind.PRODUCT)
    before = {(entry.kind, entry.source_id): entry for entry in Entry.objects.filter(mine)}
    keys = {(str(one.kind), one.source_id) for one in described}
    changed = [one for one in described if _differs(one, before.get((str(one.kind), one.source_id)))]
    gone = [entry for key, entry in before.items() if key not in keys and not entry.is_gone]
    if changed or gone:
        state.version += 1
        state.save(update_fields=["version"])
        _write(changed, state.version)
        _let_go(gone, state.version)
    known = {key for key, entry in before.items() if not entry.is_gone}
    missing = sum(1 for one in changed if (str(one.kind), one.source_id) not in known)
    return Written(missing=missing, stale=len(changed) - missing, left_over=len(gone))


def _follow(changes: list[Change]) -> int:
    batch = find_sources(changes=changes)
    cut_pictures(pages=batch.pages, products=batch.products)
    with transaction.atomic():
        written = write_entries(state=lock_state(), sources=batch).total
        Change.objects.bulk_create(batch.echoes, batch_size=1000)
        Change.objects.filter(pk__in=batch.change_ids).delete()
    return written


def _set_aside(change: Change) -> int:
    Change.objects.filter(pk=change.pk).update(is_set_aside=True)
    return 0


def _differs(description: Description, entry: Entry | None) -> bool:
    return entry is None or entry.is_gone or entry.fingerprint != description.fingerprint


def _write(descriptions: Iterable[Description], version: int) -> None:
    entries = [
        Entry(
            **vars(one),
            fingerprint=one.fingerprint,
            version=version,
            is_pending=bool(settings.ELASTICSEARCH_URL),
        )
        for one in descriptions
    ]
    Entry.objects.bulk_create(
        entries,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "source_id"],
        update_fields=WRITTEN_FIELDS,
    )
    write_texts(entries=entries)


def _let_go(entries: list[Entry], version: int) -> None:
    """The index has to let go of it too: until then a row without words stays."""
    rows = Entry.objects.filter(pk__in=[entry.pk for entry in entries])
    forget_texts(entries=entries)
    if settings.ELASTICSEARCH_URL:
        nothing = {"title": "", "korean_name": "", "summary": "", "about": "", "body": "", "fingerprint": ""}
        rows.update(is_gone=True, is_pending=True, version=version, **nothing)
    else:
        rows.delete()
