import contextlib
from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from checkout.audit import audit_shop
from checkout.captures import mark_paid
from checkout.goods_back import BookedBack, NothingChosen
from checkout.models import Order, Payment, ReturnLine, ReturnRequest
from checkout.order_life import mark_delivered, ship_order
from checkout.refunds import Pieces, refund_amount, refund_pieces
from checkout.return_clock import return_deadline
from checkout.returns import (
    AllPaidBack,
    AlreadyDecided,
    NothingToReturn,
    NotReturnable,
    TooLate,
    TooManyToReturn,
    Wanted,
    close_return,
    decide_return,
    quote_return,
    receive_return,
    request_return,
    returnable_pieces,
)
from products.models import StockRecord
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db
SEOUL = timezone.get_default_timezone()


def delivered(*, at: datetime = NOW, quantity: int = 3) -> Order:
    order = placed_order(payment_method="bank_transfer", quantity=quantity)
    mark_paid(payment=order.last_attempt, reason="", now=NOW)
    ship_order(order=order, carrier="", tracking_number="", actor=None, now=NOW)
    return mark_delivered(order=order, actor=None, now=at)


def ask(order: Order, *wanted: Wanted, now: datetime = NOW) -> ReturnRequest:
    return request_return(order=order, wanted=wanted, actor=None, now=now)


def pieces(quantity: int, line_no: int = 1) -> Wanted:
    return Wanted(line_no, quantity, "damaged", "a crack")


def accept(request: ReturnRequest) -> ReturnRequest:
    return decide_return(request=request, is_accepted=True, answer="Send it to us.", actor=None, now=NOW)


def test_the_clock_runs_from_the_day_after_delivery_to_the_end_of_the_seventh():
    evening = datetime(2026, 3, 2, 23, 30, tzinfo=SEOUL)
    assert return_deadline(delivered(at=evening)) == datetime(2026, 3, 9, 23, 59, 59, 999999, tzinfo=SEOUL)
    assert return_deadline(placed_order()) is None


def test_the_days_are_a_setting(settings):
    settings.RETURN_DAYS = 30
    assert timezone.localdate(return_deadline(delivered())).isoformat() == "2026-04-01"


def test_asked_for_in_time():
    order = delivered()
    request = ask(order, pieces(2))
    line = request.lines.get()
    assert (line.line.line_no, line.quantity, line.reason, line.note) == (1, 2, "damaged", "a crack")
    assert (request.status, returnable_pieces(order)) == ("requested", {1: 1})
    assert order.events.last().reason == "return asked for"
    assert order.mails.filter(kind="return_requested").count() == 1


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_photo_is_kept_only_with_its_return(
    settings, tmp_path, is_kept, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    order, photo = delivered(), ContentFile(b"a crack", name="drawn.jpg")
    with django_capture_on_commit_callbacks(execute=True), contextlib.suppress(OSError), transaction.atomic():
        ask(order, Wanted(1, 1, "damaged", photo=photo))
        if not is_kept:
            raise OSError
    kept = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.jpg")]
    named = list(ReturnLine.objects.values_list("photo", flat=True))
    assert kept == named == (["private/returns/drawn.jpg"] if is_kept else [])


def test_on_the_last_second_and_not_a_second_later():
    order = delivered()
    end = return_deadline(order)
    ask(order, pieces(1), now=end)
    with pytest.raises(TooLate, match="ended on 9 March 2026"):
        ask(order, pieces(1), now=end + timedelta(microseconds=1))


def test_the_same_key_is_the_same_request():
    order = delivered()
    first, again = (
        request_return(order=order, wanted=[pieces(1)], actor=None, now=NOW, key="once") for _ in range(2)
    )
    assert (first, ReturnRequest.objects.count()) == (again, 1)


def test_nothing_comes_back_before_it_has_arrived():
    with pytest.raises(NotReturnable):
        ask(placed_order(), pieces(1))


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        ([], NothingToReturn),
        ([pieces(4)], TooManyToReturn),
        ([pieces(0)], TooManyToReturn),
        ([pieces(1, line_no=2)], TooManyToReturn),
        ([pieces(1), pieces(1)], TooManyToReturn),
    ],
)
def test_never_more_than_arrived(wanted, refusal):
    order = delivered()
    with pytest.raises(refusal):
        ask(order, *wanted)
    assert ReturnRequest.objects.count() == 0


