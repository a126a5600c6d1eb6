from collections import defaultdict


class Tally:
    """How many of each kind were created, updated or left unchanged."""

    def __init__(self):
        self._counts: dict[str, dict[str, int]] = defaultdict(dict)

    def count(self, kind: str, what: str, number: int = 1) -> None:
        self._counts[kind][what] = self._counts[kind].get(what, 0) + number

    def as_dict(self) -> dict[str, dict[str, int]]:
        return {kind: dict(counts) for kind, counts in self._counts.items()}
