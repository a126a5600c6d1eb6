"""The table as it is written down: which answer each visitor gets at each address by each method.

A block of a table is one address or several, and below it the answers:

    /orders/{number}/receipt/
        GET HEAD                 404  200  404  404  404  404  404
        *                        405

The columns are VISITORS in their order; one answer stands for all seven, and `*` for every method not named above it. What is in
braces is filled in from what `rooms.furnish` makes. An answer is a status or one of these words:

    login   redirected to the log-in, which leads back to this address
    proof   redirected to saying the password again
    desk    redirected to the admin's first page, which says that this is not allowed
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
VISITORS = ("anonymous", "owner", "another", "editor", "marketer", "operator", "shop_owner")
TABLES = Path(__file__).parent / "tables"

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """`answers` has one cell for each visitor, by method."""

    address: str
    answers: Mapping[str, Cells]


def read_table(*names: str) -> list[Row]:
    return [row for name in names for row in _read(TABLES / f"{name}.txt")]


def read_all() -> list[Row]:
    return read_table(*(file.stem for file in sorted(TABLES.glob("*.txt"))))


def write_answers(answers: Mapping[str, Cells]) -> str:
    """As they would stand in a table."""
    groups: dict[Cells, list[str]] = {}
    for method in METHODS:
        groups.setdefault(answers[method], []).append(method)
    most = max(groups.values(), key=len)
    rest = most if len(most) > 1 else None
    lines = [_write_line(methods, cells) for cells, methods in groups.items() if methods is not rest]
    return "".join(
        [*lines, *(_write_line(["*"], cells) for cells, methods in groups.items() if methods is rest)]
    )


def _write_line(methods: list[str], cells: Cells) -> str:
    shown = cells[:1] if len(set(cells)) == 1 else cells
    return f"    {' '.join(methods):<24} {' '.join(f'{cell:<5}' for cell in shown)}".rstrip() + "\n"


def _read(file: Path) -> Iterator[Row]:
    addresses: list[str] = []
    lines: list[str] = []
    for line in file.read_text().splitlines():
        text = line.partition("#")[0].rstrip()
        if text.startswith(" "):
            lines.append(text)
        elif text:
            if lines:
                yield from _rows(addresses, lines)
                addresses, lines = [], []
            addresses.append(text)
    yield from _rows(addresses, lines)


def _rows(addresses: list[str], lines: list[str]) -> Iterator[Row]:
    answers: dict[str, Cells] = {}
    for line in lines:
        answers |= _read_line(line, already=answers)
    if set(answers) != set(METHODS):
        raise ValueError(f"{addresses}: not every method is answered")
    yield from (Row(address, answers) for address in addresses)


def _read_line(line: str, *, already: Mapping[str, Cells]) -> dict[str, Cells]:
    words = line.split()
    methods = [word for word in words if word == "*" or word in METHODS]
    cells = tuple(words[len(methods) :])
    if len(cells) == 1:
        cells *= len(VISITORS)
    if methods == ["*"]:
        methods = [method for method in METHODS if method not in already]
    if len(cells) != len(VISITORS) or not methods or already.keys() & set(methods):
        raise ValueError(f"not a line of answers: {line}")
    return dict.fromkeys(methods, cells)
