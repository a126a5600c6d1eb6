"""What may go wrong between a shop and its provider, to be switched on."""

from dataclasses import dataclass, fields
from typing import Any

from checkout.sandbox_server.refusal import Refusal


@dataclass(frozen=True)
class Faults:
    """The first five befall calls to /v1/, as many as `calls` says (None: all); the others messages and refunds."""

    unavailable: bool = False  # answers 503 and does nothing
    garbage: bool = False  # does it, then answers with what is no JSON
    hang: bool = False  # does it, then never answers
    answer_after: float = 0  # does it, then answers after so many seconds
    drip: float = 0  # does it, then answers byte by byte, so many seconds apart
    calls: int | None = None
    drop_webhooks: bool = False
    webhook_copies: int = 1  # how many times each message goes out; several go out in random order
    forge_webhooks: bool = False  # a message that is not signed with our secret goes before each
    pending_refunds: bool = False  # a refund stays on its way until it is asked for again without this fault


_BOUNDS = {"answer_after": 3600, "drip": 60, "webhook_copies": 20, "calls": 1_000_000}


def read_faults(told: dict[str, Any]) -> Faults:
    """What is not named is off. Raises Refusal."""
    known = {field.name: field for field in fields(Faults)}
    for name, value in told.items():
        if name not in known or not _is_allowed(name, value):
            raise Refusal(422, f"unknown_fault:{name[:40]}")
    return Faults(**told)


def _is_allowed(name: str, value: object) -> bool:
    if name not in _BOUNDS:
        return isinstance(value, bool)
    if name == "calls" and value is None:
        return True
    kinds = (int,) if name in ("calls", "webhook_copies") else (int, float)
    return isinstance(value, kinds) and not isinstance(value, bool) and 0 <= value <= _BOUNDS[name]
