"""From a named `Picture` to an image."""

import zlib

from PIL import Image

from home.demo.pictures import stage
from home.demo.pictures.canvas import Sheet
from home.demo.pictures.inks import CLAY, KEY, PAPER, THIRD, brightness, parse_colour
from home.demo.pictures.pen import Pen
from home.demo.shapes import Picture


class UnknownMotif(LookupError):
    """No picture of this kind carries this name."""


def forms() -> tuple[str, ...]:
    """The motifs a `product` picture may have."""
    return tuple(stage.FORMS)


def draw(picture: Picture, *, accent: str, scale: float = 1.0) -> Image.Image:
    """An RGB print of `picture`, the same for the same arguments.

    Products are 1200 x 1500, scenes 1600 x 1067, portraits 800 x 800 and logos 600 x 600 at `scale` 1.
    A product's seed modulo 3 is its view (whole, close-up, several); seeds 0 to 2, 3 to 5 and so on share
    a wall and a print. Raises UnknownMotif for a name that is not in `forms()` or `motifs()`.
    """
    room = parse_colour(picture.accent or accent)
    return _product(picture, room, scale)


def _product(picture: Picture, room: tuple[int, int, int], scale: float) -> Image.Image:
    form = stage.FORMS.get(picture.motif)
    if form is None:
        raise UnknownMotif(f"No product form is called {picture.motif!r}.")
    third = parse_colour(picture.second) if picture.second else CLAY
    sheet = Sheet(stage.SIZE, scale, room, third)
    pen = Pen.on(sheet)
    if picture.second:
        pen.body = THIRD
    pen.line = KEY if brightness(third if picture.second else room) > 0.62 else PAPER
    stage.show(pen, form, picture.seed, coloured=bool(picture.second))
    return sheet.printed(_print_seed(picture))


def _print_seed(picture: Picture) -> int:
    return zlib.crc32(f"{picture.kind} {picture.motif} {picture.seed}".encode())
