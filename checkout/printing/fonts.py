"""The type of printed papers: letters of Europe from one font, Korean from another, both inside the PDF."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"
REGULAR = "Print"
BOLD = "Print-Bold"
MISSING = "□"
HANGUL_OF = {REGULAR: "Print-Hangul", BOLD: "Print-Hangul-Bold"}
FILES = {
    REGULAR: "noto-sans-regular.ttf",
    BOLD: "noto-sans-bold.ttf",
    HANGUL_OF[REGULAR]: "museum-hangul-regular.ttf",
    HANGUL_OF[BOLD]: "museum-hangul-bold.ttf",
}


@cache
def load_fonts() -> None:
    """Makes the fonts known to reportlab; reads their files once in a process."""
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, FOLDER / file))


def as_markup(text: str, font: str = REGULAR) -> str:
    """`text` for a paragraph set in `font`: nothing in it is a tag, and Korean stands in the Korean font."""
    return "".join(
        escape(run) if name == font else f'<font name="{name}">{escape(run)}</font>'
        for name, run in runs_of(text, font)
    )


def runs_of(text: str, font: str = REGULAR) -> Iterator[tuple[str, str]]:
    """The longest pieces of `text` that one font can print, with its name.

    What no font here has is shown as an empty square: whoever reads the paper sees that a letter is missing.
    """
    load_fonts()
    latin = pdfmetrics.getFont(font).face.charToGlyph
    hangul = pdfmetrics.getFont(HANGUL_OF[font]).face.charToGlyph
    known = [c if ord(c) in latin or ord(c) in hangul else MISSING for c in text]
    for is_latin, run in groupby(known, lambda character: ord(character) in latin):
        yield font if is_latin else HANGUL_OF[font], "".join(run)
