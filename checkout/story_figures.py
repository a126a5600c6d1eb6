"""What stories, campaigns, brands and problems earned in a period, and how often they were read. No person is named.

Sales are those of orders placed in the period, less what has gone back of them until today; whom a line is counted for,
and what it earned, says `checkout.reports.earnings`.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from checkout.deeds import UnitSum, by_size
from checkout.reports.earnings import ADDS, IMPACT, IMPACT_OF_STORY, READS, SALES
from products.prices import digits_of_currency, smallest_unit

LONG_AGO = date(2000, 1, 1)


@dataclass(frozen=True)
class Period:
    """Days of the shop, `until` not among them; without `since` all that ever was."""

    until: date
    since: date | None = None

    @classmethod
    def last(cls, days: int | None, *, now: datetime) -> "Period":
        """So many days, today the last of them; None for all time."""
        until = timezone.localdate(now) + timedelta(days=1)
        return cls(until=until, since=until - timedelta(days=days) if days else None)

    @property
    def before(self) -> "Period | None":
        """As many days, which ended when this one began."""
        if self.since is None:
            return None
        return Period(until=self.since, since=self.since - (self.until - self.since))


@dataclass(frozen=True)
class Figures:
    readers: int = 0
    adds: int = 0
    orders: int = 0
    revenue: Decimal = Decimal(0)


NOTHING = Figures()


def read_figures(*, by: str, period: Period) -> dict[Any, Figures]:
    """{key: figures} of whatever has any, `by` "story", "brand" or "problem" the id of a page, by "campaign" its name.

    Three queries for any number. A campaign has no readers and no adds of its own.
    """
    asked = _bounds(period)
    sales = {key: (orders, _money(revenue)) for key, orders, revenue in _ask(SALES[by], asked)}
    adds = dict(_ask(ADDS[by], asked)) if by in ADDS else {}
    readers = dict(_ask(READS[by], asked)) if by in READS else {}
    return {
        key: Figures(int(readers.get(key, 0)), int(adds.get(key, 0)), *sales.get(key, (0, Decimal(0))))
        for key in sales.keys() | adds.keys() | readers.keys()
    }


def read_impact(*, by: str, period: Period) -> dict[Any, list[UnitSum]]:
    """{key: sums} of what the same orders do, less what has gone back until today; one query. Keys as above."""
    return _sum_impact(_ask(IMPACT[by], _bounds(period)))


def read_impact_of_story(*, story: int, period: Period) -> list[UnitSum]:
    """The same of one of them."""
    return _sum_impact(_ask(IMPACT_OF_STORY, _bounds(period) | {"story": story})).get(story, [])


def _sum_impact(rows: list[tuple]) -> dict[Any, list[UnitSum]]:
    sums: dict[Any, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for key, unit, amount_per_piece, pieces in rows:
        # Multiplied here: SQLite knows no decimals.
        sums[key][unit] += Decimal(str(amount_per_piece)) * pieces
    return {key: found for key, units in sums.items() if (found := by_size(units))}


def _bounds(period: Period) -> dict[str, Any]:
    since = period.since or LONG_AGO
    return {
        "since": _start_of(since),
        "until": _start_of(period.until),
        "first_day": since.isoformat(),
        "day_after": period.until.isoformat(),
    }


def _start_of(day: date) -> str:
    begins = timezone.make_aware(datetime.combine(day, time()))
    return str(connection.ops.adapt_datetimefield_value(begins.astimezone(UTC)))


def _ask(query: str, asked: Mapping[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query.replace("{digits}", str(digits_of_currency())), asked)
        return cursor.fetchall()


def _money(amount: Any) -> Decimal:
    return Decimal(str(amount)).quantize(smallest_unit())
