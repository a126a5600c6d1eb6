from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from hypothesis import given
from hypothesis import strategies as st

from checkout.captures import mark_paid, mark_refund_sent
from checkout.goods_back import BookedBack
from checkout.models import Order, Payment, RefundLine
from checkout.order_life import mark_delivered, ship_order
from checkout.refund_limit import AboveLimit, money_left
from checkout.refund_repairs import StillOnItsWay, settle_by_hand
from checkout.refunds import (
    NothingCaptured,
    NothingChosen,
    Pieces,
    TooManyPieces,
    TooMuch,
    refund_amount,
    refund_pieces,
    refundable_pieces,
)
from checkout.shares import LineFacts, Share, share_of
from products.models import StockRecord, Variant
from products.stock_desk import move_stock
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW, filled_cart, order_cart
from tests.factories.products import counters, stocked_variant

LATER = NOW + timedelta(hours=5)
WON = Decimal(1)
Fate = RefundLine.Fate


def paid_order(*, pieces: int = 3) -> Order:
    """3 × ₩10,000 and 3 × ₩5,000 with ₩3,000 of shipping: ₩48,000, paid."""
    dear, cheap = stocked_variant(pieces=10, price=10000), stocked_variant(pieces=10, price=5000)
    order = order_cart(filled_cart(dear, cheap, quantity=pieces), payment_method="bank_transfer")
    return mark_paid(payment=order.last_attempt, reason="", now=NOW)


def variants(order: Order) -> list[Variant]:
    return [line.variant for line in order.lines.order_by("line_no")]


def shipped(order: Order) -> Order:
    return ship_order(order=order, carrier="CJ", tracking_number="1", actor=None, now=LATER).order


def refund(order: Order, *pieces: Pieces, **more):
    return refund_pieces(order=order, pieces=pieces, reason="wish", actor=None, now=LATER, **more)


def money(order: Order) -> list[tuple[str, str, int]]:
    return [(p.kind, p.status, int(p.amount)) for p in order.payments.order_by("pk")]


@pytest.mark.django_db
class TestByLine:
    def test_pieces_carry_their_shares_of_goods_and_shipping(self):
        order = paid_order()
        given_back = refund(order, Pieces(1, 1))
        assert (given_back.payment.amount, given_back.payment.status) == (10667, "pending")
        line = given_back.lines.get()
        assert (line.quantity, line.amount, line.fate) == (1, 10000, "restock")
        given_back.refresh_from_db()
        assert (given_back.goods, given_back.shipping) == (10000, 667)
        order.refresh_from_db()
        assert (order.status, refundable_pieces(order)) == ("partially_refunded", {1: 2, 2: 3})
        assert order.mails.filter(kind="order_refunded").count() == 1

    def test_all_pieces_in_parts_give_back_exactly_the_total(self):
        order = paid_order()
        for _ in range(3):
            refund(order, Pieces(1, 1), Pieces(2, 1))
        order.refresh_from_db()
        assert order.status == "refunded"
        assert [amount for _kind, _status, amount in money(order)] == [48000, 16000, 16000, 16000]
        assert money(order)[0] == ("capture", "refunded", 48000)
        assert [counters(variant) for variant in variants(order)] == [(10, 0), (10, 0)]

    def test_without_its_shipping_the_order_keeps_that_money(self):
        order = paid_order()
        refund(order, Pieces(1, 3), Pieces(2, 3), with_shipping=False)
        order.refresh_from_db()
        assert (order.status, money_left(order.payments.captures().get())) == ("partially_refunded", 3000)

    def test_pieces_still_in_the_house_are_free_again_and_the_rest_can_be_sent(self):
        order = paid_order()
        refund(order, Pieces(1, 2))
        assert [counters(variant) for variant in variants(order)] == [(10, 1), (10, 3)]
        order = shipped(order)
        assert [counters(variant) for variant in variants(order)] == [(9, 0), (7, 0)]
        assert order.status == "partially_refunded"
        order = mark_delivered(order=order, actor=None, now=LATER)
        assert (order.status, order.delivered_at) == ("partially_refunded", LATER)

    @pytest.mark.parametrize(
        ("fate", "record"),
        [(Fate.RESTOCK, (9, 2, 0)), (Fate.WRITE_OFF, (7, 2, 2)), (Fate.KEEP, (7, 0, 0))],
    )
    def test_what_the_buyer_had_goes_where_it_is_sent(self, fate, record):
        order = shipped(paid_order())
        refund(order, Pieces(1, 2, fate))
        stock = StockRecord.objects.get(pk=variants(order)[0].pk)
        assert (stock.on_hand, stock.returned, stock.written_off) == record

    def test_broken_in_the_house_is_given_up_and_written_off(self):
        order = paid_order()
        refund(order, Pieces(1, 1, Fate.WRITE_OFF))
        stock = StockRecord.objects.get(pk=variants(order)[0].pk)
        assert (stock.on_hand, stock.reserved, stock.written_off) == (9, 2, 1)

    def test_of_a_half_sent_line_the_unsent_pieces_go_first(self):
        order = paid_order()
        ship_order(order=order, carrier="", tracking_number="", actor=None, now=LATER, pieces={1: 2})
        refund(order, Pieces(1, 2))
        line = order.lines.get(line_no=1)
        assert (line.shipped, line.released, line.returned) == (2, 1, 1)
        assert counters(variants(order)[0]) == (9, 0)

    @pytest.mark.parametrize(
        ("pieces", "refusal"),
        [
            ([], NothingChosen),
            ([Pieces(1, 4)], TooManyPieces),
            ([Pieces(1, 0)], TooManyPieces),
            ([Pieces(9, 1)], TooManyPieces),
            ([Pieces(1, 1), Pieces(1, 1, Fate.WRITE_OFF)], TooManyPieces),
        ],
    )
    def test_refused_and_nothing_written(self, pieces, refusal):
        order = paid_order()
        with pytest.raises(refusal):
            refund(order, *pieces)
        assert (len(money(order)), RefundLine.objects.count()) == (1, 0)

    def test_an_order_without_captured_money_gives_nothing_back(self):
        order = order_cart(filled_cart(stocked_variant()))
        with pytest.raises(NothingCaptured):
            refund(order, Pieces(1, 1))


