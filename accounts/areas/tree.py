"""Provinces, their cities and the districts of those: read from files, remembered for an hour."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from django.core.cache import cache
from django.db import transaction

from accounts.models import Area

FILES = Path(__file__).parent
REMEMBERED_SECONDS = 3600
TOP = "top"
# How many digits of an official code name a province, a city and a district.
DIGITS = {"KR": (2, 5, 8), "CN": (2, 4, 6)}


class AreaFacts(TypedDict):
    id: int
    country: str
    code: str
    name: str
    local_name: str
    level: int


class AreaBranch(AreaFacts):
    parent: int | None
    children: list[AreaFacts]


@dataclass(frozen=True)
class AreaRow:
    """A line of a file; `parent_code` is empty for a province."""

    country: str
    code: str
    name: str
    local_name: str
    level: int
    parent_code: str


@dataclass(frozen=True)
class Loaded:
    added: int
    changed: int
    kept: int


@dataclass(frozen=True)
class Uses:
    """What stands on an area: areas that belong to it, and addresses in it, removed ones too."""

    areas: int
    addresses: int

    def __bool__(self):
        return bool(self.areas or self.addresses)


def read_provinces() -> list[AreaFacts]:
    """Of every country, by country and code."""
    known = cache.get(_key(TOP))
    if known is None:
        known = [_facts(area) for area in Area.objects.filter(parent=None).order_by("country", "code")]
        cache.set(_key(TOP), known, REMEMBERED_SECONDS)
    return known


def read_area(*, area_id: int) -> AreaBranch:
    """One area with what belongs to it, by code. Raises Area.DoesNotExist."""
    known = cache.get(_key(area_id))
    if known is None:
        area = Area.objects.get(pk=area_id)
        children = [_facts(child) for child in area.children.order_by("code")]
        known = {**_facts(area), "parent": area.parent_id, "children": children}
        cache.set(_key(area_id), known, REMEMBERED_SECONDS)
    return known


def read_path(*, area_id: int | None) -> list[int]:
    """From the province down to the area itself; empty for None."""
    path: list[int] = []
    while area_id is not None:
        path.insert(0, area_id)
        area_id = read_area(area_id=area_id)["parent"]
    return path


@transaction.atomic
def save_area(*, area: Area) -> Area:
    """Raises ValidationError naming the fields."""
    former = Area.objects.filter(pk=area.pk).values_list("parent", flat=True).first()
    area.full_clean()
    area.save()
    forget_lists(parents=[former, area.parent_id, area.pk])
    return area


def count_uses(*, area: Area) -> Uses:
    return Uses(areas=area.children.count(), addresses=area.addresses.count())


@transaction.atomic
def delete_area(*, area: Area) -> None:
    """Raises ProtectedError while something belongs to it or uses it."""
    places = [area.parent_id, area.pk]
    area.delete()
    forget_lists(parents=places)


def forget_lists(*, parents: Iterable[int | None]) -> None:
    """At once, and again when the change is in the database: a reader may have come between."""
    keys = [_key(TOP), *{_key(parent) for parent in parents if parent is not None}]
    cache.delete_many(keys)
    transaction.on_commit(lambda: cache.delete_many(keys))


@transaction.atomic
def load_areas(*, rows: Sequence[AreaRow]) -> Loaded:
    """Adds and renames, by country and code; what no row names stays as it is."""
    known = {(str(area.country), area.code): area for area in Area.objects.all()}
    new: list[Area] = []
    changed: list[Area] = []
    for level in Area.Level:
        fresh: list[Area] = []
        for row in rows:
            if row.level != level:
                continue
            area = known.setdefault((row.country, row.code), Area(country=row.country, code=row.code))
            if _take(area, row, known):
                (fresh if area.pk is None else changed).append(area)
        new += Area.objects.bulk_create(fresh, batch_size=500)
    Area.objects.bulk_update(changed, ["name", "local_name", "level", "parent"], batch_size=500)
    forget_lists(parents={place for area in new + changed for place in (area.parent_id, area.pk)})
    return Loaded(added=len(new), changed=len(changed), kept=len(rows) - len(new) - len(changed))


def _take(area: Area, row: AreaRow, known: Mapping[tuple[str, str], Area]) -> bool:
    """Whether the row said something new."""
    parent = known[row.country, row.parent_code] if row.parent_code else None
    said = (row.name, row.local_name, row.level, parent.pk if parent else None)
    if area.pk is not None and said == (area.name, area.local_name, area.level, area.parent_id):
        return False
    area.name, area.local_name, area.level, area.parent = row.name, row.local_name, row.level, parent
    return True


def read_files() -> list[AreaRow]:
    return [row for country in DIGITS for row in _read_file(country)]


def _read_file(country: str) -> Iterator[AreaRow]:
    for line in (FILES / f"{country.lower()}.tsv").read_text(encoding="utf-8").splitlines():
        code, local_name, *english = line.split("\t")
        level = _level(country, code)
        parent_code = code[: DIGITS[country][level - 2]] if level > Area.Level.PROVINCE else ""
        yield AreaRow(country, code, english[0] if english else local_name, local_name, level, parent_code)


def _level(country: str, code: str) -> int:
    """The last level takes every code as long as its own, or longer."""
    return next((level for level, digits in enumerate(DIGITS[country], 1) if len(code) <= digits), 3)


def _facts(area: Area) -> AreaFacts:
    return AreaFacts(
        id=area.pk,
        country=str(area.country),
        code=area.code,
        name=area.name,
        local_name=area.local_name,
        level=area.level,
    )


def _key(parent: int | str) -> str:
    return f"areas:{parent}"
