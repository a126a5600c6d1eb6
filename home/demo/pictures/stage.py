"""How an object is shown: wall, plinth or rail, and one of three views of it."""

import random

from home.demo.pictures import (
    forms_bath,
    forms_carry,
    forms_home,
    forms_kitchen,
    forms_pantry,
    forms_paper,
    forms_wear,
    ornaments,
    paths,
)
from home.demo.pictures.form import Form
from home.demo.pictures.inks import ACCENT, BREATH, KEY, MID, PAPER, SHADE, SOLID_KEY, TINT, Ink, at_strength
from home.demo.pictures.pen import Pen

SIZE = (1200, 1500)
FORMS: dict[str, Form] = {
    **forms_bath.FORMS,
    **forms_kitchen.FORMS,
    **forms_pantry.FORMS,
    **forms_wear.FORMS,
    **forms_carry.FORMS,
    **forms_paper.FORMS,
    **forms_home.FORMS,
}

_FOOT = 1196
_RAIL = 236
_ALONE = (780, 860)


def show(pen: Pen, form: Form, seed: int, coloured: bool) -> None:
    """View `seed` modulo 3: the whole object, a close-up, several together; the rest of the seed varies the wall."""
    view, variant = seed % 3, seed // 3
    rng = random.Random(variant)
    wall = rng.randrange(4)
    print_seed = rng.randrange(1000)
    if view == 1:
        _close_up(pen, form, wall, print_seed, seed)
        return
    _wall(pen, (wall + (1 if view == 2 else 0)) % 4)
    if form.hangs:
        _rail(pen)
        _hang(pen, form, print_seed, several=view == 2)
        return
    foot = _FOOT if view == 2 else _foot(form)
    _plinth(pen.at(0, foot - _FOOT), ACCENT if coloured else (SOLID_KEY if wall == 2 else MID))
    _stand(pen, form, print_seed, foot, several=view == 2)


def _foot(form: Form) -> float:
    """Low things stand on a higher plinth, so that every object hangs around eye level."""
    return min(float(_FOOT), max(1030, 740 + form.height * _zoom(form, *_ALONE) / 2))


def _wall(pen: Pen, which: int) -> None:
    if which == 0:
        pen.box(0, 0, 1200, 1500, BREATH)
        pen.disc(600, 690, 440, TINT)
    elif which == 1:
        pen.fill(paths.trace("M190 1500 L190 610 C190 60 1010 60 1010 610 L1010 1500 Z"), TINT)
    elif which == 2:
        pen.box(0, 0, 1200, 1500, TINT)
        pen.disc(770, 520, 330, PAPER)
    else:
        pen.box(0, 0, 1200, 1500, BREATH)
        pen.path("M0 0 L820 0 L380 1500 L0 1500 Z", TINT)


def _plinth(pen: Pen, front: Ink) -> None:
    pen.path("M150 1240 L1050 1240 L990 1160 L210 1160 Z", PAPER)
    pen.box(150, 1240, 900, 500, front)
    pen.box(150, 1240, 900, 5, KEY)
    ornaments.museum_card(pen, 880, 1312)


def _rail(pen: Pen) -> None:
    pen.box(0, 1330, 1200, 170, PAPER)
    pen.box(0, 1330, 1200, 5, KEY)
    pen.box(140, _RAIL - 14, 920, 18, SOLID_KEY, 9)
    for x in (170, 1030):
        pen.box(x - 8, _RAIL - 60, 16, 60, KEY)
        pen.disc(x, _RAIL - 62, 20, SOLID_KEY)


def _zoom(form: Form, width: float, height: float) -> float:
    return min(width / form.width, height / form.height, 1.4)


def _stand(pen: Pen, form: Form, print_seed: int, foot: float, several: bool) -> None:
    if not several:
        zoom = _zoom(form, *_ALONE)
        _shadow(pen, 600, foot, form.width * zoom)
        form.draw(pen.at(600, foot, zoom), random.Random(print_seed))
        return
    if form.width > form.height * 1.15:
        _steps(pen, form, print_seed, foot)
        return
    zoom = _zoom(form, 440, 560)
    step = min(270, form.width * zoom * 0.62)
    for dx, dy, size, strength in ((-step, -12, 0.86, 0.7), (step, -16, 0.8, 0.5), (0.0, 22, 1.0, 1.0)):
        _shadow(pen, 600 + dx, foot + dy, form.width * zoom * size)
        ink = at_strength(pen.body, strength)
        form.draw(pen.at(600 + dx, foot + dy, zoom * size, flip=dx < 0, body=ink), random.Random(print_seed))


def _steps(pen: Pen, form: Form, print_seed: int, foot: float) -> None:
    """Low, wide things stand on a block and before it rather than side by side."""
    zoom = _zoom(form, 500, 520)
    level = foot - 300
    pen.path(f"M170 {level + 22} L670 {level + 22} L646 {level - 22} L194 {level - 22} Z", PAPER)
    pen.box(170, level + 22, 500, 290, at_strength(ACCENT, 0.32))
    pen.box(590, level + 22, 80, 290, SHADE)
    pen.box(170, level + 22, 500, 4, KEY)
    for x, y, strength in ((420.0, level, 0.7), (760.0, foot + 16, 1.0)):
        _shadow(pen, x, y, form.width * zoom)
        form.draw(pen.at(x, y, zoom, body=at_strength(pen.body, strength)), random.Random(print_seed))


def _shadow(pen: Pen, x: float, foot: float, width: float) -> None:
    pen.fill(paths.oval(x + width * 0.1, foot, width * 0.5, 22), SHADE)


def _hang(pen: Pen, form: Form, print_seed: int, several: bool) -> None:
    if not several:
        zoom = _zoom(form, 800, 960)
        form.draw(pen.at(600, _RAIL, zoom), random.Random(print_seed))
        return
    zoom = _zoom(form, 560, 780)
    step = min(250, form.width * zoom * 0.5)
    back = at_strength(pen.body, 0.55)
    form.draw(pen.at(600 + step, _RAIL, zoom, 2, body=back), random.Random(print_seed))
    form.draw(pen.at(600 - step * 0.8, _RAIL, zoom, -2), random.Random(print_seed))


def _close_up(pen: Pen, form: Form, wall: int, print_seed: int, seed: int) -> None:
    rng = random.Random(seed)
    pen.box(0, 0, 1200, 1500, TINT if wall % 2 else BREATH)
    pen.disc(rng.choice((240, 960)), rng.choice((360, 1100)), 520, PAPER if wall % 2 else TINT)
    zoom = _zoom(form, 720, 820) * rng.uniform(1.75, 2.05)
    x, y = form.focus
    frame = pen.at(600, 760, zoom, rng.choice((-7, 6, 9)), flip=False).at(-x, -y)
    form.draw(frame, random.Random(print_seed))
