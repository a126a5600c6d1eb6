"""A table as a file for a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

# A spreadsheet would run what begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"


class _Echo:
    def write(self, line: str) -> str:
        return line


def answer_with_csv(*, name: str, header: Sequence, rows: Iterable[Sequence]) -> StreamingHttpResponse:
    """`name`.csv, in UTF-8 with a byte order mark; a text that reads as a formula gets an apostrophe before it."""
    answer = StreamingHttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _lines(header: Sequence, rows: Iterable[Sequence]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(header)
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def harmless(cell):
    """A text that a spreadsheet would take for a formula gets an apostrophe before it; telephone numbers stay."""
    is_formula = isinstance(cell, str) and cell.startswith(FORMULA) and not cell[1:].isdigit()
    return f"'{cell}" if is_formula else cell
