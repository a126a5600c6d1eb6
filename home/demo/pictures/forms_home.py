"""Light and green for a room."""

import random

from home.demo.pictures import ornaments, paths
from home.demo.pictures.form import Form
from home.demo.pictures.inks import ACCENT, DEEP, KEY, PAPER, SOLID_KEY, STRONG
from home.demo.pictures.pen import Pen


def lamp(pen: Pen, rng: random.Random) -> None:
    pen.path("M-150 -500 L150 -500 L330 -40 L-330 -40 Z", (0, 0.3, 0))
    pen.solid(paths.trace("M-170 0 Q-170 -50 -120 -50 L120 -50 Q170 -50 170 0 Z"), SOLID_KEY, dx=0)
    pen.box(-13, -520, 26, 480, KEY)
    pen.disc(0, -490, 62, PAPER)
    pen.ring(0, -490, 62, 62, 5, ACCENT)
    shade = paths.trace("M-104 -760 Q0 -790 104 -760 L236 -500 Q0 -450 -236 -500 Z")
    pen.solid(shade, pen.body, dx=46)
    with pen.inside(shade) as inner:
        if rng.random() < 0.5:
            for step in range(-6, 7):
                inner.stroke([(step * 16, -790), (step * 44, -450)], 5, pen.line)
        else:
            inner.stroke(paths.trace("M-250 -540 Q0 -490 250 -540"), 16, pen.line)
            inner.stroke(paths.trace("M-130 -740 Q0 -760 130 -740"), 8, pen.line)
    pen.box(-24, -800, 48, 34, SOLID_KEY, 8)
    pen.stroke([(96, -480), (96, -380)], 5, KEY)
    pen.disc(96, -368, 13, KEY)


def plant_pot(pen: Pen, rng: random.Random) -> None:
    for number, (angle, length) in enumerate(
        ((-90, 430), (-122, 400), (-58, 390), (-150, 320), (-32, 330), (-106, 300), (-74, 290))
    ):
        ink = (STRONG, ACCENT, DEEP)[number % 3]
        blade = pen.at(0, -300, 1, angle + rng.uniform(-4, 4))
        blade.stroke([(0, 0), (length * 0.5, 0)], 10, ink)
        blade.fill(paths.leaf(length * 0.3, 0, length * 0.72, 0, 0.3), ink)
        blade.gouge(length * 0.66, 0, length * 0.56, 0, 9, PAPER)
        for vein in (0.5, 0.64, 0.78):
            blade.gouge(length * vein + 16, -24, 54, -48, 6, PAPER)
            blade.gouge(length * vein + 16, 24, 54, 48, 6, PAPER)
    pot = paths.trace("M-200 -260 L200 -260 L156 -26 Q150 0 120 0 L-120 0 Q-150 0 -156 -26 Z")
    pen.solid(pot, pen.body, dx=50)
    with pen.inside(pot) as inner:
        rng.choice((ornaments.waves, ornaments.stripes, ornaments.dots))(
            inner, -190, -180, 360, 140, pen.line
        )
    pen.solid(paths.box(-226, -320, 452, 84, 10), pen.body, dx=54)
    pen.stroke([(-220, -234), (220, -234)], 6, KEY)


FORMS = {
    "lamp": Form(lamp, 680, 800, focus=(40, -580)),
    "plant_pot": Form(plant_pot, 640, 780, focus=(0, -420)),
}
