"""Sending goods back: the buyer asks line by line within the time for it, staff answer, what arrives is refunded."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkout.goods_back import Pieces, take_pieces_back
from checkout.mails import owe_order_mail
from checkout.models import Order, OrderMail, ReturnLine, ReturnRequest
from checkout.models.order import OrderStatus
from checkout.order_steps import lock_order, note
from checkout.refunds import (
    NothingCaptured,
    NothingDue,
    quote_refund,
    refund_pieces,
    refundable_pieces,
)
from checkout.return_clock import return_deadline
from checkout.return_photos import keep_on_commit

Status = ReturnRequest.Status


class ReturnRefused(Exception):
    """Why goods cannot be sent back as asked; its text may be shown."""


class NotReturnable(ReturnRefused):
    def __init__(self):
        super().__init__(_("Goods can be sent back once they have arrived."))


class TooLate(ReturnRefused):
    def __init__(self, deadline: datetime):
        day = timezone.localdate(deadline)
        text = _("The time to send goods back ended on %(day)s.")
        super().__init__(text % {"day": date_format(day, "j F Y")})


class AllPaidBack(ReturnRefused):
    def __init__(self):
        super().__init__(_("All of the money of this order has gone back: nothing is left to be sent back."))


class NothingToReturn(ReturnRefused):
    def __init__(self):
        super().__init__(_("Choose at least one piece."))


class TooManyToReturn(ReturnRefused):
    def __init__(self, line_no: int, left: int):
        self.line_no = line_no
        text = _("At most %(left)s pieces of this line can be sent back.")
        nothing = _("Nothing is left of this line that could be sent back.")
        super().__init__(text % {"left": left} if left else nothing)


class AlreadyDecided(ReturnRefused):
    def __init__(self):
        super().__init__(_("This return was decided before."))


@dataclass(frozen=True)
class Wanted:
    """What the buyer sends back of one line, and why. `photo` is a redrawn photo or None."""

    line_no: int
    quantity: int
    reason: str
    note: str = ""
    photo: Any = None


def returnable_pieces(order: Order) -> dict[int, int]:
    """{line number: pieces} that arrived, were not refunded and are not in another return."""
    if order.status == OrderStatus.REFUNDED:
        return {line.line_no: 0 for line in order.lines.all()}
    asked: Counter = Counter()
    open_requests = ReturnLine.objects.filter(
        request__order=order, request__status__in=[Status.REQUESTED, Status.ACCEPTED]
    )
    for line_no, quantity in open_requests.values_list("line__line_no", "quantity"):
        asked[line_no] += quantity
    shipped = {line.line_no: line.shipped - line.returned for line in order.lines.all()}
    refundable = refundable_pieces(order)
    return {no: max(0, min(shipped[no], refundable[no]) - asked[no]) for no in shipped}


@transaction.atomic
def request_return(
    *, order: Order, wanted: Sequence[Wanted], actor, now: datetime, key: str = ""
) -> ReturnRequest:
    """Raises ReturnRefused: before arrival, after the last day, for more than arrived, or when all is paid back.

    The same `key`, up to 64 characters, gives the same request again.
    """
    order = lock_order(order)
    asked_before = order.return_requests.filter(key=key).first() if key else None
    if asked_before is not None:
        return asked_before
    _ensure_returnable(order, wanted, now=now)
    request = ReturnRequest.objects.create(order=order, key=key, created_at=now)
    lines = {line.line_no: line for line in order.lines.all()}
    for piece in wanted:
        line = ReturnLine(
            request=request,
            line=lines[piece.line_no],
            quantity=piece.quantity,
            reason=piece.reason,
            note=piece.note,
        )
        if piece.photo:
            line.photo = keep_on_commit(line=line, photo=piece.photo)
        line.save()
    note(order=order, actor=actor, reason=_("return asked for"), now=now)
    owe_order_mail(order=order, kind=OrderMail.Kind.RETURN_REQUESTED, occasion=str(request.pk))
    return request


@transaction.atomic
def decide_return(
    *, request: ReturnRequest, is_accepted: bool, answer: str, actor, now: datetime
) -> ReturnRequest:
    """Staff accept or refuse; the buyer reads `answer` in a mail. Raises AlreadyDecided."""
    order = lock_order(request.order)
    request = _demand(request, Status.REQUESTED)
    request.status = Status.ACCEPTED if is_accepted else Status.REFUSED
    request.answer, request.decided_at = answer, now
    request.save(update_fields=["status", "answer", "decided_at"])
    kind = OrderMail.Kind.RETURN_ACCEPTED if is_accepted else OrderMail.Kind.RETURN_REFUSED
    note(
        order=order, actor=actor, reason=_("return accepted") if is_accepted else _("return refused"), now=now
    )
    owe_order_mail(order=order, kind=kind, occasion=str(request.pk))
    return request


@transaction.atomic
def receive_return(
    *, request: ReturnRequest, pieces: Sequence[Pieces], with_shipping: bool, actor, now: datetime
) -> ReturnRequest:
    """The parcel has come: `pieces` go back into stock or are written off, and what is due for them is refunded.

    When nothing is due, they are booked all the same. Raises AlreadyDecided, RefundRefused, TooManyToReturn for
    more than was asked for.
    """
    order = lock_order(request.order)
    request = _demand(request, Status.ACCEPTED)
    asked = {line.line.line_no: line.quantity for line in request.lines.select_related("line")}
    for piece in pieces:
        if piece.quantity > asked.get(piece.line_no, 0):
            raise TooManyToReturn(piece.line_no, asked.get(piece.line_no, 0))
    facts: dict[str, Any] = {
        "order": order,
        "reason": _("sent back"),
        "actor": actor,
        "now": now,
    }
    due, rest = _split(order, pieces)
    if quote_return(request=request, pieces=pieces, with_shipping=with_shipping):
        request.refund = refund_pieces(**facts, pieces=due, with_shipping=with_shipping)
    else:
        rest = list(pieces)
        note(order=order, actor=actor, reason=_("sent back; no money was due"), now=now)
    if rest or request.refund is None:
        take_pieces_back(**facts, pieces=rest)
    request.status, request.received_at = Status.RECEIVED, now
    request.save(update_fields=["status", "refund", "received_at"])
    return request


def quote_return(*, request: ReturnRequest, pieces: Sequence[Pieces], with_shipping: bool) -> Decimal:
    """What `receive_return` would pay back now; nothing for what has no price or was paid back before.

    Raises RefundRefused.
    """
    due, rest = _split(request.order, pieces)
    if rest and not due:
        return Decimal(0)
    try:
        return quote_refund(order=request.order, pieces=due, with_shipping=with_shipping).total
    except (NothingCaptured, NothingDue):
        return Decimal(0)


@transaction.atomic
def close_return(*, request: ReturnRequest, reason: str, actor, now: datetime) -> ReturnRequest:
    """What was accepted has not come: no money goes back, and the buyer may ask again in time. Raises AlreadyDecided.

    The buyer reads `reason` on the page of the order.
    """
    order = lock_order(request.order)
    request = _demand(request, Status.ACCEPTED)
    request.status, request.closed_at, request.closed_because = Status.CLOSED, now, reason
    request.save(update_fields=["status", "closed_at", "closed_because"])
    note(order=order, actor=actor, reason=_("return closed: %(reason)s") % {"reason": reason}, now=now)
    return request


def _split(order: Order, pieces: Sequence[Pieces]) -> tuple[list[Pieces], list[Pieces]]:
    """What money is due for, and what was paid back while it was on its way."""
    left = refundable_pieces(order)
    due = [replace(piece, quantity=min(piece.quantity, left.get(piece.line_no, 0))) for piece in pieces]
    rest = [
        replace(piece, quantity=piece.quantity - paid.quantity)
        for piece, paid in zip(pieces, due, strict=True)
    ]
    return [piece for piece in due if piece.quantity], [piece for piece in rest if piece.quantity]


def _ensure_returnable(order: Order, wanted: Sequence[Wanted], *, now: datetime) -> None:
    deadline = return_deadline(order)
    if deadline is None:
        raise NotReturnable
    if now > deadline:
        raise TooLate(deadline)
    if order.status == OrderStatus.REFUNDED:
        raise AllPaidBack
    if not wanted:
        raise NothingToReturn
    left = returnable_pieces(order)
    named: set[int] = set()
    for piece in wanted:
        most = 0 if piece.line_no in named else left.get(piece.line_no, 0)
        if not 0 < piece.quantity <= most:
            raise TooManyToReturn(piece.line_no, most)
        named.add(piece.line_no)


def _demand(request: ReturnRequest, status: str) -> ReturnRequest:
    """The request as it is now. Its order is locked, and whoever decides locks it first."""
    request = ReturnRequest.objects.get(pk=request.pk)
    if request.status != status:
        raise AlreadyDecided
    return request