def test_what_was_refunded_or_asked_for_cannot_come_back_again():
    order = delivered()
    refund_pieces(order=order, pieces=[Pieces(1, 1)], reason="", actor=None, now=NOW)
    ask(order, pieces(1))
    assert returnable_pieces(order) == {1: 1}
    with pytest.raises(TooManyToReturn, match="At most 1 pieces"):
        ask(order, pieces(2))


def test_a_refused_return_can_be_asked_for_again():
    order = delivered()
    request = ask(order, pieces(3))
    refused = decide_return(request=request, is_accepted=False, answer="It was worn.", actor=None, now=NOW)
    assert (refused.status, refused.answer, refused.decided_at) == ("refused", "It was worn.", NOW)
    assert order.mails.filter(kind="return_refused").count() == 1
    assert returnable_pieces(order) == {1: 3}


def test_what_has_come_is_refunded_and_goes_where_it_is_sent():
    order = delivered()
    request = accept(ask(order, pieces(2)))
    assert order.mails.filter(kind="return_accepted").count() == 1
    request = receive_return(
        request=request,
        pieces=[Pieces(1, 2, "write_off")],
        with_shipping=False,
        actor=None,
        now=NOW,
    )
    assert (request.status, request.refund.payment.amount) == ("received", 24000)
    stock = StockRecord.objects.get()
    assert (stock.returned, stock.written_off, stock.on_hand) == (2, 2, 7)
    order.refresh_from_db()
    assert (order.status, returnable_pieces(order)) == ("partially_refunded", {1: 1})


def arrive(request: ReturnRequest, *pieces: Pieces) -> ReturnRequest:
    return receive_return(request=request, pieces=pieces, with_shipping=False, actor=None, now=NOW)


def test_what_never_comes_is_closed_without_money_and_may_be_asked_for_again_in_time():
    order = delivered()
    request = accept(ask(order, pieces(3)))
    later = NOW + timedelta(days=2)
    closed = close_return(request=request, reason="Nothing came.", actor=None, now=later)
    assert (closed.status, closed.closed_at, closed.closed_because) == ("closed", later, "Nothing came.")
    assert (order.payments.refunds().count(), order.events.last().reason) == (
        0,
        "return closed: Nothing came.",
    )
    with pytest.raises(AlreadyDecided):
        arrive(request, Pieces(1, 3))
    assert returnable_pieces(order) == {1: 3}
    assert ask(order, pieces(3), now=return_deadline(order)).status == "requested"


@pytest.mark.parametrize("is_accepted", [None, False])
def test_only_what_was_accepted_is_closed(is_accepted):
    request = ask(delivered(), pieces(1))
    if is_accepted is False:
        decide_return(request=request, is_accepted=False, answer="", actor=None, now=NOW)
    with pytest.raises(AlreadyDecided):
        close_return(request=request, reason="", actor=None, now=NOW)


def test_nothing_is_sent_back_of_what_was_paid_back_altogether():
    order = delivered()
    refund_amount(order=order, amount=order.total, reason="", actor=None, now=NOW)
    order.refresh_from_db()
    assert returnable_pieces(order) == {1: 0}
    with pytest.raises(AllPaidBack, match="nothing is left to be sent back"):
        ask(order, pieces(1))


def test_a_line_of_which_nothing_is_left_says_so():
    order = delivered()
    refund_pieces(order=order, pieces=[Pieces(1, 2, "keep")], reason="", actor=None, now=NOW)
    ask(order, pieces(1))
    with pytest.raises(TooManyToReturn, match="Nothing is left of this line"):
        ask(order, pieces(1))


