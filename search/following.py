"""Writes the entries of what has changed. Whoever does it holds the one row of the state: the last to read writes last."""

import logging
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import Max, Q

from products.models import StockMovement
from search.database_engine.writing import forget_texts, write_texts
from search.describing import Description, cut_pictures, describe_pages, describe_products
from search.models import Change, Entry, IndexState, Kind
from search.standing import Sources, find_sources

logger = logging.getLogger(__name__)

BATCH = 100
# Movements are numbered before they are committed: some with a lower number come in later.
LATE, LATE_MOVEMENTS = timedelta(minutes=2), 10_000
WRITTEN_FIELDS = [
    field.name for field in Entry._meta.concrete_fields if field.name not in {"id", "kind", "source_id"}
]


def follow_changes() -> int:
    """Entries of everything that was marked, and of what stands on it; how many were written.

    0 also when somebody else holds the state: what they do not see is found by the next call.
    """
    written = 0
    while changes := list(Change.objects.filter(is_set_aside=False).order_by("pk")[:BATCH]):
        count = _follow_or_part(changes)
        if count is None:
            break
        written += count
    return written


def follow_stock(*, now: datetime) -> None:
    """Marks the products whose stock has moved since this was asked last: placing an order writes nothing for the search."""
    with transaction.atomic():
        state = lock_state()
        if state is None:
            return
        newest = StockMovement.objects.aggregate(newest=Max("pk"))["newest"] or 0
        # By number first: the ledger grows for ever, and is read by its key only.
        lately = StockMovement.objects.filter(pk__gt=state.seen_movement - LATE_MOVEMENTS)
        moved = lately.filter(Q(pk__gt=state.seen_movement) | Q(created_at__gte=now - LATE))
        ids = moved.order_by().values_list("variant__product", flat=True).distinct()
        Change.objects.bulk_create(
            (Change(of=Change.Of.PRODUCT, source_id=pk, is_echo=True) for pk in ids), batch_size=1000
        )
        state.seen_movement = newest
        state.save(update_fields=["seen_movement"])


def lock_state(*, is_patient: bool = False) -> IndexState | None:
    """None while somebody else holds it; whoever is patient waits, and gets OperationalError when it takes too long."""
    IndexState.objects.get_or_create(pk=1)
    return IndexState.objects.select_for_update(skip_locked=not is_patient).filter(pk=1).first()


@dataclass(frozen=True)
class Written:
    """How many entries were missing, told something else, or are of what nobody may find any more."""

    missing: int = 0
    stale: int = 0
    left_over: int = 0

    @property
    def total(self) -> int:
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


def _follow_or_part(changes: list[Change]) -> int | None:
    """One that cannot be described keeps no other from it: then they are followed one by one, and it is set aside."""
    try:
        return _follow(changes)
    except (OperationalError, SoftTimeLimitExceeded):
        # The database's trouble or the clock's, and nothing that is wrong with these.
        raise
    except Exception:
        if len(changes) > 1:
            counts = [_follow_or_part([change]) for change in changes]
            return None if None in counts else sum(count for count in counts if count)
        logger.exception("search: %s cannot be described", changes[0])
        Change.objects.filter(pk=changes[0].pk).update(is_set_aside=True)
        return 0


def _follow(changes: list[Change]) -> int | None:
    """None when somebody else is at it."""
    batch = find_sources(changes=changes)
    cut_pictures(pages=batch.pages, products=batch.products)
    with transaction.atomic():
        state = lock_state()
        if state is None:
            return None
        written = write_entries(state=state, sources=batch).total
        Change.objects.bulk_create(batch.echoes, batch_size=1000)
        Change.objects.filter(pk__in=batch.change_ids).delete()
    return written


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
