"""Packing slips: what is still to be packed, where it goes, and never a price."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkout.captures import mark_paid
from checkout.models import Order, OrderLine
from checkout.order_life import cancel_order, mark_delivered, mark_packed, ship_order
from checkout.printing.barcode import encode
from checkout.printing.packing_slip import MODULE, Bars, TickBox, draw_packing_slips
from checkout.printing.slip_facts import Slip, SlipLine, orders_to_pack, read_slips
from tests.checkout.printing.reading import pages_of
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order
from tests.factories.products import ProductImageFactory, stocked_variant

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def slips() -> list[Slip]:
    return read_slips(orders=orders_to_pack(), site=None)


def parcel(order: Order, pieces: dict[int, int] | None = None) -> None:
    ship_order(order=order, carrier="CJ", tracking_number="1", actor=None, now=LATER, pieces=pieces)


def pictured_order(lines: int) -> Order:
    variants = [stocked_variant() for _ in range(lines)]
    for variant in variants:
        ProductImageFactory(product=variant.product)
    return order_cart(filled_cart(*variants))


def test_what_is_promised_and_in_the_house_waits_the_oldest_first():
    young = placed_order(now=LATER)
    packed = placed_order()
    mark_packed(order=packed, actor=None, now=LATER)
    paid = placed_order(payment_method="bank_transfer", now=NOW + timedelta(minutes=5))
    mark_paid(payment=paid.last_attempt, reason="seen", now=LATER)
    assert list(orders_to_pack()) == [packed, paid, young]


def test_what_is_unpaid_gone_or_dead_does_not_wait():
    placed_order(payment_method="bank_transfer")
    cancelled, shipped, delivered = (placed_order() for _ in range(3))
    cancel_order(order=cancelled, actor=None, reason="", now=LATER)
    for order in (shipped, delivered):
        parcel(order)
    mark_delivered(order=delivered, actor=None, now=LATER)
    assert list(orders_to_pack()) == []


def test_a_slip_says_what_goes_where():
    order = placed_order(quantity=2, note="Ring twice")
    line = order.lines.get()
    (slip,) = slips()
    assert (slip.number, slip.shop_name, slip.placed) == (order.number, "Impact Museum", "2 March 2026")
    assert slip.place == ["Kim Ha-neul", "Teheran-ro 1", "06236 Seoul", "South Korea"]
    assert (slip.phone, slip.shipping, slip.note) == ("+82 10-1234-5678", "Standard delivery", "Ring twice")
    assert (slip.pieces, slip.is_part) == (2, False)
    assert slip.lines == [SlipLine(line.sku, line.title, "", 2, 2, None)]


def test_of_an_order_that_left_in_part_only_the_rest_is_packed():
    order = order_cart(filled_cart(stocked_variant(), stocked_variant(), quantity=3))
    parcel(order, {1: 3, 2: 1})
    OrderLine.objects.filter(line_no=2).update(released=1)
    (slip,) = slips()
    rest = order.lines.get(line_no=2)
    assert (slip.pieces, slip.is_part) == (1, True)
    assert slip.lines == [SlipLine(rest.sku, rest.title, "", 1, 3, None)]
    parcel(order)
    assert slips() == []


def test_a_partly_refunded_order_waits_with_its_other_pieces():
    order = placed_order(quantity=2)
    Order.objects.update(status="partially_refunded")
    OrderLine.objects.update(released=1)
    assert [(slip.number, slip.pieces) for slip in slips()] == [(order.number, 1)]


def test_queries_do_not_grow_with_orders_or_lines():
    counts = []
    for lines in (1, 3):
        for _ in range(lines):
            pictured_order(lines)
        slips()
        with CaptureQueriesContext(connection) as queries:
            assert slips()[-1].lines[-1].picture is not None
        counts.append(len(queries))
    assert counts == [4, 4]


def test_each_slip_of_the_pdf_has_its_own_pages():
    first, second = placed_order(), placed_order(now=LATER)
    one, two = slips()
    pages = pages_of(draw_packing_slips([replace(one, lines=one.lines * 40), two]))
    assert [page.split("\n")[-2:] for page in pages] == [
        *[[f"Packing slip {first.number}", f"page {page} of 3"] for page in (1, 2, 3)],
        [f"Packing slip {second.number}", "page 1 of 1"],
    ]


def test_the_pdf_says_what_the_slip_says_and_no_price():
    order = placed_order(full_name="김하늘", note="Ring twice", quantity=3)
    parcel(order, {1: 1})
    (slip,) = slips()
    (page,) = pages_of(draw_packing_slips([slip]))
    assert page.split("\n") == [
        "Packing slip",
        order.number,
        "Impact Museum",
        "Where it goes",
        "김하늘",
        "Teheran-ro 1",
        "06236 Seoul",
        "South Korea",
        "+82 10-1234-5678",
        "Shipping",
        "Standard delivery",
        "Ordered",
        "2 March 2026",
        "Pieces",
        "2",
        "Note",
        "Ring twice",
        "Only what is still to be sent: the rest has left or was given up.",
        "Pieces",
        "Object",
        "2",
        slip.lines[0].title,
        slip.lines[0].sku,
        "of 3 ordered",
        f"Packing slip {order.number}",
        "page 1 of 1",
    ]


def test_a_picture_is_in_the_pdf_and_a_missing_one_breaks_nothing():
    pictured_order(1)
    (slip,) = slips()
    assert draw_packing_slips([slip]).count(b"/Subtype /Image") == 1
    picture = slip.lines[0].picture
    picture.file.storage.delete(picture.file.name)
    assert draw_packing_slips([slip]).count(b"/Subtype /Image") == 0


def test_a_line_has_a_box_to_tick_and_a_barcode_stands_on_top():
    assert (TickBox(side=25).wrap(0, 0), Bars(encode("P1"), height=40).wrap(0, 0)) == (
        (25, 25),
        (77 * MODULE, 40),
    )


def test_nothing_to_pack_is_said():
    assert pages_of(draw_packing_slips([]))[0].split("\n")[0] == "Nothing waits to be packed."


def test_the_same_slips_give_the_same_bytes():
    pictured_order(2)
    assert draw_packing_slips(slips()) == draw_packing_slips(slips())


@pytest.mark.parametrize("text", ["<b>", "&", "</para>", "😀 שלום", "x" * 250, "가" * 250])
def test_no_text_breaks_it(text):
    placed_order()
    (slip,) = slips()
    line = SlipLine(
        sku=text[:64], title=text[:120], option=text[:200], quantity=999, ordered=1000, picture=None
    )
    hostile = replace(slip, place=[text] * 5, phone=text, note=text * 2, shipping=text[:120], lines=[line])
    assert pages_of(draw_packing_slips([hostile]))[0].startswith(f"Packing slip\n{slip.number}\n")
