"""Forms of the pantry: bags, packets, boxes. Origin: the middle of the foot."""

import random

from home.demo.pictures import ornaments, paths
from home.demo.pictures.form import Form
from home.demo.pictures.inks import ACCENT, FAINT, KEY, MID, PAPER, SHADE, SOLID_KEY, STONE
from home.demo.pictures.pen import Pen


def pouch(pen: Pen, rng: random.Random) -> None:
    bag = paths.trace(
        "M-210 -650 L210 -650 L216 -560 L240 -60 Q242 0 190 0 L-190 0 Q-242 0 -240 -60 L-216 -560 Z"
    )
    pen.solid(bag, pen.body, dx=46)
    with pen.inside(bag) as inner:
        inner.box(-260, -650, 520, 60, pen.line)
        inner.box(-260, -636, 520, 10, pen.body)
        inner.box(-260, -616, 520, 10, pen.body)
        inner.fill(paths.oval(0, 20, 260, 90, 180, 360), SHADE)
    ornaments.label(pen, 0, -400, 260, 230, rng)
    pen.fill(paths.oval(0, -170, 90, 66), PAPER)
    with pen.inside(paths.oval(0, -170, 80, 57)) as inner:
        inner.box(-90, -240, 180, 140, MID)
        for number in range(26):
            x = -84 + 168 * ((number * 0.618) % 1)
            inner.oval(x, -230 + 120 * number / 26, 15, 10, ACCENT if number % 3 else KEY)


def coffee_bag(pen: Pen, rng: random.Random) -> None:
    pen.path("M190 -640 L236 -600 L236 0 L190 0 Z", pen.body)
    pen.path("M190 -640 L236 -600 L236 0 L190 0 Z", SHADE)
    bag = paths.trace("M-220 -640 L200 -640 L204 0 L-216 0 Q-230 -320 -220 -640")
    pen.solid(bag, pen.body, dx=30)
    pen.path("M-230 -720 L210 -720 L206 -600 L-226 -600 Z", pen.body)
    pen.path("M-230 -720 L210 -720 L206 -600 L-226 -600 Z", SHADE)
    pen.box(-250, -676, 480, 30, SOLID_KEY, 6)
    pen.box(-150, -470, 290, 350, PAPER)
    for x, y, angle in ((-50, -340, -30), (40, -300, 24)):
        _bean(pen.at(x, y, 1, angle))
    pen.box(-90, -214, 170, 10, KEY)
    pen.box(-60, -188, 110, 7, KEY)
    pen.box(-110, -160, 210, 5, ACCENT)
    pen.disc(-6, -534, 20, KEY)
    pen.disc(-6, -534, 8, PAPER)


def _bean(pen: Pen) -> None:
    pen.oval(0, 0, 50, 74, ACCENT)
    pen.stroke([(6, -68), (-16, -20), (14, 20), (-6, 68)], 9, PAPER, bend=True)


def tea_tin(pen: Pen, rng: random.Random) -> None:
    pen.solid(paths.trace("M-190 -500 L190 -500 L190 -30 C190 20 -190 20 -190 -30 Z"), pen.body, dx=60)
    pen.path("M-198 -640 L198 -640 L198 -500 C198 -458 -198 -458 -198 -500 Z", SOLID_KEY)
    pen.oval(0, -640, 198, 42, STONE)
    pen.oval(0, -644, 160, 30, PAPER)
    pen.box(-34, -690, 68, 46, SOLID_KEY, 10)
    with pen.inside(paths.box(-130, -410, 240, 330)) as inner:
        inner.box(-130, -410, 240, 330, PAPER)
        ornaments.sprig(inner, -10, -150, 220, ACCENT, 3)
        inner.box(-80, -128, 140, 9, KEY)
        inner.box(-50, -106, 80, 6, KEY)
    pen.marks((-176, -430, 20, 340), 7, rng, pen.line, 40, 7, 90)


