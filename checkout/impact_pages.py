"""What the pages of impact show: sums, and the lines that they are the sums of, both read at one moment."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.core.paginator import Page
from django.db import connection, transaction
from django.db.models import Count, Max, QuerySet, Sum
from django.utils import timezone

from accounts.models import User
from brands.models import BrandPage
from checkout.deeds import Deed, entries_of, read_deeds, sum_by
from checkout.models import ImpactEntry
from problems.models import ProblemPage
from stories.paging import open_page

LINES_A_PAGE = 50
KEPT_SECONDS = 3600
COLUMNS = ("problem_id", "brand_id", "unit", "statement", "line_claim__claim_id")


class NothingDone(Exception):
    """No such room or brand is there, or it is not on show and nothing was ever done in it."""


@dataclass(frozen=True)
class UnitSum:
    """Different units are never added up."""

    amount: Decimal
    unit: str


@dataclass(frozen=True)
class Part:
    """A room or a brand, and what was done there."""

    key: int
    title: str
    slug: str
    room_id: int
    sums: list[UnitSum]


@dataclass(frozen=True)
class ImpactLine:
    """One entry. `is_back`: taken back; its figures are without their sign."""

    day: date
    title: str
    brand: str
    pieces: int
    amount: Decimal
    unit: str
    statement: str
    is_back: bool
    claim_id: int | None
    room_id: int
    order_number: str


@dataclass(frozen=True)
class Wall:
    """`about` is the room or brand it is of; None for the whole museum."""

    sums: list[UnitSum]
    deeds: list[Deed]
    rooms: list[Part]
    brands: list[Part]
    lines: Page
    about: Any = None
    room_id: int | None = None


def read_museum(*, number: str | None) -> Wall:
    with _one_moment():
        return Wall(**_read(ImpactEntry.objects.all(), number))


def read_room(*, slug: str, number: str | None) -> Wall:
    """Raises NothingDone."""
    problem = _find(ProblemPage.objects.filter(slug=slug), slug)
    with _one_moment():
        return Wall(about=problem, room_id=problem.pk, **_read(problem.impact_entries.all(), number))


def read_brand(*, slug: str, number: str | None) -> Wall:
    """Raises NothingDone."""
    brand = _find(BrandPage.objects.filter(slug=slug).select_related("problem"), slug)
    with _one_moment():
        return Wall(about=brand, room_id=brand.problem_id, **_read(brand.impact_entries.all(), number))


@dataclass(frozen=True)
class OwnImpact:
    deeds: list[Deed]
    lines: Page


def read_own(*, user: User, number: str | None) -> OwnImpact:
    """Of the orders that somebody has paid."""
    with _one_moment():
        return OwnImpact(read_deeds(entries_of(user=user)), _read_lines(entries_of(user=user), number))


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


@dataclass
class _Sums:
    """One pass over the sums of claims, added up in four ways."""

    units: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    deeds: dict[tuple, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    rooms: dict[int, dict[str, Decimal]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Decimal))
    )
    brands: dict[int, dict[str, Decimal]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Decimal))
    )


def _read(entries: QuerySet[ImpactEntry], number: str | None) -> dict[str, Any]:
    sums = _Sums()
    for (problem, brand, unit, statement, claim), amount in _sum_once(entries).items():
        sums.units[unit] += amount
        sums.deeds[unit, statement, claim, problem] += amount
        sums.rooms[problem][unit] += amount
        sums.brands[brand][unit] += amount
    deeds = [Deed(amount, *which) for which, amount in sums.deeds.items()]
    return {
        "sums": _by_size(sums.units),
        "deeds": sorted(deeds, key=lambda deed: (-deed.amount, deed.statement, deed.room_id)),
        "rooms": _parts(ProblemPage.objects.values_list("pk", "title", "slug", "pk"), sums.rooms),
        "brands": _parts(BrandPage.objects.values_list("pk", "title", "slug", "problem_id"), sums.brands),
        "lines": _read_lines(entries, number),
    }


def _sum_once(entries: QuerySet[ImpactEntry]) -> dict[tuple, Decimal]:
    """Entries are only ever added: as long as there are as many with the same last one, their sums are the same."""
    there = entries.aggregate(count=Count("pk"), last=Max("pk"), at=Max("at"), pieces=Sum("pieces"))
    if not there["count"]:
        return {}
    which = hashlib.sha256(str(entries.order_by().values("pk").query).encode()).hexdigest()[:32]
    key = ":".join(["impact", which, *(str(there[name]).replace(" ", "T") for name in sorted(there))])
    sums = cache.get(key)
    if sums is None:
        sums = sum_by(entries, *COLUMNS)
        cache.set(key, sums, KEPT_SECONDS)
    return sums


def _by_size(units: dict[str, Decimal]) -> list[UnitSum]:
    sums = [UnitSum(amount, unit) for unit, amount in units.items() if amount]
    return sorted(sums, key=lambda one: (-one.amount, one.unit))


def _parts(pages: QuerySet, sums: dict[int, dict[str, Decimal]]) -> list[Part]:
    rows = pages.filter(pk__in=list(sums)).order_by("title", "pk")
    return [Part(key, title, slug, room, _by_size(sums[key])) for key, title, slug, room in rows]


def _read_lines(entries: QuerySet[ImpactEntry], number: str | None) -> Page:
    """The newest first; what stands on a line is as it was sold."""
    rows = entries.order_by("-at", "-pk").values_list(
        "at",
        "line_claim__line__title",
        "line_claim__line__brand",
        "pieces",
        "amount",
        "unit",
        "statement",
        "line_claim__claim_id",
        "problem_id",
        "receipt__order__number",
    )
    page = open_page(items=rows, number=number, per_page=LINES_A_PAGE)
    page.object_list = [_line(*row) for row in page.object_list]
    return page


def _line(at, title, brand, pieces, amount, unit, statement, claim_id, room_id, order_number) -> ImpactLine:
    return ImpactLine(
        day=timezone.localdate(at),
        title=title,
        brand=brand,
        pieces=abs(pieces),
        amount=abs(amount),
        unit=unit,
        statement=statement,
        is_back=pieces < 0,
        claim_id=claim_id,
        room_id=room_id,
        order_number=order_number,
    )
