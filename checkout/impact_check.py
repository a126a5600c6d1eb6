"""What somebody sees who checks a receipt by its code: what it was for, how it is known, what was taken back. Nobody's data."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from checkout.models import ImpactEntry, ImpactReceipt, OrderLineClaim


class ReceiptNotFound(Exception):
    """Nobody was given a receipt of this code."""


@dataclass(frozen=True)
class TakenBack:
    day: date
    pieces: int
    amount: Decimal


@dataclass(frozen=True)
class CheckedDeed:
    """A claim of a line as it was sold. `amount` is what counts today, `earned` what was paid for."""

    title: str
    brand: str
    pieces: int
    claim: OrderLineClaim
    room_id: int
    earned: Decimal
    amount: Decimal
    taken_back: list[TakenBack]
    # The evidence can be read on a page of its own.
    is_shown: bool


@dataclass(frozen=True)
class CheckedReceipt:
    code: str
    day: date
    deeds: list[CheckedDeed]
    sums: list[tuple[str, Decimal]]
    is_whole: bool


def check_receipt(*, code: str) -> CheckedReceipt:
    """Two queries. Raises ReceiptNotFound."""
    receipt = ImpactReceipt.objects.filter(code=code).first()
    if receipt is None:
        raise ReceiptNotFound
    by_claim: dict[int, list[ImpactEntry]] = defaultdict(list)
    entries = receipt.entries.select_related("line_claim__line", "line_claim__claim")
    for entry in entries.order_by("line_claim__line__line_no", "line_claim", "pk"):
        by_claim[entry.line_claim_id].append(entry)
    deeds = [_deed(entries_of_claim) for entries_of_claim in by_claim.values()]
    return CheckedReceipt(
        code=receipt.code,
        day=timezone.localdate(receipt.issued_at),
        deeds=deeds,
        sums=_sums(deeds),
        is_whole=not any(deed.taken_back for deed in deeds),
    )


def _deed(entries: list[ImpactEntry]) -> CheckedDeed:
    first, *later = entries
    claim = first.line_claim
    return CheckedDeed(
        title=claim.line.title,
        brand=claim.line.brand,
        pieces=first.pieces,
        claim=claim,
        room_id=first.problem_id,
        earned=first.amount,
        amount=sum((entry.amount for entry in entries), Decimal(0)),
        taken_back=[TakenBack(timezone.localdate(entry.at), -entry.pieces, -entry.amount) for entry in later],
        is_shown=claim.claim is not None and claim.claim.live,
    )


def _sums(deeds: Iterable[CheckedDeed]) -> list[tuple[str, Decimal]]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for deed in deeds:
        sums[deed.claim.unit] += deed.amount
    return sorted(sums.items(), key=lambda one: (-one[1], one[0]))