def seed_packet(pen: Pen, rng: random.Random) -> None:
    packet = paths.trace("M-210 -620 L210 -620 L210 0 L-210 0 Z")
    pen.solid(packet, PAPER, dx=24)
    with pen.inside(packet) as inner:
        inner.box(-210, -620, 420, 116, pen.body)
        inner.box(-130, -584, 260, 16, pen.line)
        inner.box(-80, -550, 160, 9, pen.line)
        inner.fill(paths.oval(0, 20, 330, 150, 180, 360), SOLID_KEY)
        inner.marks((-200, -96, 400, 90), 22, rng, PAPER, 20, 6)
        inner.disc(96, -410, 54, MID)
        stem = paths.smooth([(0, -110), (-8, -230), (10, -330)], False)
        inner.stroke(stem, 14, ACCENT)
        for y, length, angle in ((-200, 170, -30), (-220, 170, -152), (-320, 130, -50), (-320, 140, -128)):
            inner.fill(paths.leaf(4, y, length, angle, 0.34), ACCENT)
            inner.gouge(4, y, 10, angle, 4, PAPER)
    pen.stroke([*packet, packet[0]], 5, KEY)
    pen.path("M-210 -620 L210 -620 L180 -676 L-180 -676 Z", pen.body)
    pen.path("M-210 -620 L210 -620 L180 -676 L-180 -676 Z", SHADE)
    for x, y, angle in (
        (260, -14, 20),
        (300, -26, -40),
        (246, -36, 70),
        (330, -8, 0),
        (-270, -10, 30),
        (286, -6, 60),
    ):
        pen.at(x, y, 1, angle).oval(0, 0, 20, 10, SOLID_KEY)


def chocolate_bar(pen: Pen, rng: random.Random) -> None:
    bar = pen.at(0, -20, 1, 7)
    bar.box(-200, -700, 400, 380, SOLID_KEY, 12)
    for row in range(3):
        for column in range(3):
            x, y = -186 + column * 127, -688 + row * 112
            bar.box(x, y, 118, 102, (0.72, 0.5, 0), 8)
            bar.path(f"M{x + 14} {y + 88} L{x + 14} {y + 14} L{x + 104} {y + 14}", (0.72, 0.5, 0))
            bar.stroke([(x + 16, y + 84), (x + 16, y + 16), (x + 102, y + 16)], 5, STONE)
    foil = [(-214.0, -430.0)]
    foil += [
        (-214 + step * 428 / 12, -430 - (34 if step % 2 else 0) - rng.uniform(0, 12)) for step in range(1, 13)
    ]
    bar.fill([*foil, (214, -330), (-214, -330)], PAPER)
    bar.fill([*foil[6:], (214, -330), (60, -330)], FAINT)
    bar.solid(paths.trace("M-220 -390 L220 -390 L220 0 L-220 0 Z"), bar.body, dx=24)
    ornaments.label(bar, 0, -196, 250, 230, rng)
    for y in (-378, -20):
        bar.box(-220, y, 440, 8, bar.line)


def box(pen: Pen, rng: random.Random) -> None:
    pen.solid(paths.trace("M-300 -400 L180 -400 L180 0 L-300 0 Z"), pen.body, dx=20)
    pen.path("M180 -400 L310 -460 L310 -70 L180 0 Z", pen.body)
    pen.path("M180 -400 L310 -460 L310 -70 L180 0 Z", SHADE)
    pen.path("M180 -400 L310 -460 L310 -70 L180 0 Z", FAINT)
    pen.path("M-300 -400 L-170 -460 L310 -460 L180 -400 Z", pen.soft)
    pen.path("M-110 -400 L20 -460 L80 -460 L-50 -400 Z", PAPER)
    pen.path("M-110 -400 L-50 -400 L-50 0 L-110 0 Z", PAPER)
    pen.path("M20 -460 C-150 -640 -210 -500 -10 -440 Z", PAPER)
    pen.path("M20 -460 C160 -650 250 -520 20 -440 Z", PAPER)
    pen.path("M0 -456 C-90 -560 -140 -490 -14 -446 Z", ACCENT)
    pen.path("M24 -456 C100 -560 160 -510 30 -446 Z", ACCENT)
    pen.disc(10, -452, 24, SOLID_KEY)
    ornaments.label(pen, 70, -170, 150, 170, rng)
    pen.marks((-280, -370, 150, 340), 14, rng, pen.line, 34, 6, 90)


FORMS = {
    "pouch": Form(pouch, 500, 660, focus=(0, -340)),
    "coffee_bag": Form(coffee_bag, 500, 730, focus=(0, -420)),
    "tea_tin": Form(tea_tin, 420, 700, focus=(0, -440)),
    "seed_packet": Form(seed_packet, 640, 690, focus=(0, -330)),
    "chocolate_bar": Form(chocolate_bar, 520, 740, focus=(0, -440)),
    "box": Form(box, 640, 600, focus=(20, -380)),
}