@pytest.mark.django_db
class TestByAmount:
    def test_a_named_sum_leaves_the_pieces(self):
        order = paid_order()
        refund_amount(order=order, amount=Decimal(5000), reason="late", actor=None, now=LATER)
        order.refresh_from_db()
        assert (order.status, counters(variants(order)[0])) == ("partially_refunded", (10, 3))

    def test_the_whole_sum_ends_the_order_and_frees_its_pieces(self):
        order = paid_order()
        refund_amount(order=order, amount=Decimal(48000), reason="", actor=None, now=LATER)
        order.refresh_from_db()
        assert (order.status, order.is_paid) == ("refunded", False)
        assert [counters(variant) for variant in variants(order)] == [(10, 0), (10, 0)]

    @pytest.mark.parametrize("amount", ["48001", "0", "-1", "0.5"])
    def test_never_more_than_there_is_nor_a_part_of_a_won(self, amount):
        order = paid_order()
        with pytest.raises(TooMuch) as refusal:
            refund_amount(order=order, amount=Decimal(amount), reason="", actor=None, now=LATER)
        assert refusal.value.left == 48000

    def test_pieces_after_a_named_sum_get_what_is_left(self):
        order = paid_order()
        refund_amount(order=order, amount=Decimal(40000), reason="", actor=None, now=LATER)
        given_back = refund(order, Pieces(1, 3), Pieces(2, 3))
        order.refresh_from_db()
        assert (given_back.payment.amount, order.status) == (8000, "refunded")


@pytest.mark.django_db
class TestLimit:
    def test_an_operator_gives_back_up_to_the_limit_of_one_order(self, settings):
        settings.OPERATOR_REFUND_LIMIT = 9000
        order, operator = paid_order(), UserFactory()
        refund_amount(order=order, amount=Decimal(5000), reason="", actor=operator, now=LATER)
        with pytest.raises(AboveLimit, match="at most 9000"):
            refund_amount(order=order, amount=Decimal(4001), reason="", actor=operator, now=LATER)
        refund_amount(order=order, amount=Decimal(4000), reason="", actor=operator, now=LATER)
        owner = UserFactory()
        owner.user_permissions.add(Permission.objects.get(codename="refund_without_limit"))
        refund_amount(order=order, amount=Decimal(39000), reason="", actor=owner, now=LATER)


