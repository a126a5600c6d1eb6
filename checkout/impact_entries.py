"""The only writer of entries of impact: earned where money is recorded as taken, taken back where it goes back.

An order earns once, for all of its pieces. From then on an entry of the reverse is written whenever fewer pieces count
than the ledger says: pieces that were paid back, given up or sent back (`kept_pieces`), and all of them once the order
holds no captured money any more. A sum that staff name takes nothing away while money is left; with the last of the
money everything is taken back. That a provider has not sent a refund yet, or could not, changes nothing: the money is
owed, and the pieces count no more.
"""

import secrets
from datetime import datetime

from checkout.deeds import kept_pieces
from checkout.models import ImpactEntry, ImpactReceipt, Order, OrderLineClaim, Payment, Refund

Kind = ImpactEntry.Kind
BYTES_OF_A_CODE = 16


def earn_impact(*, order: Order, now: datetime) -> ImpactReceipt | None:
    """Writes the receipt of a locked order that was paid at this moment; a second time changes nothing.

    None when nothing in the order does anything that is not written yet.
    """
    claims = list(
        OrderLineClaim.objects.filter(line__order=order, entries=None)
        .select_related("claim", "line__variant__product__brand")
        .order_by("line__line_no", "pk")
    )
    if not claims:
        return None
    receipt = ImpactReceipt.objects.filter(order=order).first() or ImpactReceipt.objects.create(
        order=order, code=secrets.token_hex(BYTES_OF_A_CODE), issued_at=now
    )
    ImpactEntry.objects.bulk_create(_earned(receipt, claim) for claim in claims)
    return receipt


def reverse_impact(*, order: Order, now: datetime, refund: Refund | None = None) -> int:
    """Takes back what pieces of a locked order do that count no longer; returns how many entries that took.

    A second time changes nothing. `refund` is why, when it is one.
    """
    entries = ImpactEntry.objects.filter(receipt__order=order)
    newest = {entry.line_claim_id: entry for entry in entries.annotate(left=_left()).order_by("pk")}
    is_held = order.payments.captures().filter(status=Payment.Status.CAPTURED).exists() if newest else False
    reverses = []
    for entry in newest.values():
        kept = entry.left if is_held else 0
        if kept < entry.kept:
            reverses.append(_reversed(entry, kept=kept, refund=refund, now=now))
    return len(ImpactEntry.objects.bulk_create(reverses))


def _left():
    return kept_pieces("line_claim__line__pk")


def _earned(receipt: ImpactReceipt, claim: OrderLineClaim) -> ImpactEntry:
    line = claim.line
    brand = line.variant.product.brand
    return ImpactEntry(
        receipt=receipt,
        line_claim=claim,
        kind=Kind.EARNED,
        pieces=line.quantity,
        kept=line.quantity,
        amount_per_piece=claim.amount_per_piece,
        amount=claim.amount_per_piece * line.quantity,
        unit=claim.unit,
        statement=claim.statement,
        evidence_version=claim.evidence_version,
        brand=brand,
        # A claim that was deleted since worked in the room of the brand, as far as anybody knows.
        problem_id=claim.claim.problem_id if claim.claim else brand.problem_id,
        at=receipt.issued_at,
    )


def _reversed(last: ImpactEntry, *, kept: int, refund: Refund | None, now: datetime) -> ImpactEntry:
    pieces = kept - last.kept
    return ImpactEntry(
        receipt_id=last.receipt_id,
        line_claim_id=last.line_claim_id,
        refund=refund,
        kind=Kind.REVERSED,
        pieces=pieces,
        kept=kept,
        amount_per_piece=last.amount_per_piece,
        amount=last.amount_per_piece * pieces,
        unit=last.unit,
        statement=last.statement,
        evidence_version=last.evidence_version,
        brand_id=last.brand_id,
        problem_id=last.problem_id,
        at=now,
    )
