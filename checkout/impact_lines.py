"""Lines of the ledger as pages show them: the newest first, each page after the line where the one before it ended.

Counted from the first line, as pages are numbered, the last of a million would have to be looked for among all of them.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from checkout.models import ImpactEntry
from stories.paging import NoSuchPage, read_number

LINES_A_PAGE = 50
SHOWN = (
    "pk",
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


@dataclass(frozen=True)
class ImpactLine:
    """One entry. `is_back`: taken back; its figures are without their sign."""

    pk: int
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
class Lines:
    """`older` is the line after which the next page begins; None on the last one."""

    shown: list[ImpactLine]
    older: int | None
    is_newest: bool


@dataclass(frozen=True)
class Place:
    """As it stood in the address: after the line `before`, or else on the page of this number, the first when it is missing."""

    before: str | None = None
    number: str | None = None


def read_lines(*, entries: QuerySet[ImpactEntry], place: Place) -> Lines:
    """What stands on a line is as it was sold. Raises NoSuchPage."""
    newest_first = entries.order_by("-at", "-pk")
    last = _find_last(newest_first, place)
    if last is not None:
        at, pk = last
        # The first says to the index where to begin.
        newest_first = newest_first.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=pk))
    rows = list(newest_first.values_list(*SHOWN)[: LINES_A_PAGE + 1])
    if last is not None and not rows:
        raise NoSuchPage(_("This list has no such page."))
    shown = [_line(*row) for row in rows[:LINES_A_PAGE]]
    return Lines(shown, older=shown[-1].pk if len(rows) > LINES_A_PAGE else None, is_newest=last is None)


def _find_last(newest_first: QuerySet[ImpactEntry], place: Place):
    """Time and key of the line that the page comes after; None for the first page. Raises NoSuchPage."""
    if place.before:
        found = newest_first.filter(pk=read_number(place.before))
    elif skipped := (read_number(place.number) - 1) * LINES_A_PAGE:
        found = newest_first[skipped - 1 : skipped]
    else:
        return None
    last = list(found.values_list("at", "pk"))
    if not last:
        raise NoSuchPage(_("This list has no such page."))
    return last[0]


def _line(
    pk, at, title, brand, pieces, amount, unit, statement, claim_id, room_id, order_number
) -> ImpactLine:
    return ImpactLine(
        pk=pk,
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
