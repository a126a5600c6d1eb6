"""Pieces that are kept for no order yet give way where staff count fewer: whoever keeps some gives them up.

Apps above this one keep them, so they say here how.
"""

from datetime import datetime
from typing import Protocol

from django.db.models import Sum

from products.models import StockMovement

Kind = StockMovement.Kind


class GiveUp(Protocol):
    """Frees up to `pieces` of a variant whose stock is locked, with `reason` in the ledger; returns how many."""

    def __call__(self, *, variant_id: int, pieces: int, reason: str, now: datetime) -> int: ...


_holders: list[GiveUp] = []


def register_holder(give_up: GiveUp) -> None:
    _holders.append(give_up)


def make_room(*, variant_id: int, pieces: int, reason: str, now: datetime) -> None:
    """Has up to `pieces` given up, as far as there are so many."""
    for give_up in _holders:
        if pieces > 0:
            pieces -= give_up(variant_id=variant_id, pieces=pieces, reason=reason, now=now)


def count_given_up(*, movement: StockMovement) -> int:
    """How many gave way to a write-off: the ledger has them beside it, at its moment and with its reason."""
    if movement.kind != Kind.WRITE_OFF:
        return 0
    beside = StockMovement.objects.around(movement.pk).filter(
        variant=movement.variant_id,
        kind=Kind.RELEASE,
        created_at=movement.created_at,
        reason=movement.reason,
        pk__lt=movement.pk,
    )
    return beside.aggregate(pieces=Sum("quantity"))["pieces"] or 0
