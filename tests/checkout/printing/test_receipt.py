"""The receipt: what it says, and its PDF."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from checkout.captures import mark_paid
from checkout.models import Order
from checkout.order_life import cancel_order
from checkout.printing.facts import Row
from checkout.printing.receipt import draw_receipt
from checkout.printing.receipt_facts import Deed, Movement, Receipt, ReceiptLine, read_receipt
from checkout.refunds import refund_amount
from tests.checkout.printing.reading import pages_of
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order
from tests.factories.problems import ClaimFactory
from tests.factories.products import ProductClaimFactory, stocked_variant

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)


def paid_order(**changes) -> Order:
    order = placed_order(payment_method="bank_transfer", **changes)
    mark_paid(payment=order.last_attempt, reason="seen", now=LATER)
    return Order.objects.get()


def receipt_of(order: Order) -> Receipt:
    return read_receipt(order=order, site=None)


def test_an_order_that_was_paid():
    order = paid_order(quantity=2)
    line = order.lines.get()
    receipt = receipt_of(order)
    assert (receipt.title, receipt.warning, receipt.number) == ("Receipt", "", order.number)
    assert receipt.dates == [Row("Ordered", "2 March 2026"), Row("Paid", "3 March 2026")]
    assert receipt.place == ["Kim Ha-neul", "Teheran-ro 1", "06236 Seoul", "South Korea"]
    assert receipt.lines == [
        ReceiptLine(
            title=line.title,
            option="",
            sku=line.sku,
            quantity=2,
            unit_price="₩12,000",
            total="₩24,000",
        )
    ]
    assert receipt.sums == [Row("Objects", "₩24,000"), Row("Shipping, Standard delivery", "₩3,000")]
    assert (receipt.total, receipt.taxes) == (
        Row("Total", "₩27,000"),
        [Row("Tax included, 10 %", "₩2,455")],
    )
    assert receipt.movements == [Movement("3 March 2026", "Paid", "Bank transfer", "₩27,000")]
    assert receipt.balance == [Row("Paid", "₩27,000")]


def test_an_order_that_was_not_paid_is_no_receipt():
    receipt = receipt_of(placed_order())
    assert (receipt.title, receipt.movements, receipt.balance) == ("Order", [], [])
    assert receipt.warning == "Nothing has been paid yet: this paper is not a receipt."


def test_money_on_its_way_back_and_money_that_is_back():
    order = paid_order(price=30000, quantity=2)
    refund = refund_amount(order=order, amount=Decimal(5000), reason="late", actor=None, now=LATER)
    waiting = receipt_of(Order.objects.get())
    assert waiting.movements[1] == Movement("3 March 2026", "To be paid back", "Bank transfer", "−₩5,000")
    assert waiting.balance == [
        Row("Paid", "₩60,000"),
        Row("To be paid back", "−₩5,000"),
        Row("Paid in the end", "₩55,000"),
    ]
    refund.payment.status, refund.payment.settled_at = "refunded", LATER + timedelta(days=1)
    refund.payment.save()
    done = receipt_of(Order.objects.get())
    assert done.movements[1] == Movement("4 March 2026", "Paid back", "Bank transfer", "−₩5,000")
    assert done.balance == [
        Row("Paid", "₩60,000"),
        Row("Paid back", "−₩5,000"),
        Row("Paid in the end", "₩55,000"),
    ]


def test_a_cancelled_order_still_tells_what_was_paid():
    order = paid_order()
    cancel_order(order=order, actor=None, reason="changed my mind", now=LATER)
    receipt = receipt_of(Order.objects.get())
    assert [movement.what for movement in receipt.movements] == ["Paid", "To be paid back"]
    assert receipt.balance[-1] == Row("Paid in the end", "₩0")


def test_a_discount_free_shipping_and_two_rates_of_tax():
    order = order_cart(filled_cart(stocked_variant(price=40000), stocked_variant(price=20000)))
    order.lines.filter(line_no=2).update(tax_rate=Decimal("5.50"), tax=Decimal(1043))
    order.discount_total, order.total, order.tax_total = Decimal(6000), Decimal(54000), Decimal(4779)
    receipt = receipt_of(order)
    assert receipt.sums == [
        Row("Objects", "₩60,000"),
        Row("Discount", "−₩6,000"),
        Row("Shipping, Standard delivery", "Free"),
    ]
    assert receipt.taxes == [
        Row("Tax included, 5.5 %", "₩1,043"),
        Row("Tax included, 10 %", "₩3,636"),
        Row("Tax included, shipping", "₩100"),
    ]


def test_one_claim_of_two_lines_is_added_up():
    claim = ClaimFactory(statement="Saves water", unit="litres", amount=Decimal("1.5"), verifier="K-eco")
    variants = [stocked_variant(), stocked_variant()]
    for variant in variants:
        ProductClaimFactory(product=variant.product, claim=claim)
    order = order_cart(filled_cart(*variants, quantity=2))
    assert receipt_of(order).deeds == [Deed("6 litres", "Saves water", "K-eco")]


def test_the_pdf_says_what_the_receipt_says():
    order = paid_order(full_name="김하늘", address_line1="테헤란로 1", city="서울특별시")
    receipt = receipt_of(order)
    (page,) = pages_of(draw_receipt(receipt))
    assert page.split("\n") == [
        "Receipt",
        order.number,
        "Impact Museum",
        "Where it goes",
        "South Korea",
        "06236",
        "서울특별시 테헤란로 1",
        "김하늘",
        "Ordered: 2 March 2026",
        "Paid: 3 March 2026",
        "Object",
        "Pieces",
        "Price",
        "Total",
        receipt.lines[0].title,
        receipt.lines[0].sku,
        "1",
        "₩12,000",
        "₩12,000",
        "Objects",
        "₩12,000",
        "Shipping, Standard delivery",
        "₩3,000",
        "Total",
        "₩15,000",
        "Tax included, 10 %",
        "₩1,364",
        "Payments",
        "3 March 2026",
        "Paid",
        "Bank transfer",
        "₩15,000",
        f"Receipt {order.number} · Impact Museum",
        "page 1 of 1",
    ]


def test_the_same_order_gives_the_same_bytes():
    order = paid_order(full_name="김하늘")
    assert draw_receipt(receipt_of(order)) == draw_receipt(receipt_of(order))


def test_title_author_and_language_stand_in_the_pdf():
    receipt = receipt_of(placed_order())
    pdf = draw_receipt(receipt)
    assert f"/Title (Order {receipt.number})".encode() in pdf
    assert b"/Author (Impact Museum)" in pdf
    assert b"/Lang (en)" in pdf
    with translation.override("ko"):
        assert b"/Lang (ko)" in draw_receipt(receipt)


def test_sixty_lines_flow_over_pages_with_their_heads_and_counts():
    receipt = receipt_of(placed_order())
    pages = pages_of(draw_receipt(replace(receipt, lines=receipt.lines * 60)))
    assert [page.split("\n")[-1] for page in pages] == ["page 1 of 3", "page 2 of 3", "page 3 of 3"]
    assert ["Object\nPieces\nPrice\nTotal\n" in page for page in pages] == [True] * 3
    assert sum(page.count(receipt.lines[0].sku) for page in pages) == 60


@pytest.mark.parametrize(
    "text", ["<b>", "&amp;", "<font", "</para>", "😀", "שלום", "x" * 120, "가" * 120, "%s{{ 1 }}"]
)
def test_no_text_breaks_it(text):
    order = paid_order(full_name=text[:100], address_line1=(text * 250)[:250], city=text[:100])
    receipt = receipt_of(order)
    deed = Deed(amount=text, statement=text, verifier=text)
    line = ReceiptLine(title=text, option=text, sku=text[:64], quantity=1, unit_price="₩1", total="₩1")
    pdf = draw_receipt(replace(receipt, deeds=[deed], lines=[line]))
    assert pages_of(pdf)[0].startswith(f"Receipt\n{order.number}\n")
