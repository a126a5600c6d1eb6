"""Money that goes back for a part of an order or for all of it, and where its pieces go."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from checkout.announcements import announce_order
from checkout.captures import owe_refund
from checkout.goods_back import NothingChosen, Pieces, RefundRefused, move_pieces
from checkout.impact_entries import reverse_impact
from checkout.mails import owe_order_mail
from checkout.models import Order, OrderMail, Payment, Refund, RefundLine
from checkout.models.order import OrderStatus
from checkout.order_steps import count_as_released, lock_order, note, open_pieces_of, step_to
from checkout.refund_limit import ensure_within_limit, money_left
from checkout.shares import LineFacts, Share, share_of
from products.prices import smallest_unit
from products.stock import lock_stock, release_stock


class NothingCaptured(RefundRefused):
    def __init__(self):
        super().__init__(_("This order holds no money that could go back."))


class TooMuch(RefundRefused):
    code = "amount_limit"

    def __init__(self, left: Decimal):
        self.left = left
        super().__init__(_("At most %(left)s can still go back.") % {"left": left})


class NothingDue(RefundRefused):
    code = "amount_limit"

    def __init__(self):
        super().__init__(_("No money is due for these pieces."))


class TooManyPieces(RefundRefused):
    code = "quantity_limit"

    def __init__(self, line_no: int, left: int):
        self.line_no = line_no
        text = _("Line %(line)s has %(left)s pieces left that can be refunded.")
        super().__init__(text % {"line": line_no, "left": left})


@transaction.atomic
def refund_pieces(
    *,
    order: Order,
    pieces: Sequence[Pieces],
    reason: str,
    actor,
    now: datetime,
    with_shipping: bool = True,
    key: str = "",
) -> Refund:
    """Pays back what `pieces` cost with their shares of discount and, unless told otherwise, of shipping.

    Pieces still in the house are given up first; those the buyer had go back into stock or are written off.
    The same `key`, up to 64 characters, gives the same refund again. Raises RefundRefused.
    """
    order = lock_order(order)
    if booked := _booked_before(order, key):
        return booked
    capture = _capture_of(order)
    lock_stock(variants=order.lines.values_list("variant_id", flat=True))
    lines = {line.line_no: line for line in order.lines.all()}
    shares, due = _count(order, capture, lines, pieces, with_shipping=with_shipping)
    refund = _pay_back(order, capture, due.total, reason=reason, actor=actor, now=now, key=key)
    Refund.objects.filter(pk=refund.pk).update(goods=due.goods, shipping=due.shipping)
    _write_lines(refund, lines, pieces, shares)
    move_pieces(order=order, lines=lines, pieces=pieces, reason=reason, actor=actor, now=now)
    _finish(order, capture, refund, actor=actor, reason=reason, now=now)
    return refund


def quote_refund(*, order: Order, pieces: Sequence[Pieces], with_shipping: bool = True) -> Share:
    """What `refund_pieces` would pay back now. Raises RefundRefused."""
    lines = {line.line_no: line for line in order.lines.all()}
    return _count(order, _capture_of(order), lines, pieces, with_shipping=with_shipping)[1]


@transaction.atomic
def refund_amount(
    *, order: Order, amount: Decimal, reason: str, actor, now: datetime, key: str = ""
) -> Refund:
    """Pays back a sum that staff name; the pieces stay where they are unless nothing is left of the money.

    The same `key`, up to 64 characters, gives the same refund again. Raises RefundRefused.
    """
    order = lock_order(order)
    if booked := _booked_before(order, key):
        return booked
    capture = _capture_of(order)
    left = money_left(capture)
    if amount > left or amount <= 0 or amount != amount.quantize(smallest_unit()):
        raise TooMuch(left)
    refund = _pay_back(order, capture, amount, reason=reason, actor=actor, now=now, key=key)
    _finish(order, capture, refund, actor=actor, reason=reason, now=now)
    return refund


def refundable_pieces(order: Order) -> dict[int, int]:
    """{line number: pieces} that have not been paid back."""
    already = _refunded_pieces(order)
    return {line.line_no: line.quantity - already[line.pk] for line in order.lines.all()}


def _capture_of(order: Order) -> Payment:
    capture = order.payments.captures().filter(status=Payment.Status.CAPTURED).first()
    if capture is None:
        raise NothingCaptured
    return capture


def _refunded_pieces(order: Order) -> Counter:
    rows = RefundLine.objects.filter(line__order=order).values_list("line_id", "quantity")
    counted: Counter = Counter()
    for line_id, quantity in rows:
        counted[line_id] += quantity
    return counted


def _count(
    order: Order, capture: Payment, lines: dict, pieces: Sequence[Pieces], *, with_shipping: bool
) -> tuple[list[Share], Share]:
    """One share for each of `pieces`, and what is due for them altogether."""
    already = _refunded_pieces(order)
    _ensure_refundable(lines, already, pieces)
    shares = _shares(order, lines, already, pieces)
    left_over = money_left(capture)
    # A sum that staff named before may have taken a part of what these pieces cost.
    goods = min(sum((share.goods for share in shares), Decimal(0)), left_over)
    shipping = sum((share.shipping for share in shares), Decimal(0)) if with_shipping else Decimal(0)
    due = Share(goods=goods, shipping=min(shipping, left_over - goods))
    if due.total <= 0:
        raise NothingDue
    return shares, due


def _ensure_refundable(lines: dict, already: Counter, pieces: Sequence[Pieces]) -> None:
    if not pieces:
        raise NothingChosen
    named: set[int] = set()
    for wanted in pieces:
        line = lines.get(wanted.line_no)
        left = line.quantity - already[line.pk] if line and wanted.line_no not in named else 0
        if not 0 < wanted.quantity <= left:
            raise TooManyPieces(wanted.line_no, left)
        named.add(wanted.line_no)


def _shares(order: Order, lines: dict, already: Counter, pieces: Sequence[Pieces]) -> list[Share]:
    """One share for each of `pieces`, each counted after those before it."""
    facts = {line.pk: LineFacts(line.unit_price, line.quantity, line.discount) for line in lines.values()}
    before, shares = dict(already), []
    for wanted in pieces:
        key = lines[wanted.line_no].pk
        shares.append(
            share_of(
                lines=facts,
                before=before,
                pieces={key: wanted.quantity},
                shipping=order.shipping_total,
                unit=smallest_unit(),
            )
        )
        before[key] = before.get(key, 0) + wanted.quantity
    return shares


def _booked_before(order: Order, key: str) -> Refund | None:
    """The order is locked: whoever sends the same key at the same time comes after."""
    return Refund.objects.filter(payment__order=order, key=key).first() if key else None


def _pay_back(
    order: Order, capture: Payment, amount: Decimal, *, reason: str, actor, now: datetime, key: str
) -> Refund:
    ensure_within_limit(capture=capture, amount=amount, actor=actor)
    refund = owe_refund(capture=capture, amount=amount, reason=reason, now=now, actor=actor, key=key)
    owe_order_mail(order=order, kind=OrderMail.Kind.REFUNDED, occasion=str(refund.pk))
    return refund


def _write_lines(refund: Refund, lines: dict, pieces: Sequence[Pieces], shares: list[Share]) -> None:
    RefundLine.objects.bulk_create(
        RefundLine(
            refund=refund,
            line=lines[wanted.line_no],
            quantity=wanted.quantity,
            amount=share.goods,
            fate=wanted.fate,
        )
        for wanted, share in zip(pieces, shares, strict=True)
    )


def _finish(order: Order, capture: Payment, refund: Refund, *, actor, reason: str, now: datetime) -> None:
    """With the last of the money the order is over: what is still promised to it goes back into stock."""
    if money_left(capture):
        if order.status == OrderStatus.PARTIALLY_REFUNDED:
            note(order=order, actor=actor, reason=reason, now=now)
        else:
            step_to(
                order=order, to_status=OrderStatus.PARTIALLY_REFUNDED, actor=actor, reason=reason, now=now
            )
    else:
        capture.status = Payment.Status.REFUNDED
        capture.save(update_fields=["status"])
        step_to(order=order, to_status=OrderStatus.REFUNDED, actor=actor, reason=reason, now=now)
        pieces = open_pieces_of(order)
        if pieces:
            release_stock(promised=pieces, order_number=order.number, now=now, reason=reason[:200])
            count_as_released(order)
    reverse_impact(order=order, refund=refund, now=now)
    announce_order(order=order, event="order.refunded", now=now)
