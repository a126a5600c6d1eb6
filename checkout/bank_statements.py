"""Bank statements as banks give them out: CSV of any dialect, in UTF-8 or CP949, into lines of incoming money."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 1024 * 1024
MAX_LINES = 500
MAX_LINE_LENGTH = 2000
# The reason of a step and its event keep so many characters.
REASON_LENGTH = 250
# Banks write the account and its owner above the header.
HEADER_WITHIN = 20
SEPARATORS = ",;\t"

DATES = (
    "거래일시",
    "거래일자",
    "거래일",
    "거래날짜",
    "일시",
    "일자",
    "날짜",
    "date",
    "bookingdate",
    "valuedate",
)
TIMES = ("거래시간", "거래시각", "시간", "time")
# What names incoming money only comes before what may be money of either direction.
AMOUNTS = (
    *("입금액", "입금금액", "입금", "맡기신금액", "deposit", "credit", "paidin"),
    *("거래금액", "금액", "amount"),
)
TEXTS = frozenset(
    {
        *(
            "적요",
            "내용",
            "거래내용",
            "기재내용",
            "보낸분",
            "받는분",
            "보낸사람",
            "의뢰인",
            "입금자",
            "입금자명",
        ),
        *("메모", "통장메모", "text", "payer", "sender", "remitter", "description", "details", "purpose"),
        *("reference", "memo"),
    }
)
DIRECTIONS = ("구분", "거래구분", "입출금구분", "거래유형", "type", "direction")
OUTGOING = frozenset({"출금", "지급", "debit", "withdrawal", "out", "outgoing", "dr"})

_COMMAS = re.compile(r"(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2})?", re.ASCII)
_POINTS = re.compile(r"(\d{1,3}(\.\d{3})+|\d+)(,\d{1,2})?", re.ASCII)
_MINUS = ("-", "−", "–", "△", "▲", "(")
_MOST_DIGITS = 15


class StatementError(Exception):
    """The statement cannot be read; the text says why, for people."""

    message: str | Promise = ""

    def __init__(self, **facts):
        super().__init__(str(self.message) % facts)


class TooLarge(StatementError):
    message = _("The statement is larger than 1 MB.")


class NotText(StatementError):
    message = _("This is not a text in UTF-8 or CP949. Save the statement as CSV.")


class NoHeader(StatementError):
    message = _(
        "No header row with columns for date, amount and text was found in the first %(count)s lines. "
        "Missing: %(missing)s."
    )


class TooManyLines(StatementError):
    message = _("The statement has more than %(most)s lines. Take it in parts.")


class LineTooLong(StatementError):
    message = _("Line %(number)s is longer than %(most)s characters.")


class BrokenLine(StatementError):
    message = _("Line %(number)s cannot be read: its quotation marks do not close.")


class UnreadableAmount(StatementError):
    message = _("Line %(number)s: “%(amount)s” is not an amount.")


class NothingCameIn(StatementError):
    message = _("No line of the statement is incoming money.")


@dataclass(frozen=True)
class StatementLine:
    """Money that came in: `number` counts from 1 in the file; `date` and `text` are the bank's own words."""

    number: int
    date: str
    text: str
    amount: Decimal

    @property
    def reason(self) -> str:
        """How the line stands in the history of the order it paid."""
        return f"{self.date} {self.text}".strip()[:REASON_LENGTH]


@dataclass(frozen=True)
class Columns:
    date: int
    time: int | None
    amount: int
    texts: tuple[int, ...]
    direction: int | None


def read_statement(source: bytes | str) -> list[StatementLine]:
    """The incoming money, in the order of the file. Raises StatementError."""
    lines = re.split(r"\r\n|\r|\n", _decode(source))
    start, separator, columns = _find_header(lines)
    found = [
        line
        for number, cells in _rows(lines[start:], separator=separator, start=start)
        if (line := _read_row(number, cells, columns)) is not None
    ]
    if not found:
        raise NothingCameIn
    return found


def read_amount(text: str) -> Decimal | None:
    """`+1,234,500원` as 1234500; None for what is no amount. Outgoing money is negative."""
    bare = re.sub(r"\s|원$|₩|KRW|\+|'", "", _plain(text), flags=re.IGNORECASE)
    sign = -1 if bare.startswith(_MINUS) or bare.endswith("-") else 1
    bare = bare.strip("".join(_MINUS) + ")").removesuffix("원")
    if _COMMAS.fullmatch(bare):
        number = bare.replace(",", "")
    elif _POINTS.fullmatch(bare):
        number = bare.replace(".", "").replace(",", ".")
    else:
        return None
    return sign * Decimal(number) if len(number) <= _MOST_DIGITS else None


