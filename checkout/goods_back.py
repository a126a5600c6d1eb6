"""Where pieces go that are not to be delivered: given up while they are in the house, booked back, or written off."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from checkout.impact_entries import reverse_impact
from checkout.models import Order, OrderLine, RefundLine
from checkout.order_steps import lock_order
from products.stock import StockMismatch, lock_stock, release_stock, return_stock, write_off_stock

Fate = RefundLine.Fate


class RefundRefused(Exception):
    """Why money or pieces cannot go back as asked; its text may be shown."""

    code = "invalid_state"


class NothingChosen(RefundRefused):
    code = "validation_error"

    def __init__(self):
        super().__init__(_("Choose at least one piece."))


class BookedBack(RefundRefused):
    """More would have come back than was ever sent: somebody booked the return before, here or at the stock desk."""

    def __init__(self):
        super().__init__(
            _("Some of these pieces were booked back into stock before. Say that they stay with the buyer.")
        )


@dataclass(frozen=True)
class Pieces:
    """What is refunded of one line, and where those pieces go."""

    line_no: int
    quantity: int
    fate: str = Fate.RESTOCK


@transaction.atomic
def take_pieces_back(*, order: Order, pieces: Sequence[Pieces], reason: str, actor, now: datetime) -> None:
    """Sent pieces have come back and no money is due for them. Raises NothingChosen, BookedBack."""
    order = lock_order(order)
    lines = {line.line_no: line for line in order.lines.all()}
    chosen = [piece.line_no for piece in pieces]
    if not pieces or any(piece.quantity <= 0 for piece in pieces) or len(set(chosen)) < len(chosen):
        raise NothingChosen
    lock_stock(variants=[line.variant_id for line in lines.values()])
    move_pieces(order=order, lines=lines, pieces=pieces, reason=reason, actor=actor, now=now)
    reverse_impact(order=order, now=now)


def move_pieces(
    *,
    order: Order,
    lines: Mapping[int, OrderLine],
    pieces: Sequence[Pieces],
    reason: str,
    actor,
    now: datetime,
) -> None:
    """Unsent pieces first, of a locked order and locked stock. Raises BookedBack."""
    given_up, sent_back, broken = Counter[int](), Counter[int](), Counter[int]()
    for wanted in pieces:
        line = lines[wanted.line_no]
        unsent = min(wanted.quantity, line.open_pieces)
        sent = wanted.quantity - unsent if wanted.fate != Fate.KEEP else 0
        if sent > line.shipped - line.returned:
            raise BookedBack
        given_up[line.variant_id] += unsent
        sent_back[line.variant_id] += sent
        if wanted.fate == Fate.WRITE_OFF:
            broken[line.variant_id] += unsent + sent
        OrderLine.objects.filter(pk=line.pk).update(
            released=F("released") + unsent, returned=F("returned") + sent
        )
    facts: dict[str, Any] = {"order_number": order.number, "now": now, "reason": reason[:200]}
    if +given_up:
        release_stock(promised=+given_up, **facts)
    if +sent_back:
        try:
            return_stock(pieces=+sent_back, actor=actor, **facts)
        except StockMismatch as mismatch:
            raise BookedBack from mismatch
    variants = {line.variant_id: line.variant for line in lines.values()}
    for variant_id, count in sorted((+broken).items()):
        write_off_stock(variant=variants[variant_id], pieces=count, actor=actor, **facts)
