"""What all printed papers share: the sheet, its type, its foot with "page 2 of 3", and that it can be made again."""

from collections import Counter
from collections.abc import Iterable
from io import BytesIO

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from checkout.printing.fonts import BOLD, REGULAR, as_markup, load_fonts

INK = HexColor("#1d1a17")
SOFT = HexColor("#5d554c")
HAIRLINE = HexColor("#b9b0a4")
MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
FOOT = 10 * mm
# reportlab's own, inside the margins.
FRAME_PADDING = 6

BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=9.5, leading=13, textColor=INK)
SMALL = ParagraphStyle("small", BODY, fontSize=8, leading=11, textColor=SOFT)
STRONG = ParagraphStyle("strong", BODY, fontName=BOLD)
TITLE = ParagraphStyle("title", BODY, fontName=BOLD, fontSize=20, leading=25)
HEADING = ParagraphStyle(
    "heading", STRONG, fontSize=11, leading=15, spaceBefore=16, spaceAfter=4, keepWithNext=1
)
NUMBER = ParagraphStyle("number", BODY, alignment=TA_RIGHT)
STRONG_NUMBER = ParagraphStyle("strong number", STRONG, alignment=TA_RIGHT)
SMALL_NUMBER = ParagraphStyle("small number", SMALL, alignment=TA_RIGHT)


class PaperStart(Flowable):
    """From here on the pages belong to the paper of this name, and are counted from one."""

    def __init__(self, name: str):
        super().__init__()
        self.name = name

    def wrap(self, _width, _height):
        return 0, 0

    def draw(self):
        self.canv.paper = self.name


class PagedCanvas(Canvas):
    """Holds its pages back until it knows how many there are."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.paper = ""
        self._held: list[dict] = []

    def showPage(self):  # noqa: N802 the name is reportlab's
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        pages = Counter(held["paper"] for held in self._held)
        counted: Counter = Counter()
        for held in self._held:
            self.__dict__.update(held)
            counted[self.paper] += 1
            self._draw_foot(counted[self.paper], pages[self.paper])
            super().showPage()
        super().save()

    def _draw_foot(self, page: int, pages: int) -> None:
        count = _("page %(page)s of %(pages)s") % {"page": page, "pages": pages}
        row = [write(self.paper, SMALL), write(count, SMALL_NUMBER)]
        foot = Table(
            [row],
            colWidths=[WIDTH * 0.75, WIDTH * 0.25],
            style=[*BARE, ("LINEABOVE", (0, 0), (-1, 0), 0.4, HAIRLINE)],
        )
        foot.wrapOn(self, WIDTH, FOOT)
        foot.drawOn(self, MARGIN, FOOT)


BARE = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def write(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    return Paragraph(as_markup(text, style.fontName), style)


def stack(lines: Iterable[str], style: ParagraphStyle = BODY) -> list[Paragraph]:
    return [write(line, style) for line in lines]


def bind(*, story: list[Flowable], title: str, author: str) -> bytes:
    """The PDF; the same story gives the same bytes."""
    load_fonts()
    file = BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN - FRAME_PADDING,
        rightMargin=MARGIN - FRAME_PADDING,
        topMargin=MARGIN,
        bottomMargin=MARGIN + FOOT / 2,
        title=title,
        author=author,
        creator=author,
        lang=get_language() or "",
        invariant=1,
        displayDocTitle=True,
    )
    document.build(story, canvasmaker=PagedCanvas)
    return file.getvalue()
