"""An order that leaves in parts."""

from datetime import timedelta

import pytest

from checkout.captures import mark_paid
from checkout.carriers import NAMES, PAGES, tracking_link
from checkout.models import Order
from checkout.order_life import NothingToShip, cancel_order, mark_delivered, may_cancel, ship_order
from checkout.refunds import Pieces, refund_pieces
from checkout.statuses import IllegalStep
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order
from tests.factories.products import counters, stocked_variant

LATER = NOW + timedelta(hours=5)


def paid_order() -> Order:
    one, two = stocked_variant(pieces=10), stocked_variant(pieces=10)
    order = order_cart(filled_cart(one, two, quantity=3), payment_method="bank_transfer")
    return mark_paid(payment=order.last_attempt, reason="", now=NOW)


def send(order: Order, pieces: dict[int, int] | None = None, **facts):
    facts = {"carrier": "CJ Logistics", "tracking_number": "123", **facts}
    return ship_order(order=order, actor=None, now=LATER, pieces=pieces, **facts)


def steps(order: Order) -> list[tuple[str, str]]:
    return [(event.from_status, event.to_status) for event in order.events.all()][2:]


@pytest.mark.django_db
class TestParts:
    def test_each_parcel_says_what_is_in_it(self):
        order = paid_order()
        first, second = send(order, {1: 2}), send(order)
        assert [(p.lines.count(), sum(line.quantity for line in p.lines.all())) for p in (first, second)] == [
            (1, 2),
            (2, 4),
        ]
        order.refresh_from_db()
        assert order.status == "shipped"
        assert steps(order) == [("paid", "packed"), ("packed", "packed"), ("packed", "shipped")]
        assert [counters(line.variant) for line in order.lines.all()] == [(7, 0), (7, 0)]
        assert order.mails.filter(kind="order_shipped").count() == 2

    def test_what_left_in_part_can_no_longer_be_cancelled(self):
        order = paid_order()
        send(order, {1: 1})
        order.refresh_from_db()
        assert may_cancel(order) is False
        with pytest.raises(IllegalStep):
            cancel_order(order=order, actor=None, reason="", now=LATER)

    @pytest.mark.parametrize("pieces", [{1: 4}, {3: 1}, {1: -1}, {1: 1, 9: 1}, {}, {1: 0}])
    def test_nothing_leaves_that_is_not_there(self, pieces):
        order = paid_order()
        with pytest.raises(NothingToShip):
            send(order, pieces)
        order.refresh_from_db()
        assert (order.status, order.shipments.count()) == ("paid", 0)

    def test_what_waits_for_its_money_stays(self):
        with pytest.raises(IllegalStep):
            send(placed_order(payment_method="bank_transfer"))

    def test_a_partly_refunded_order_arrives_once_all_of_it_was_sent(self):
        order = paid_order()
        send(order, {1: 3})
        refund_pieces(order=order, pieces=[Pieces(1, 1)], reason="", actor=None, now=LATER)
        order.refresh_from_db()
        with pytest.raises(IllegalStep):
            mark_delivered(order=order, actor=None, now=LATER)
        send(order)
        assert mark_delivered(order=order, actor=None, now=LATER).delivered_at == LATER
        with pytest.raises(IllegalStep):
            mark_delivered(order=order, actor=None, now=LATER)
        assert order.mails.filter(kind="order_delivered").count() == 1


@pytest.mark.parametrize(
    ("carrier", "number", "link"),
    [
        ("CJ Logistics", " 12 3 ", "https://trace.cjlogistics.com/next/tracking.html?wblNo=12%203"),
        (
            "한진택배",
            "1&x=2",
            "https://www.hanjin.com/kor/CMS/DeliveryMgr/WaybillResult.do?mCode=MN038&wblnumText2=1%26x%3D2",
        ),
        ("Korea  POST", "RR1", "https://service.epost.go.kr/trace.RetrieveDomRigiTraceList.comm?sid1=RR1"),
        ("Pigeon", "1", ""),
        ("DHL", "  ", ""),
    ],
)
def test_where_a_parcel_can_be_followed(carrier, number, link):
    assert tracking_link(carrier=carrier, tracking_number=number) == link


@pytest.mark.parametrize("name", NAMES)
def test_every_named_carrier_has_a_page(name):
    assert tracking_link(carrier=name, tracking_number="1").startswith("https://")
    assert len(PAGES) == 14
