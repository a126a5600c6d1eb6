"""What somebody promises for a time: a price, or percent off. Pure: no database, no clock."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from products.percentages import percent_of


@dataclass(frozen=True)
class DatedPrice:
    """`amount`, or `percent` off every variant's own price, from `starts_at` until before `ends_at`; None is open.

    `source` names who promised it, like "campaign:spring".
    """

    source: str
    starts_at: datetime | None
    ends_at: datetime | None
    amount: Decimal | None = None
    percent: Decimal | None = None

    def runs(self, now: datetime) -> bool:
        return (self.starts_at is None or self.starts_at <= now) and (
            self.ends_at is None or now < self.ends_at
        )

    def price_of(self, own: Decimal, *, unit: Decimal) -> Decimal:
        """Never dearer than a variant's `own` price; what costs something is never given away."""
        if self.amount is not None:
            return min(own, self.amount)
        less = percent_of(percent=100 - (self.percent or Decimal(0)), amount=own, unit=unit)
        return min(own, max(less, unit))

    def as_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "starts_at": self.starts_at.isoformat() if self.starts_at else None,
            "ends_at": self.ends_at.isoformat() if self.ends_at else None,
            "amount": None if self.amount is None else str(self.amount),
            "percent": None if self.percent is None else str(self.percent),
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "DatedPrice":
        return cls(
            source=row["source"],
            starts_at=_moment(row["starts_at"]),
            ends_at=_moment(row["ends_at"]),
            amount=None if row["amount"] is None else Decimal(row["amount"]),
            percent=None if row["percent"] is None else Decimal(row["percent"]),
        )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