def _decode(source: bytes | str) -> str:
    if isinstance(source, str):
        size, text = len(source.encode(errors="replace")), source
    else:
        size, text = len(source), ""
    if size > MAX_BYTES:
        raise TooLarge
    if isinstance(source, bytes):
        text = _decode_bytes(source)
    if "\x00" in text:
        raise NotText
    return text.removeprefix("\ufeff")


def _decode_bytes(source: bytes) -> str:
    for encoding in ("utf-8", "cp949"):
        try:
            return source.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotText


def _find_header(lines: Sequence[str]) -> tuple[int, str, Columns]:
    """Where the rows begin, what separates their cells, and which cell is what."""
    missing = [_("date"), _("amount"), _("text")]
    for place, line in enumerate(lines[:HEADER_WITHIN]):
        for separator in SEPARATORS:
            # A header longer than a line may be is none.
            names = [
                _names(cell) for cell in next(csv.reader([line[:MAX_LINE_LENGTH]], delimiter=separator), [])
            ]
            columns, lacking = _recognise(names)
            if columns:
                return place + 1, separator, columns
            missing = min(missing, lacking, key=len)
    raise NoHeader(count=HEADER_WITHIN, missing=", ".join(str(name) for name in missing))


def _recognise(header: Sequence[frozenset[str]]) -> tuple[Columns | None, list]:
    date, amount = _first(header, DATES), _first(header, AMOUNTS)
    texts = tuple(place for place, names in enumerate(header) if names & TEXTS)
    if date is None or amount is None or not texts:
        found = [(date is not None, _("date")), (amount is not None, _("amount")), (bool(texts), _("text"))]
        return None, [name for is_there, name in found if not is_there]
    direction = _first(header, DIRECTIONS)
    return Columns(date, _first(header, TIMES), amount, texts, direction), []


def _first(header: Sequence[frozenset[str]], wanted: Sequence[str]) -> int | None:
    places = (place for name in wanted for place, names in enumerate(header) if name in names)
    return next(places, None)


def _names(cell: str) -> frozenset[str]:
    """`보낸분 / 받는분 (원)` is called 보낸분 and 받는분."""
    bare = re.sub(r"\([^)]*\)|[\s_*]", "", _plain(cell)).casefold()
    return frozenset(re.split(r"[/·]", bare))


def _rows(lines: Sequence[str], *, separator: str, start: int) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row that holds something."""
    reader = csv.reader(_short(lines, start=start), delimiter=separator, strict=True)
    count, number = 0, start + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BrokenLine(number=number) from error
        if sum(map(len, cells)) > MAX_LINE_LENGTH:
            raise LineTooLong(number=number, most=MAX_LINE_LENGTH)
        if any(cell.strip() for cell in cells):
            count += 1
            if count > MAX_LINES:
                raise TooManyLines(most=MAX_LINES)
            yield number, cells
        number = start + reader.line_num + 1


def _short(lines: Sequence[str], *, start: int) -> Iterator[str]:
    for number, line in enumerate(lines, start=start + 1):
        if len(line) > MAX_LINE_LENGTH:
            raise LineTooLong(number=number, most=MAX_LINE_LENGTH)
        yield f"{line}\n"


def _read_row(number: int, cells: Sequence[str], columns: Columns) -> StatementLine | None:
    """None for a row that is no incoming money: outgoing, empty, or the sum below all."""

    def cell(place: int | None) -> str:
        return _plain(cells[place]) if place is not None and place < len(cells) else ""

    date = f"{cell(columns.date)} {cell(columns.time)}".strip()
    written = cell(columns.amount)
    if (
        _is_outgoing(cell(columns.direction))
        or written in {"", *_MINUS}
        or not any(character.isdigit() for character in date)
    ):
        return None
    amount = read_amount(written)
    if amount is None:
        raise UnreadableAmount(number=number, amount=written[:40])
    # Some signs become many letters when they are written plainly.
    text = " ".join(filter(None, map(cell, columns.texts)))[:MAX_LINE_LENGTH]
    return StatementLine(number=number, date=date, text=text, amount=amount) if amount > 0 else None


def _is_outgoing(direction: str) -> bool:
    """`출금이체` and `Withdrawal (ATM)` are outgoing as well."""
    words = re.split(r"[\W_]+", direction.casefold())
    return "출금" in direction or not OUTGOING.isdisjoint(words)


def _plain(text: str) -> str:
    """Full-width letters and digits, and any run of blanks, as one would type them."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
