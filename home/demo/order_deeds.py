"""Carries out what happened to an order beside its steps, by the shop's own rules. No provider is asked."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from checkout.captures import mark_paid, mark_refund_sent
from checkout.models import Order, Payment, RefundLine, ReturnLine
from checkout.order_address import NewAddress, change_address
from checkout.order_life import ship_order
from checkout.payments import KNOWN
from checkout.refund_repairs import settle_by_hand
from checkout.refunds import Pieces, refund_amount, refund_pieces, refundable_pieces
from checkout.returns import Wanted, decide_return, receive_return, request_return
from home.demo.order_plan import PlannedOrder
from home.demo.order_tales import Deed
from products.prices import smallest_unit

Fate = RefundLine.Fate
APOLOGY = 10  # one part in ten


@dataclass(frozen=True)
class Clerks:
    """`operator` packs and answers; `owner` may pay back any sum."""

    operator: User
    owner: User


@dataclass(frozen=True)
class Occasion:
    order: Order
    plan: PlannedOrder
    clerks: Clerks
    now: datetime


def do(deed: str, occasion: Occasion) -> None:
    DEEDS[Deed(deed)](occasion)


def take_payment(occasion: Occasion) -> None:
    """As if the provider, or the bank's statement, had said so."""
    payment = occasion.order.last_attempt
    if KNOWN[payment.provider].is_online:
        Payment.objects.filter(pk=payment.pk).update(provider_ref=_reference())
        reason, actor = f"{KNOWN[payment.provider].name} took the payment", None
    else:
        reason, actor = "seen on the account", occasion.clerks.operator
    mark_paid(payment=payment, actor=actor, reason=reason, now=occasion.now)


def _settle_refunds(occasion: Occasion) -> None:
    for payment in occasion.order.payments.refunds().pending():
        if KNOWN[payment.provider].is_online:
            mark_refund_sent(payment=payment, provider_ref=_reference(), now=occasion.now)
        else:
            settle_by_hand(payment=payment, actor=occasion.clerks.owner, now=occasion.now)


def _move(occasion: Occasion) -> None:
    buyer = occasion.plan.buyer
    address = NewAddress(
        full_name=buyer.full_name,
        phone=buyer.phone,
        address_line1=f"{len(buyer.email)} Office Building, {buyer.address_line1}",
        address_line2="front desk",
        city=buyer.city,
        region=buyer.region,
        postcode=buyer.postcode,
        country=buyer.country,
    )
    order = occasion.order
    change_address(
        order=order,
        address=address,
        reason="please send it to the office",
        actor=order.user,
        now=occasion.now,
    )


def _send_in_part(occasion: Occasion) -> None:
    ship_order(
        order=occasion.order,
        carrier=occasion.plan.carrier,
        # The parcel that is posted a day earlier.
        tracking_number=str(int(occasion.plan.tracking_number) - 7),
        actor=occasion.clerks.operator,
        now=occasion.now,
        pieces={1: 1},
    )


def _say_sorry(occasion: Occasion) -> None:
    order = occasion.order
    part = (order.total / APOLOGY).quantize(smallest_unit())
    refund_amount(
        order=order, amount=part, reason="a scratch on the lid", actor=occasion.clerks.owner, now=occasion.now
    )


def _pay_a_piece_back(occasion: Occasion) -> None:
    refund_pieces(
        order=occasion.order,
        pieces=[Pieces(line_no=1, quantity=1, fate=Fate.KEEP)],
        reason="arrived with a crack; the buyer keeps it",
        actor=occasion.clerks.owner,
        now=occasion.now,
        with_shipping=False,
    )


def _pay_all_back(occasion: Occasion) -> None:
    order = occasion.order
    refund_pieces(
        order=order,
        pieces=[Pieces(line_no=no, quantity=left) for no, left in refundable_pieces(order).items()],
        reason="it would have come too late for the day it was meant for",
        actor=occasion.clerks.owner,
        now=occasion.now,
    )


def _ask_for_return(occasion: Occasion) -> None:
    order = occasion.order
    wanted = Wanted(line_no=1, quantity=1, reason=ReturnLine.Reason.CHANGED_MIND, note="not as I imagined it")
    request_return(order=order, wanted=[wanted], actor=order.user, now=occasion.now)


def _accept(occasion: Occasion) -> None:
    _decide(occasion, is_accepted=True, answer="Please put the order's number into the parcel.")


def _refuse(occasion: Occasion) -> None:
    _decide(occasion, is_accepted=False, answer="It has been used: we are sorry that we cannot take it back.")


def _decide(occasion: Occasion, *, is_accepted: bool, answer: str) -> None:
    request = occasion.order.return_requests.latest("pk")
    operator = occasion.clerks.operator
    decide_return(request=request, is_accepted=is_accepted, answer=answer, actor=operator, now=occasion.now)


def _receive(occasion: Occasion) -> None:
    _take_back(occasion, Fate.RESTOCK)


def _receive_broken(occasion: Occasion) -> None:
    _take_back(occasion, Fate.WRITE_OFF)


def _take_back(occasion: Occasion, fate: str) -> None:
    receive_return(
        request=occasion.order.return_requests.latest("pk"),
        pieces=[Pieces(line_no=1, quantity=1, fate=fate)],
        with_shipping=False,
        actor=occasion.clerks.owner,
        now=occasion.now,
    )


def _reference() -> str:
    return f"demo_{uuid.uuid4().hex}"


DEEDS: dict[Deed, Callable[[Occasion], None]] = {
    Deed.MOVED: _move,
    Deed.SENT_IN_PART: _send_in_part,
    Deed.PAID_LATE: take_payment,
    Deed.SORRY: _say_sorry,
    Deed.PIECE_PAID_BACK: _pay_a_piece_back,
    Deed.ALL_PAID_BACK: _pay_all_back,
    Deed.MONEY_ARRIVED: _settle_refunds,
    Deed.RETURN_ASKED: _ask_for_return,
    Deed.RETURN_ACCEPTED: _accept,
    Deed.RETURN_REFUSED: _refuse,
    Deed.CAME_BACK: _receive,
    Deed.CAME_BACK_BROKEN: _receive_broken,
}
