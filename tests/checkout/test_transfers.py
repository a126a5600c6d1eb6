"""Which order a line of a statement pays."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkout.bank_statements import StatementLine
from checkout.captures import mark_paid, open_attempt
from checkout.models import Order
from checkout.order_life import cancel_order, expire_overdue_orders
from checkout.transfers import (
    Match,
    Transfer,
    find_expired_transfers,
    find_open_transfers,
    find_recorded,
    match_lines,
    propose_matches,
)
from tests.factories.checkout import NOW, placed_order

FIRST = Transfer(1, 11, "20260302-143005-7KQ2M9XWPA", "Kim Ha-neul", Decimal(15000))
SECOND = Transfer(2, 12, "20260302-150000-ABCDEFGHJK", "홍길동", Decimal(15000))
THIRD = Transfer(3, 13, "20260302-160000-ZZZZ2222YY", "Kim Ha-neul", Decimal(27000))
GONE = Transfer(4, 14, "20260201-160000-QQQQ5555RR", "Lee Jun", Decimal(15000), is_late=True)
ALL = (FIRST, SECOND, THIRD, GONE)


def line(text: str, amount: int = 15000, *, number: int = 2, date: str = "3/2") -> StatementLine:
    return StatementLine(number=number, date=date, text=text, amount=Decimal(amount))


def matched(*lines: StatementLine, transfers=ALL, recorded=None) -> list[tuple]:
    """(match, payment ids) of each line."""
    proposals = match_lines(lines=lines, transfers=transfers, recorded=recorded or {})
    assert [proposal.line for proposal in proposals] == list(lines)
    return [(one.match, [transfer.payment_id for transfer in one.transfers]) for one in proposals]


@pytest.mark.parametrize(
    "text",
    [
        "20260302-143005-7KQ2M9XWPA",
        "order 20260302 143005 7kq2m9xwpa thanks",
        "7KQ2M9XWPA",
        "홍길동7kq2m9xwpa",
        "7KQ2M 9XWPA",
    ],
)
def test_the_order_s_number_or_its_tail_comes_first(text):
    assert matched(line(text)) == [(Match.READY, [1])]


@pytest.mark.parametrize("text", ["(주)홍길동님", "홍 길동", "길동홍 홍길동"])
def test_a_korean_payer_within_a_word(text):
    assert matched(line(text)) == [(Match.READY, [2])]


@pytest.mark.parametrize("text", ["KIM HANEUL", "from Kim Ha-neul, thanks", "Ha-neul Kim", "kimhaneul"])
def test_a_latin_payer_as_whole_words(text):
    assert matched(line(text)) == [(Match.READY, [1])]


@pytest.mark.parametrize(
    "text", ["신은호", "타행 신은호님", "EUNHO SHIN", "shin eun-ho", "신은호 Eunho Shin"]
)
def test_a_payer_whose_name_is_written_twice_is_known_by_either(text):
    both = Transfer(5, 15, "20260302-170000-WWWW3333VV", "신은호 Eunho Shin", Decimal(15000))
    assert matched(line(text), transfers=[*ALL, both]) == [(Match.READY, [5])]


@pytest.mark.parametrize("text", ["eunho", "신", "Shin", "eunho shinsson"])
def test_half_a_name_names_nobody(text):
    both = Transfer(5, 15, "20260302-170000-WWWW3333VV", "신은호 Eunho Shin", Decimal(15000))
    assert matched(line(text), transfers=[*ALL, both]) == [(Match.CHOOSE, [1, 2, 5])]


@pytest.mark.parametrize("text", ["kimhaneulsson", "Kim", "", "7KQ2M9X", "20260302"])
def test_less_than_a_name_or_a_number_is_to_be_chosen(text):
    assert matched(line(text)) == [(Match.CHOOSE, [1, 2])]


def test_an_amount_nobody_waits_for_is_unmatched():
    assert matched(line("Kim Ha-neul", 14999)) == [(Match.UNMATCHED, [])]


def test_the_payer_of_two_orders_of_one_sum_is_to_be_chosen():
    twin = Transfer(5, 15, "20260302-170000-WWWW3333VV", "Kim Ha-neul", Decimal(15000))
    assert matched(line("Kim Ha-neul"), transfers=[*ALL, twin]) == [(Match.CHOOSE, [1, 2, 5])]


def test_what_names_its_order_leaves_the_other_to_the_name():
    twin = Transfer(5, 15, "20260302-170000-WWWW3333VV", "Kim Ha-neul", Decimal(15000))
    pair = [line("Kim Ha-neul", number=2), line("7KQ2M9XWPA", number=3)]
    assert matched(*pair, transfers=[*ALL, twin]) == [(Match.READY, [5]), (Match.READY, [1])]


@pytest.mark.parametrize(("amount", "difference"), [(14000, -1000), (15500, 500)])
def test_another_sum_than_the_order_s_is_a_mismatch(amount, difference):
    [proposal] = match_lines(lines=[line("7KQ2M9XWPA", amount)], transfers=ALL, recorded={})
    assert (proposal.match, proposal.transfer, proposal.difference) == (Match.MISMATCH, FIRST, difference)
    assert (proposal.shortage, proposal.may_be_confirmed) == (max(-difference, 0), False)


def test_a_mismatch_takes_its_order_from_nobody():
    pair = [line("7KQ2M9XWPA", 14000, number=2), line("7KQ2M9XWPA", number=3)]
    assert matched(*pair) == [(Match.MISMATCH, [1]), (Match.READY, [1])]


def test_a_line_that_names_two_orders_is_not_confirmed():
    assert matched(line("7KQ2M9XWPA and ZZZZ2222YY", 42000)) == [(Match.SEVERAL, [1, 3])]


def test_an_expired_order_is_named_and_never_guessed():
    assert matched(line("QQQQ5555RR"), line("Lee Jun", number=3)) == [
        (Match.LATE, [4]),
        (Match.CHOOSE, [1, 2]),
    ]


def test_the_same_line_twice_counts_once():
    pair = [line("7KQ2M9XWPA", number=2), line("7KQ2M9XWPA", number=5)]
    first, second = match_lines(lines=pair, transfers=ALL, recorded={})
    assert (first.match, second.match, second.earlier) == (Match.READY, Match.REPEATED, 2)


@pytest.mark.parametrize("text", ["7KQ2M9XWPA", "Kim Ha-neul"])
def test_an_order_that_is_proposed_twice_is_ready_once(text):
    pair = [line(text, number=2), line(text, number=5, date="3/3")]
    first, second = match_lines(lines=pair, transfers=ALL, recorded={})
    assert [(one.match, one.transfer, one.earlier) for one in (first, second)] == [
        (Match.READY, FIRST, None),
        (Match.TAKEN, FIRST, 2),
    ]


def test_what_was_recorded_is_not_proposed_again():
    recorded = {("3/2 Kim Ha-neul", Decimal(15000)): "20260301-1"}
    [proposal] = match_lines(lines=[line("Kim Ha-neul")], transfers=ALL, recorded=recorded)
    assert (proposal.match, proposal.recorded_for, proposal.transfers) == (Match.RECORDED, "20260301-1", ())


names = st.sampled_from(["Kim Ha-neul", "홍길동", "홍길동 Gil-dong Hong", "Lee", "김", "", "Kim"])
sums = st.sampled_from([Decimal(15000), Decimal(27000)])
numbers = st.sampled_from(["7KQ2M9XWPA", "ABCDEFGHJK", "ZZZZ2222YY", "QQQQ5555RR"])
awaited = st.lists(st.tuples(numbers, names, sums, st.booleans()), unique_by=lambda t: t[0], max_size=4)
texts = st.lists(st.one_of(names, numbers, st.text(max_size=5)), max_size=3).map(" ".join)
statements = st.lists(st.tuples(texts, sums, st.sampled_from(["3/2", "3/3"])), max_size=8)


@given(awaited=awaited, statement=statements)
def test_no_order_is_ready_twice_and_none_for_another_sum(awaited, statement):
    transfers = [
        Transfer(place, place, f"20260302-1-{number}", payer, amount, is_late)
        for place, (number, payer, amount, is_late) in enumerate(awaited, start=1)
    ]
    lines = [
        StatementLine(number, date, text, amount)
        for number, (text, amount, date) in enumerate(statement, start=2)
    ]
    proposals = match_lines(lines=lines, transfers=transfers, recorded={})
    assert [proposal.line for proposal in proposals] == lines
    ready = [proposal.transfer for proposal in proposals if proposal.match == Match.READY]
    assert len(ready) == len(set(ready))
    for proposal in proposals:
        if proposal.may_be_confirmed:
            assert proposal.transfers
            assert {t.amount for t in proposal.transfers} == {proposal.line.amount}
            assert not any(t.is_late for t in proposal.transfers)
        if proposal.match == Match.CHOOSE:
            assert not set(proposal.transfers) & set(ready)


def transfer_order(**changes) -> Order:
    return placed_order(payment_method="bank_transfer", **changes)


def overdue(order: Order, days: int) -> None:
    Order.objects.filter(pk=order.pk).update(expires_at=NOW - timedelta(days=days))


@pytest.mark.django_db
def test_the_most_urgent_transfer_is_first():
    later, sooner, paid, ended = (transfer_order() for _ in range(4))
    overdue(sooner, 0)
    mark_paid(payment=paid.last_attempt, reason="seen", now=NOW)
    cancel_order(order=ended, actor=None, reason="changed my mind", now=NOW)
    placed_order(payment_method="cash_on_delivery")
    assert [payment.order for payment in find_open_transfers()] == [sooner, later]


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", ["park seo", "SEO-JUN", "27,000", "27000원"])
def test_a_transfer_is_found_by_name_and_amount(wanted):
    transfer_order()
    order = transfer_order(full_name="Park Seo-jun", price=24000)
    assert [payment.order for payment in find_open_transfers(wanted=wanted)] == [order]


@pytest.mark.django_db
def test_a_transfer_is_found_by_number_and_a_sum_no_column_holds_is_not():
    order, _other = transfer_order(), transfer_order()
    assert [p.order for p in find_open_transfers(wanted=order.number[-10:].lower())] == [order]
    assert list(find_open_transfers(wanted="9" * 15)) == []


@pytest.mark.django_db
def test_orders_that_expired_lately_keep_their_last_attempt_only():
    old, lately, changed = (transfer_order() for _ in range(3))
    open_attempt(order=changed, payment_method="sandbox", now=NOW)
    open_attempt(order=changed, payment_method="bank_transfer", now=NOW)
    overdue(old, 30)
    overdue(lately, 3)
    overdue(changed, 1)
    cancel_order(order=transfer_order(), actor=None, reason="mistake", now=NOW)
    transfer_order()
    assert expire_overdue_orders(now=NOW) == 3
    found = list(find_expired_transfers(now=NOW))
    assert [payment.order for payment in found] == [changed, lately]
    assert found == [Order.objects.get(pk=order.pk).last_attempt for order in (changed, lately)]


@pytest.mark.django_db
def test_recorded_lines_are_known_by_reason_and_sum():
    order = transfer_order()
    mark_paid(payment=order.last_attempt, reason="3/2 Kim Ha-neul", now=NOW)
    asked = [line("Kim Ha-neul"), line("Kim Ha-neul", 1), line("Lee")]
    assert find_recorded(asked) == {("3/2 Kim Ha-neul", Decimal(15000)): order.number}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_proposals_ask_four_questions(count, django_assert_num_queries):
    orders = [transfer_order() for _ in range(count)]
    overdue(transfer_order(), 1)
    expire_overdue_orders(now=NOW)
    lines = [line(order.number, number=place) for place, order in enumerate(orders, start=2)]
    with django_assert_num_queries(4):
        proposals = propose_matches(lines=lines, now=NOW)
    assert [proposal.transfer.number for proposal in proposals] == [order.number for order in orders]