@pytest.mark.parametrize(("fate", "record"), [("restock", (9, 2, 0)), ("write_off", (7, 2, 2))])
def test_what_was_paid_back_before_it_came_is_booked_without_money(fate, record):
    order = delivered()
    request = accept(ask(order, pieces(2)))
    refund_amount(order=order, amount=order.total, reason="", actor=None, now=NOW)
    due = quote_return(request=request, pieces=[Pieces(1, 2, fate)], with_shipping=True)
    request = arrive(request, Pieces(1, 2, fate))
    stock = StockRecord.objects.get()
    assert (due, request.status, request.received_at, request.refund) == (0, "received", NOW, None)
    assert (stock.on_hand, stock.returned, stock.written_off) == record
    assert (order.payments.refunds().count(), audit_shop()) == (1, [])
    assert order.events.last().reason == "sent back; no money was due"


def test_a_piece_that_was_paid_back_and_kept_is_booked_when_it_comes_after_all():
    order = delivered()
    request = accept(ask(order, pieces(1)))
    refund_pieces(
        order=order, pieces=[Pieces(1, 3, "keep")], reason="", actor=None, now=NOW, with_shipping=False
    )
    arrive(request, Pieces(1, 1))
    stock = StockRecord.objects.get()
    assert (stock.on_hand, stock.returned, order.payments.refunds().count()) == (8, 1, 1)


def test_of_what_comes_only_what_was_not_paid_back_yet_is_refunded():
    order = delivered()
    request = accept(ask(order, pieces(3)))
    refund_pieces(
        order=order, pieces=[Pieces(1, 1, "keep")], reason="", actor=None, now=NOW, with_shipping=False
    )
    due = quote_return(request=request, pieces=[Pieces(1, 3)], with_shipping=False)
    request = arrive(request, Pieces(1, 3))
    stock = StockRecord.objects.get()
    assert (due, request.refund.payment.amount) == (24000, 24000)
    assert [(line.quantity, line.fate) for line in request.refund.lines.all()] == [(2, "restock")]
    assert (stock.on_hand, stock.returned, audit_shop()) == (10, 3, [])


def test_pieces_without_a_price_are_booked_without_money_and_not_twice():
    dear, gift = stocked_variant(price=10000), stocked_variant(price=0)
    order = order_cart(filled_cart(dear, gift), payment_method="bank_transfer")
    mark_paid(payment=order.last_attempt, reason="", now=NOW)
    ship_order(order=order, carrier="", tracking_number="", actor=None, now=NOW)
    order = mark_delivered(order=order, actor=None, now=NOW)
    request = arrive(accept(ask(order, pieces(1, line_no=2))), Pieces(2, 1))
    order.refresh_from_db()
    assert (request.status, request.refund, order.status) == ("received", None, "delivered")
    assert StockRecord.objects.get(pk=gift.pk).returned == 1
    assert (Payment.objects.refunds().count(), returnable_pieces(order)) == (0, {1: 1, 2: 0})
    with pytest.raises(BookedBack):
        refund_pieces(order=order, pieces=[Pieces(1, 1), Pieces(2, 1)], reason="", actor=None, now=NOW)
    assert StockRecord.objects.get(pk=gift.pk).returned == 1


@pytest.mark.parametrize(
    ("arrived", "refusal"),
    [([], NothingChosen), ([Pieces(1, 0)], NothingChosen), ([Pieces(1, 1), Pieces(1, 1)], NothingChosen)],
)
def test_what_comes_without_money_is_named_once(arrived, refusal):
    order = delivered()
    request = accept(ask(order, pieces(2)))
    refund_amount(order=order, amount=order.total, reason="", actor=None, now=NOW)
    with pytest.raises(refusal):
        arrive(request, *arrived)
    assert StockRecord.objects.get().returned == 0


def test_no_more_is_received_than_was_asked_for():
    request = accept(ask(delivered(), pieces(2)))
    with pytest.raises(TooManyToReturn, match="At most 2 pieces"):
        receive_return(request=request, pieces=[Pieces(1, 3)], with_shipping=True, actor=None, now=NOW)
    request.refresh_from_db()
    assert request.status == "accepted"


def test_everything_is_decided_once():
    request = ask(delivered(), pieces(1))
    with pytest.raises(AlreadyDecided):
        receive_return(request=request, pieces=[Pieces(1, 1)], with_shipping=True, actor=None, now=NOW)
    accept(request)
    with pytest.raises(AlreadyDecided):
        accept(request)
