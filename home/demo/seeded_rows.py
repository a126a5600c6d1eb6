"""What every kind of seeded row shares."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

BATCH = 500
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Seed:
    """Number n of a kind depends on the seed and on n only: a larger catalogue begins with the smaller one."""

    number: int

    def dice(self, kind: str, n: int | str) -> Random:
        return Random(f"{self.number}/{kind}/{n}")

    @property
    def prefix(self) -> str:
        """Begins every slug and user name of this seed."""
        return f"seed{self.number}-"


def batches(*, start: int, end: int) -> Iterator[range]:
    for first in range(start, end, BATCH):
        yield range(first, min(first + BATCH, end))
