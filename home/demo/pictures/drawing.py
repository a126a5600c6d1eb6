"""From a named `Picture` to an image."""

import random
import zlib
from collections.abc import Callable

from PIL import Image

from home.demo.pictures import (
    logos,
    portraits,
    scenery,
    scenes_care,
    scenes_land,
    scenes_rooms,
    scenes_town,
    scenes_water,
    stage,
)
from home.demo.pictures.canvas import Sheet
from home.demo.pictures.inks import CLAY, KEY, PAPER, THIRD, Rgb, brightness, parse_colour
from home.demo.pictures.pen import Pen
from home.demo.shapes import Picture

SCENES: dict[str, Callable[[Pen, random.Random], None]] = {
    **scenes_water.SCENES,
    **scenes_land.SCENES,
    **scenes_town.SCENES,
    **scenes_rooms.SCENES,
    **scenes_care.SCENES,
}


class UnknownMotif(LookupError):
    """No picture of this kind carries this name."""


def forms() -> tuple[str, ...]:
    """The motifs a `product` picture may have."""
    return tuple(stage.FORMS)


def motifs() -> tuple[str, ...]:
    """The motifs a `scene` picture may have."""
    return tuple(SCENES)


def draw(picture: Picture, *, accent: str, scale: float = 1.0) -> Image.Image:
    """An RGB print of `picture`, the same for the same arguments.

    Products are 1200 x 1500, scenes 1600 x 1067, portraits 800 x 800 and logos 600 x 600 at `scale` 1.
    A product's seed modulo 3 is its view (whole, close-up, several); seeds 0 to 2, 3 to 5 and so on share
    a wall and a print. Raises UnknownMotif for a name that is not in `forms()` or `motifs()`, and for a
    logo that is not one or two letters of the Latin alphabet.
    """
    room = parse_colour(picture.accent or accent)
    third = parse_colour(picture.second) if picture.second else CLAY
    paint = {"product": _product, "scene": _scene, "portrait": _portrait, "logo": _logo}[picture.kind]
    return paint(picture, room, third, scale).printed(_print_seed(picture))


def _product(picture: Picture, room: Rgb, third: Rgb, scale: float) -> Sheet:
    form = stage.FORMS.get(picture.motif)
    if form is None:
        raise UnknownMotif(f"No product form is called {picture.motif!r}.")
    sheet = Sheet(stage.SIZE, scale, room, third)
    pen = Pen.on(sheet)
    if picture.second:
        pen.body = THIRD
    pen.line = KEY if brightness(third if picture.second else room) > 0.62 else PAPER
    stage.show(pen, form, picture.seed, coloured=bool(picture.second))
    return sheet


def _scene(picture: Picture, room: Rgb, third: Rgb, scale: float) -> Sheet:
    scene = SCENES.get(picture.motif)
    if scene is None:
        raise UnknownMotif(f"No scene is called {picture.motif!r}.")
    sheet = Sheet((scenery.WIDTH, scenery.HEIGHT), scale, room, third)
    pen = Pen.on(sheet)
    if picture.seed % 2:
        pen = pen.at(scenery.WIDTH, 0, flip=True)
    scene(pen, random.Random(picture.seed))
    return sheet


def _portrait(picture: Picture, room: Rgb, third: Rgb, scale: float) -> Sheet:
    sheet = Sheet(portraits.SIZE, scale, room, third)
    portraits.portrait(Pen.on(sheet), picture.seed)
    return sheet


def _logo(picture: Picture, room: Rgb, third: Rgb, scale: float) -> Sheet:
    if not logos.can_draw(picture.motif):
        raise UnknownMotif(f"A logo is one or two letters from A to Z, not {picture.motif!r}.")
    sheet = Sheet(logos.SIZE, scale, room, third)
    logos.logo(Pen.on(sheet), picture.motif, picture.seed)
    return sheet


def _print_seed(picture: Picture) -> int:
    return zlib.crc32(f"{picture.kind} {picture.motif} {picture.seed}".encode())
