"""What the pages of impact show: sums, and the lines that they are the sums of, both read at one moment."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Count, Max, QuerySet, Sum

from accounts.models import User
from brands.models import BrandPage
from checkout.deeds import Deed, UnitSum, by_size, entries_of, largest_first, read_deeds, sum_by
from checkout.impact_lines import Lines, Place, read_lines
from checkout.models import ImpactEntry
from problems.models import ProblemPage

KEPT_SECONDS = 3600
Sums = defaultdict[Any, Decimal]
COLUMNS = ("problem_id", "brand_id", "unit", "statement", "line_claim__claim_id")


class NothingDone(Exception):
    """No such room or brand is there, or it is not on show and nothing was ever done in it."""


@dataclass(frozen=True)
class Part:
    """A room or a brand, and what was done there."""

    key: int
    title: str
    slug: str
    room_id: int
    sums: list[UnitSum]


@dataclass(frozen=True)
class Wall:
    """`about` is the room or brand it is of, None for the whole museum; `total` counts its lines."""

    sums: list[UnitSum]
    deeds: list[Deed]
    rooms: list[Part]
    brands: list[Part]
    total: int
    lines: Lines
    about: Any = None
    room_id: int | None = None


def read_museum(*, place: Place) -> Wall:
    """Raises NoSuchPage."""
    with _one_moment():
        return Wall(**_read(ImpactEntry.objects.all(), place))


def read_room(*, slug: str, place: Place) -> Wall:
    """Raises NothingDone, NoSuchPage."""
    problem = _find(ProblemPage.objects.filter(slug=slug), slug)
    with _one_moment():
        return Wall(about=problem, room_id=problem.pk, **_read(problem.impact_entries.all(), place))


def read_brand(*, slug: str, place: Place) -> Wall:
    """Raises NothingDone, NoSuchPage."""
    brand = _find(BrandPage.objects.filter(slug=slug).select_related("problem"), slug)
    with _one_moment():
        return Wall(about=brand, room_id=brand.problem_id, **_read(brand.impact_entries.all(), place))


@dataclass(frozen=True)
class OwnImpact:
    deeds: list[Deed]
    lines: Lines


def read_own(*, user: User, place: Place) -> OwnImpact:
    """Of the orders that somebody has paid. Raises NoSuchPage."""
    entries = entries_of(user=user)
    with _one_moment():
        return OwnImpact(read_deeds(entries), read_lines(entries=entries, place=place))


def _find(pages: QuerySet, slug: str) -> Any:
    # No database looks up NUL.
    page = pages.first() if "\x00" not in slug else None
    if page is None or not (page.live or page.impact_entries.exists()):
        raise NothingDone
    return page


@contextmanager
def _one_moment() -> Iterator[None]:
    """Nothing is written between two questions, as far as whoever asks them can see."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _nothing() -> Sums:
    return defaultdict(Decimal)


def _read(entries: QuerySet[ImpactEntry], place: Place) -> dict[str, Any]:
    """One pass over the sums of claims, added up in four ways."""
    units, deeds = _nothing(), _nothing()
    rooms, brands = defaultdict[int, Sums](_nothing), defaultdict[int, Sums](_nothing)
    there = entries.aggregate(count=Count("pk"), last=Max("pk"), at=Max("at"), pieces=Sum("pieces"))
    for (problem, brand, unit, statement, claim), amount in _sum_once(entries, there).items():
        units[unit] += amount
        deeds[unit, statement, claim, problem] += amount
        rooms[problem][unit] += amount
        brands[brand][unit] += amount
    return {
        "sums": by_size(units),
        "deeds": largest_first(deeds),
        "rooms": _parts(ProblemPage.objects.values_list("pk", "title", "slug", "pk"), rooms),
        "brands": _parts(BrandPage.objects.values_list("pk", "title", "slug", "problem_id"), brands),
        "total": there["count"],
        "lines": read_lines(entries=entries, place=place),
    }


def _sum_once(entries: QuerySet[ImpactEntry], there: dict[str, Any]) -> dict[tuple, Decimal]:
    """Entries are only ever added: as long as there are as many with the same last one, their sums are the same."""
    if not there["count"]:
        return {}
    which = hashlib.sha256(str(entries.order_by().values("pk").query).encode()).hexdigest()[:32]
    key = ":".join(["impact", which, *(str(there[name]).replace(" ", "T") for name in sorted(there))])
    sums = cache.get(key)
    if sums is None:
        sums = sum_by(entries, *COLUMNS)
        cache.set(key, sums, KEPT_SECONDS)
    return sums


def _parts(pages: QuerySet, sums: dict[int, Sums]) -> list[Part]:
    rows = pages.filter(pk__in=list(sums)).order_by("title", "pk")
    return [Part(key, title, slug, room, by_size(sums[key])) for key, title, slug, room in rows]
