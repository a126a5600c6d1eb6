"""Packing slips as a PDF, each beginning on a page of its own."""

from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, PageBreak, Spacer, Table

from checkout.printing.barcode import Barcode
from checkout.printing.paper import (
    BARE,
    BODY,
    HAIRLINE,
    INK,
    SMALL,
    SMALL_NUMBER,
    STRONG,
    TITLE,
    WIDTH,
    PaperStart,
    bind,
    stack,
    write,
)
from checkout.printing.slip_facts import Slip, SlipLine

PLACE = ParagraphStyle("place", BODY, fontSize=13, leading=18)
COUNT = ParagraphStyle("count", TITLE, alignment=1, fontSize=18, leading=22)
MODULE = 0.28 * mm
PICTURE = (16 * mm, 20 * mm)
# Box, pieces, picture, what it is.
COLUMNS = (14 * mm, 20 * mm, 20 * mm, WIDTH - 54 * mm)


class Bars(Flowable):
    def __init__(self, barcode: Barcode, height: float = 14 * mm):
        super().__init__()
        self.barcode, self.height = barcode, height
        self.width = barcode.width * MODULE

    def draw(self):
        for bar in self.barcode.bars:
            self.canv.rect(bar.x * MODULE, 0, bar.width * MODULE, self.height, stroke=0, fill=1)


class TickBox(Flowable):
    def __init__(self, side: float = 9 * mm):
        super().__init__()
        self.width = self.height = side

    def draw(self):
        self.canv.setLineWidth(1.2)
        self.canv.rect(0, 0, self.width, self.height)


def draw_packing_slips(slips: Sequence[Slip]) -> bytes:
    story: list[Flowable] = []
    for slip in slips:
        story += [PageBreak()] if story else []
        story += _draw_slip(slip)
    if not story:
        story = [PaperStart(""), write(_("Nothing waits to be packed."))]
    title = (
        _("Packing slip %(number)s") % {"number": slips[0].number} if len(slips) == 1 else _("Packing slips")
    )
    return bind(story=story, title=title, author=slips[0].shop_name if slips else "")


def _draw_slip(slip: Slip) -> list[Flowable]:
    name = _("Packing slip %(number)s") % {"number": slip.number}
    head = [write(_("Packing slip"), TITLE), write(slip.number, STRONG), write(slip.shop_name, SMALL)]
    bars = Bars(slip.barcode)
    story: list[Flowable] = [
        PaperStart(name),
        Table([[head, bars]], colWidths=[WIDTH - bars.width, bars.width], style=BARE),
        Spacer(0, 5 * mm),
        _where_and_how(slip),
    ]
    if slip.is_part:
        story.append(write(_("Only what is still to be sent: the rest has left or was given up."), STRONG))
    return [*story, Spacer(0, 4 * mm), _lines(slip)]


def _where_and_how(slip: Slip) -> Table:
    place = [write(_("Where it goes"), SMALL), *stack(slip.place, PLACE), write(slip.phone, PLACE)]
    how = [write(_("Shipping"), SMALL), write(slip.shipping, STRONG)]
    how += [write(_("Ordered"), SMALL), write(slip.placed)]
    how += [write(_("Pieces"), SMALL), write(str(slip.pieces), STRONG)]
    if slip.note:
        how += [write(_("Note"), SMALL), write(slip.note, STRONG)]
    return Table([[place, how]], colWidths=[WIDTH * 0.6, WIDTH * 0.4], style=BARE, splitInRow=1)


def _lines(slip: Slip) -> Table:
    head = [
        "",
        write(_("Pieces"), ParagraphStyle("middle", SMALL_NUMBER, alignment=1)),
        "",
        write(_("Object"), SMALL),
    ]
    rows: list[list] = [head, *[_line(line) for line in slip.lines]]
    style = [
        *BARE,
        ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, HAIRLINE),
    ]
    return Table(rows, colWidths=COLUMNS, repeatRows=1, style=style, splitInRow=1)


def _line(line: SlipLine) -> list:
    what = [write(line.title, STRONG)]
    if line.option:
        what.append(write(line.option))
    what.append(write(line.sku, STRONG))
    if line.quantity != line.ordered:
        what.append(write(_("of %(ordered)s ordered") % {"ordered": line.ordered}, SMALL))
    return [TickBox(), write(str(line.quantity), COUNT), _picture(line), what]


def _picture(line: SlipLine) -> Flowable | str:
    if line.picture is None:
        return ""
    try:
        with line.picture.file.storage.open(line.picture.file.name) as file:
            return Image(BytesIO(file.read()), *PICTURE)
    except OSError:
        # The slip is of use without a picture that is missing from the store.
        return ""
