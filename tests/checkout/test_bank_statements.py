"""Statements as banks write them, and files that are none."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkout.bank_statements import (
    MAX_BYTES,
    BrokenLine,
    LineTooLong,
    NoHeader,
    NothingCameIn,
    NotText,
    StatementError,
    StatementLine,
    TooLarge,
    TooManyLines,
    UnreadableAmount,
    read_amount,
    read_statement,
)

HEADER = "date,amount,text\n"
NO_HEADER = (
    "No header row with columns for date, amount and text was found in the first 20 lines. Missing: %s."
)


def lines(source: str | bytes) -> list[tuple]:
    return [(line.number, line.date, line.text, int(line.amount)) for line in read_statement(source)]


def test_a_line_is_number_date_text_and_amount():
    assert read_statement(f"{HEADER}2026-03-02,15000,Kim Ha-neul\n") == [
        StatementLine(number=2, date="2026-03-02", text="Kim Ha-neul", amount=Decimal(15000))
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_ends_of_lines(separator, end):
    rows = [["Date", "Amount", "Text"], ["2 March", '"15,000"', "Kim"], ["3 March", "7000", '"Lee, Jun"']]
    assert lines(end.join(separator.join(row) for row in rows)) == [
        (2, "2 March", "Kim", 15000),
        (3, "3 March", "Lee, Jun", 7000),
    ]


KOREAN = """계좌번호,110-123-456789
예금주,임팩트뮤지엄

거래일자,거래시간,적요,출금액(원),입금액(원),내용,거래후 잔액
2026.03.02,14:03:22,타행이체,0,"15,000",홍길동,"115,000"
2026.03.02,15:00:01,카드,"9,900",0,편의점,"105,100"
2026.03.03,09:10:00,인터넷,,"+1,234,500원",7KQ2M9XWPA,"1,339,600"
합계,,,"9,900","1,249,500",,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_a_korean_bank_s_file(encoding):
    assert lines(KOREAN.encode(encoding)) == [
        (5, "2026.03.02 14:03:22", "타행이체 홍길동", 15000),
        (7, "2026.03.03 09:10:00", "인터넷 7KQ2M9XWPA", 1234500),
    ]


def test_one_column_for_both_directions_with_a_word_for_each():
    text = "거래일시\t구분\t거래 금액\t보낸분/받는분\n3/2\t입금\t15,000\t김하늘\n3/2\t출금\t15,000\t김하늘\n"
    assert lines(text) == [(2, "3/2", "김하늘", 15000)]


def test_what_came_in_wins_over_what_may_be_either():
    assert lines("날짜,금액,입금액,적요\n3/2,99,15000,a\n3/3,99,,b\n") == [(2, "3/2", "a", 15000)]


@pytest.mark.parametrize(
    "amount", ["", "0", "-15000", "−15,000", "△15000", "(15,000)", "15000-", "-", "-15,000원"]
)
def test_what_is_no_incoming_money_is_left_out(amount):
    assert lines(f'{HEADER}2 March,"{amount}",out\n3 March,7,in\n') == [(3, "3 March", "in", 7)]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("15000", 15000),
        ("+15,000", 15000),
        ("1,234,567원", 1234567),
        ("₩15,000", 15000),
        ("15 000 KRW", 15000),
        ("15,000", 15000),
        ("15,000.00", 15000),
        ("15.000,00", 15000),
        ("1.000", 1000),
        ("12.50", Decimal("12.5")),
        ("12,50", Decimal("12.5")),
        ("-1,000", -1000),
        ("1,00,000", None),
        ("1,2345", None),
        ("abc", None),
        ("1e5", None),
        ("٣", None),
        ("", None),
        ("9" * 16, None),
    ],
)
def test_amounts(text, amount):
    assert read_amount(text) == amount


def test_a_cell_may_hold_a_new_line_and_the_next_one_keeps_its_number():
    assert lines(f'{HEADER}2 March,1,"Kim\nHa-neul"\n3 March,2,Lee\n') == [
        (2, "2 March", "Kim Ha-neul", 1),
        (4, "3 March", "Lee", 2),
    ]


