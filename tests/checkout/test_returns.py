from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from checkout.captures import mark_paid
from checkout.models import Order, ReturnRequest
from checkout.order_life import mark_delivered, ship_order
from checkout.refunds import Pieces, refund_pieces
from checkout.return_clock import return_deadline
from checkout.returns import (
    AlreadyDecided,
    NothingToReturn,
    NotReturnable,
    TooLate,
    TooManyToReturn,
    Wanted,
    decide_return,
    receive_return,
    request_return,
    returnable_pieces,
)
from products.models import StockRecord
from tests.factories.checkout import NOW, placed_order

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
