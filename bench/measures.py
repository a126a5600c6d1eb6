"""The formulas."""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

DEPTH = 10
Answer = TypeVar("Answer", bound=Hashable)


def measure_ndcg(*, ranked: Sequence[Answer], grades: Mapping[Answer, int], depth: int = DEPTH) -> float:
    """nDCG with the gain 2^grade - 1, against the best order of what was judged. What is not judged gains nothing."""
    ideal = _discounted(sorted(grades.values(), reverse=True)[:depth])
    return _discounted(grades.get(one, 0) for one in ranked[:depth]) / ideal if ideal else 0.0


def _discounted(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def find_percentile(values: Iterable[float], percent: int) -> float:
    """The smallest value that so many of a hundred do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def merge_in_turn(*rows: Sequence[Answer]) -> list[Answer]:
    """The first of each row, then the second of each."""
    longest = max((len(row) for row in rows), default=0)
    return [row[place] for place in range(longest) for row in rows if place < len(row)]