def test_the_reason_is_cut_to_what_an_event_keeps():
    [line] = read_statement(f"{HEADER}2026-03-02,1,{'x' * 300}\n")
    assert line.reason == "2026-03-02 " + "x" * 239


@pytest.mark.parametrize(
    ("source", "error", "text"),
    [
        (f"{HEADER}1,1,a\x00b", NotText, "This is not a text in UTF-8 or CP949. Save the statement as CSV."),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00",
            NotText,
            "This is not a text in UTF-8 or CP949. Save the statement as CSV.",
        ),
        (b"\xff\xff\xfe", NotText, "This is not a text in UTF-8 or CP949. Save the statement as CSV."),
        (HEADER + "x" * 10_000, LineTooLong, "Line 2 is longer than 2000 characters."),
        (HEADER + '1,1,"' + "x\n" * 1500 + '"', LineTooLong, "Line 2 is longer than 2000 characters."),
        (
            f'{HEADER}1,1,a\n2,2,"b\n3,3,c',
            BrokenLine,
            "Line 3 cannot be read: its quotation marks do not close.",
        ),
        (f"{HEADER}1,1,a\n2,many,b", UnreadableAmount, "Line 3: “many” is not an amount."),
        (HEADER + "1,1,a\n" * 501, TooManyLines, "The statement has more than 500 lines. Take it in parts."),
        ("x" * (MAX_BYTES + 1), TooLarge, "The statement is larger than 1 MB."),
        (b"x" * (MAX_BYTES + 1), TooLarge, "The statement is larger than 1 MB."),
        (HEADER, NothingCameIn, "No line of the statement is incoming money."),
        (
            "2026-03-02,15000,Kim",
            NoHeader,
            NO_HEADER % "date, amount, text",
        ),
        (
            "날짜;잔액;적요\n3/2;5;a",
            NoHeader,
            NO_HEADER % "amount",
        ),
        (
            "",
            NoHeader,
            NO_HEADER % "date, amount, text",
        ),
        (
            "x" * 10_000,
            NoHeader,
            NO_HEADER % "date, amount, text",
        ),
    ],
)
def test_what_cannot_be_read_is_said(source, error, text):
    with pytest.raises(error) as caught:
        read_statement(source)
    assert str(caught.value) == text


def test_five_hundred_lines_are_read():
    assert len(read_statement(HEADER + "1,1,a\n" * 500 + "\n\n")) == 500


def test_the_bank_s_own_words_keep_their_date_apart():
    text = f"{HEADER}2026-03-02 14:00,1,a\n2026-03-02 15:00,1,a\n"
    assert [line.reason for line in read_statement(text)] == ["2026-03-02 14:00 a", "2026-03-02 15:00 a"]


@given(source=st.one_of(st.binary(max_size=300), st.text(max_size=300)))
def test_any_file_is_read_or_refused(source):
    for whole in (source, HEADER + source if isinstance(source, str) else HEADER.encode() + source):
        with suppress(StatementError):
            found = read_statement(whole)
            assert all(line.amount > 0 and line.date and len(line.reason) <= 250 for line in found)


@given(amount=st.integers(1, 10**12))
def test_an_amount_is_what_it_was_written_as(amount):
    for written in (
        f"{amount}",
        f"{amount:,}",
        f"+{amount:,}원",
        f"{amount:,}".replace(",", "."),
        f" ₩{amount:,} ",
    ):
        assert read_amount(written) == amount


@pytest.mark.parametrize("direction", ["출금이체", "인터넷 출금", "Withdrawal (ATM)", "Direct Debit", "DR"])
def test_outgoing_money_is_known_by_any_word_of_its_direction(direction):
    text = f"date,type,amount,text\n3/2,{direction},15000,Kim\n3/2,credit,9000,Lee\n"
    assert [line.amount for line in read_statement(text)] == [Decimal(9000)]


def test_a_sign_that_stands_for_many_letters_makes_no_endless_text():
    text = "date,amount,text\n3/2,15000," + "\ufdfa" * 200
    assert len(read_statement(text)[0].text) == 2000