@pytest.mark.django_db
def test_paid_back_by_hand_is_noted_once():
    order, clerk = paid_order(), UserFactory(username="clerk")
    row = refund_amount(order=order, amount=Decimal(5000), reason="", actor=None, now=LATER).payment
    for _ in range(2):
        settle_by_hand(payment=row, actor=clerk, now=LATER)
    row.refresh_from_db()
    assert (row.status, row.settled_at) == ("refunded", LATER)
    assert order.events.filter(actor=clerk).count() == 1


@pytest.mark.django_db
def test_what_an_online_provider_may_still_send_is_not_paid_by_hand_as_well():
    order = paid_order()
    row = refund_amount(order=order, amount=Decimal(5000), reason="", actor=None, now=LATER).payment
    Payment.objects.filter(pk=row.pk).update(provider="sandbox")
    with pytest.raises(StillOnItsWay):
        settle_by_hand(payment=row, actor=None, now=LATER)
    row.refresh_from_db()
    assert (row.status, row.settled_at) == ("pending", None)
    Payment.objects.filter(pk=row.pk).update(status="failed", problem="no such account")
    settle_by_hand(payment=row, actor=None, now=LATER)
    row.refresh_from_db()
    assert (row.status, row.settled_at, row.problem) == ("refunded", LATER, "")


@pytest.mark.django_db
def test_a_refund_that_the_provider_has_sent_is_told_once():
    row = refund_amount(order=paid_order(), amount=Decimal(5000), reason="", actor=None, now=LATER).payment
    told = [mark_refund_sent(payment=row, provider_ref="re_1", now=LATER) for _ in range(2)]
    row.refresh_from_db()
    assert (told, row.status, row.provider_ref) == ([True, False], "refunded", "re_1")
    assert (row.settled_at, row.asked_at) == (LATER, LATER)


def test_the_share_of_a_piece_is_less_what_its_own_line_was_taken_off():
    lines = {1: LineFacts(Decimal(10000), 1, Decimal(4000)), 2: LineFacts(Decimal(12000), 2)}
    first = share_of(lines=lines, before={}, pieces={1: 1}, shipping=Decimal(3000), unit=WON)
    rest = share_of(lines=lines, before={1: 1}, pieces={2: 2}, shipping=Decimal(3000), unit=WON)
    assert (first, rest) == (
        Share(goods=Decimal(6000), shipping=Decimal(600)),
        Share(goods=Decimal(24000), shipping=Decimal(2400)),
    )


amounts = st.integers(0, 99_999).map(Decimal)


@given(prices=st.lists(amounts, min_size=1, max_size=5), data=st.data(), shipping=amounts)
def test_the_shares_of_all_pieces_add_up_to_the_whole_in_whatever_order(prices, data, shipping):
    lines = {}
    for no, price in enumerate(prices):
        count = data.draw(st.integers(1, 5))
        lines[no] = LineFacts(price, count, Decimal(data.draw(st.integers(0, int(price * count)))))
    one_by_one = [no for no, line in lines.items() for _ in range(line.quantity)]
    before: dict[int, int] = {}
    total = Decimal(0)
    for no in data.draw(st.permutations(one_by_one)):
        share = share_of(lines=lines, before=before, pieces={no: 1}, shipping=shipping, unit=WON)
        assert share.goods >= 0
        assert share.shipping >= 0
        total += share.total
        before[no] = before.get(no, 0) + 1
    assert total == sum(line.net for line in lines.values()) + shipping


@pytest.mark.django_db
def test_pieces_that_the_stock_desk_booked_back_are_not_booked_again():
    order = paid_order()
    shipped(order)
    dear, _cheap = variants(order)
    move_stock(sku=dear.sku, kind="return", pieces=3, reason="counter", now=LATER)
    with pytest.raises(BookedBack):
        refund(order, Pieces(1, 1))
    assert money(order) == [("capture", "captured", 48000)]
    assert refund(order, Pieces(1, 1, Fate.KEEP)).payment.amount == 10667
    assert counters(dear) == (10, 0)
