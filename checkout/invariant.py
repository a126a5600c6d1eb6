from dataclasses import dataclass


@dataclass(frozen=True)
class Invariant:
    """Something that is always true; `offenders` is a query over the reporting views for the rows that break it."""

    name: str
    promise: str
    offenders: str
