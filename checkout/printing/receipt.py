"""The receipt as a PDF."""

from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from checkout.printing.facts import Row
from checkout.printing.paper import (
    BARE,
    BODY,
    HAIRLINE,
    HEADING,
    INK,
    NUMBER,
    SMALL,
    SMALL_NUMBER,
    STRONG,
    STRONG_NUMBER,
    TITLE,
    WIDTH,
    PaperStart,
    bind,
    stack,
    write,
)
from checkout.printing.receipt_facts import Receipt

# Object, quantity, price, total; the sums stand in the right half.
COLUMNS = (WIDTH - 80 * mm, 16 * mm, 32 * mm, 32 * mm)


def draw_receipt(receipt: Receipt) -> bytes:
    title = f"{receipt.title} {receipt.number}"
    story: list[Flowable] = [PaperStart(f"{title} · {receipt.shop.name}"), _head(receipt)]
    if receipt.warning:
        story.append(write(receipt.warning, STRONG))
    story += [_parties(receipt), Spacer(0, 6 * mm), _lines(receipt), _sums(receipt)]
    story += _money(receipt)
    story += _deeds(receipt)
    return bind(story=story, title=title, author=receipt.shop.name)


def _head(receipt: Receipt) -> Table:
    left = [write(receipt.title, TITLE), write(receipt.number, STRONG)]
    right = [write(receipt.shop.name, STRONG_NUMBER), *stack(receipt.shop.lines, SMALL_NUMBER)]
    return Table([[left, right]], colWidths=[WIDTH / 2] * 2, style=BARE, spaceAfter=4 * mm)


def _parties(receipt: Receipt) -> Table:
    place = [write(_("Where it goes"), SMALL), *stack(receipt.place)]
    dates = [write(f"{row.label}: {row.text}", NUMBER) for row in receipt.dates]
    return Table(
        [[place, dates]], colWidths=[WIDTH * 0.6, WIDTH * 0.4], style=BARE, spaceBefore=2 * mm, splitInRow=1
    )


def _lines(receipt: Receipt) -> Table:
    head = [write(_("Object"), SMALL), write(_("Pieces"), SMALL_NUMBER)]
    rows: list[list] = [[*head, write(_("Price"), SMALL_NUMBER), write(_("Total"), SMALL_NUMBER)]]
    for line in receipt.lines:
        label = " · ".join(filter(None, [line.option, line.sku]))
        rows.append(
            [
                [write(line.title, STRONG), write(label, SMALL)],
                write(str(line.quantity), NUMBER),
                write(line.unit_price, NUMBER),
                write(line.total, NUMBER),
            ]
        )
    style = [*BARE, ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK), ("LINEBELOW", (0, 1), (-1, -1), 0.4, HAIRLINE)]
    return Table(rows, colWidths=COLUMNS, repeatRows=1, style=style)


def _sums(receipt: Receipt) -> KeepTogether:
    rows = [_sum_row(row) for row in receipt.sums]
    rows.append(_strong_row(receipt.total))
    rows += [[write(row.label, SMALL), write(row.text, SMALL_NUMBER)] for row in receipt.taxes]
    line = len(receipt.sums)
    style = [*BARE, ("LINEABOVE", (0, line), (-1, line), 0.8, INK)]
    sums = Table(
        rows, colWidths=[WIDTH / 2 - 34 * mm, 34 * mm], style=style, hAlign="RIGHT", spaceBefore=3 * mm
    )
    return KeepTogether([sums])


def _money(receipt: Receipt) -> list[Flowable]:
    if not receipt.movements:
        return []
    rows = [[write(m.when), write(m.what), write(m.way), write(m.amount, NUMBER)] for m in receipt.movements]
    movements = Table(
        rows,
        colWidths=[38 * mm, 38 * mm, WIDTH - 110 * mm, 34 * mm],
        style=[*BARE, ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIRLINE)],
    )
    story: list[Flowable] = [write(_("Payments"), HEADING), movements]
    if len(receipt.balance) > 1:
        last = len(receipt.balance) - 1
        balance = Table(
            [*map(_sum_row, receipt.balance[:-1]), _strong_row(receipt.balance[-1])],
            colWidths=[WIDTH / 2 - 34 * mm, 34 * mm],
            style=[*BARE, ("LINEABOVE", (0, last), (-1, last), 0.8, INK)],
            hAlign="RIGHT",
            spaceBefore=3 * mm,
        )
        story.append(KeepTogether([balance]))
    return story


def _deeds(receipt: Receipt) -> list[Flowable]:
    if not receipt.deeds:
        return []
    rows = [
        [
            write(deed.amount, STRONG),
            [write(deed.statement, BODY), write(_("Checked by %(who)s") % {"who": deed.verifier}, SMALL)],
        ]
        for deed in receipt.deeds
    ]
    deeds = Table(rows, colWidths=[50 * mm, WIDTH - 50 * mm], style=BARE)
    story: list[Flowable] = [write(_("What this order does"), HEADING), deeds]
    if receipt.check_address:
        story.append(
            write(_("Anybody may check this at %(address)s") % {"address": receipt.check_address}, SMALL)
        )
    return story


def _sum_row(row: Row) -> list[Flowable]:
    return [write(row.label), write(row.text, NUMBER)]


def _strong_row(row: Row) -> list[Flowable]:
    return [write(row.label, STRONG), write(row.text, STRONG_NUMBER)]
