"""How far the search is from the pages and products, and bringing it back: by looking at all of them."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from wagtail.models import Page

from brands.models import BrandPage, BrandStoryPage
from problems.models import ProblemPage
from products.models import Product
from search.database_engine.writing import forget_words
from search.describing import cut_pictures, describe_pages, describe_products
from search.following import Written, lock_state, write_entries, write_or_part
from search.index_engine.backend import connect
from search.index_engine.mapping import SHAPE
from search.index_engine.writing import (
    IndexNotWritten,
    drop_from_index,
    or_not_written,
    push_pending,
    read_index,
    refresh_index,
)
from search.indexing import rebuild_alone
from search.models import Change, Entry, IndexState, Kind, Source
from search.standing import Sources

AT_ONCE = 500


@dataclass(frozen=True)
class Drift:
    """How many are wrong. Entries: against pages and products; index: against the entries.

    `waiting` are changes that nobody has followed yet. What is only waiting to be sent counts as missing from the index.
    Pages and products that cannot be read are `entries_undescribed`; the log names them.
    """

    entries_missing: int = 0
    entries_stale: int = 0
    entries_left_over: int = 0
    entries_undescribed: int = 0
    index_missing: int = 0
    index_stale: int = 0
    index_left_over: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        return sum(vars(self).values())


@dataclass(frozen=True)
class _Compared:
    """Keys of the index; what is left over with the version it was written as."""

    missing: list[str]
    stale: list[str]
    left_over: dict[str, int]
    newest: int

    @property
    def counts(self) -> dict[str, int]:
        return {
            "index_missing": len(self.missing),
            "index_stale": len(self.stale),
            "index_left_over": len(self.left_over),
        }


def measure_drift() -> Drift:
    """Looks at everything and changes nothing. Raises IndexNotWritten when the index is away."""
    found = {"waiting": Change.objects.count()} | _compare_entries()
    if settings.ELASTICSEARCH_URL:
        found |= _compare_index().counts
    return Drift(**found)


def repair(*, now: datetime) -> Drift:
    """What was wrong, and is not any more. Raises SomebodyElseWrites, or IndexNotWritten when the index is away."""
    Change.objects.filter(is_set_aside=True).update(is_set_aside=False)
    entries = write_all_entries()
    forget_words()
    index = _repair_index(now=now) if settings.ELASTICSEARCH_URL else {}
    IndexState.objects.filter(pk=1).update(repaired_at=now)
    return Drift(**_name(entries), **index)


def write_all_entries() -> Written:
    """From every page and product that can be described, where they differ. Raises SomebodyElseWrites."""
    return _add_up(_write)


def _add_up(look: Callable[[list[Source]], Written]) -> Written:
    """What `look` says of everything; what cannot be described is left as its entry is."""
    parts = (write_or_part(things=some, write=look, give_up=_leave) for some in _all_sources())
    return sum((written for part in parts for written in part), Written())


def _write(sources: list[Source]) -> Written:
    these = _gather(sources)
    cut_pictures(pages=these.pages, products=these.products)
    with transaction.atomic():
        return write_entries(state=lock_state(is_patient=True), sources=these)


def _leave(source: Source) -> Written:
    return Written(undescribed=1)


def _name(entries: Written) -> dict[str, int]:
    return {f"entries_{name}": count for name, count in asdict(entries).items()}


def repair_index(*, now: datetime) -> Drift:
    """Makes the index equal to the entries. Raises IndexNotWritten."""
    return Drift(**_repair_index(now=now))


def _repair_index(*, now: datetime) -> dict[str, int]:
    with or_not_written():
        is_ours = connect().entries.read_shape() == SHAPE
    if not is_ours:
        _rebuild(now=now)
        return {"index_missing": Entry.objects.findable().count()}
    found = _compare_index()
    if found.newest > IndexState.objects.get_or_create(pk=1)[0].version:
        # Of a database that there was before: it would refuse whatever this one writes as older.
        _rebuild(now=now)
        return found.counts
    for start in range(0, len(keys := found.missing + found.stale), AT_ONCE):
        for kind in Kind:
            ids = [int(key.split(":")[1]) for key in keys[start : start + AT_ONCE] if key.startswith(kind)]
            Entry.objects.filter(kind=kind, source_id__in=ids).update(is_pending=True)
    push_pending(seconds=60)
    drop_from_index(found.left_over)
    refresh_index()
    return found.counts


def _rebuild(*, now: datetime) -> None:
    if not rebuild_alone(now=now):
        raise IndexNotWritten("it could not be built anew, or somebody else is at it")


def _compare_entries() -> dict[str, int]:
    return _name(_add_up(_compare))


def _compare(sources: list[Source]) -> Written:
    """As `_write` would answer."""
    these = _gather(sources)
    described = [*describe_pages(ids=these.pages), *describe_products(ids=these.products)]
    prints = {(str(one.kind), one.source_id): one.fingerprint for one in described}
    entries = {(kind, pk): mark for kind, pk, mark in _prints_of(these)}
    return Written(
        missing=len(prints.keys() - entries.keys()),
        stale=sum(1 for key in prints.keys() & entries.keys() if prints[key] != entries[key]),
        left_over=len(entries.keys() - prints.keys()),
    )


def _prints_of(sources: Sources) -> Iterator[tuple[str, int, str]]:
    entries = Entry.objects.findable()
    products = entries.filter(kind=Kind.PRODUCT, source_id__in=sources.products)
    pages = entries.exclude(kind=Kind.PRODUCT).filter(source_id__in=sources.pages)
    for rows in (products, pages):
        yield from rows.values_list("kind", "source_id", "fingerprint")


def _compare_index() -> _Compared:
    """Raises IndexNotWritten."""
    rows = Entry.objects.findable().values_list("kind", "source_id", "version").iterator(chunk_size=5000)
    wanted = {f"{kind}:{pk}": version for kind, pk, version in rows}
    stale, left_over, newest = [], {}, 0
    for key, version in read_index():
        expected = wanted.pop(key, None)
        newest = max(newest, version)
        if expected is None:
            left_over[key] = version
        elif expected != version:
            stale.append(key)
    return _Compared(list(wanted), stale, _without_entries(left_over), newest)


def _without_entries(keys: dict[str, int]) -> dict[str, int]:
    """What was written only while the index was read has its entry by now."""
    ids = [int(key.split(":")[1]) for key in keys]
    there = set()
    for start in range(0, len(ids), AT_ONCE):
        entries = Entry.objects.findable().filter(source_id__in=ids[start : start + AT_ONCE])
        there |= {f"{kind}:{pk}" for kind, pk in entries.values_list("kind", "source_id")}
    return {key: version for key, version in keys.items() if key not in there}


def _all_sources() -> Iterator[list[Source]]:
    """Every page and product that may have an entry, or has one, some at a time."""
    entries = Entry.objects.findable()
    pages = set(entries.exclude(kind=Kind.PRODUCT).values_list("source_id", flat=True))
    for model in (BrandPage, BrandStoryPage, ProblemPage):
        pages |= set(Page.objects.type(model).live().values_list("pk", flat=True))
    products = set(entries.filter(kind=Kind.PRODUCT).values_list("source_id", flat=True))
    products |= set(Product.objects.on_show().priced().values_list("pk", flat=True))
    for is_product, ids in ((False, sorted(pages)), (True, sorted(products))):
        for start in range(0, len(ids), AT_ONCE):
            yield [Source(is_product, pk) for pk in ids[start : start + AT_ONCE]]


def _gather(sources: list[Source]) -> Sources:
    return Sources(
        pages={pk for is_product, pk in sources if not is_product},
        products={pk for is_product, pk in sources if is_product},
    )
