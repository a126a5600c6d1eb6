"""Forms of the kitchen and the table. Origin: the middle of the foot."""

import random

from home.demo.pictures import ornaments, paths
from home.demo.pictures.form import Form
from home.demo.pictures.inks import ACCENT, FAINT, KEY, MID, PAPER, SHADE, SLATE, SOLID_KEY, TINT, Ink
from home.demo.pictures.pen import Pen


def mug(pen: Pen, rng: random.Random) -> None:
    for reach, lift in ((0, 0), (30, -54), (-36, -40)):
        pen.stroke(
            [
                (reach, -470 + lift),
                (reach + 22, -520 + lift),
                (reach - 8, -566 + lift),
                (reach + 16, -610 + lift),
            ],
            9,
            MID,
            bend=True,
        )
    pen.stroke([(170, -330), (280, -330), (310, -220), (260, -130), (150, -96)], 48, pen.body, bend=True)
    body = paths.trace("M-200 -410 L200 -410 L180 -54 Q176 0 126 0 L-126 0 Q-176 0 -180 -54 Z")
    pen.solid(body, pen.body, dx=52)
    with pen.inside(body) as inner:
        rng.choice((ornaments.waves, ornaments.dots, ornaments.branch, ornaments.stripes))(
            inner, -180, -320, 320, 220, pen.line
        )
    pen.oval(0, -410, 200, 44, PAPER)
    pen.oval(0, -406, 178, 33, SLATE)
    pen.oval(14, -398, 150, 24, SOLID_KEY)


def bowl(pen: Pen, rng: random.Random) -> None:
    pen.path("M-110 -40 L110 -40 L96 0 L-96 0 Z", pen.body)
    pen.path("M-110 -40 L110 -40 L96 0 L-96 0 Z", SHADE)
    body = paths.trace(
        "M-320 -300 L320 -300 C312 -130 200 -30 100 -30 L-100 -30 C-200 -30 -312 -130 -320 -300"
    )
    pen.solid(body, pen.body, dx=56, dy=18)
    with pen.inside(body) as inner:
        if rng.random() < 0.5:
            for row, level in enumerate((-226, -196, -166)):
                inner.stroke(paths.oval(0, level - 60, 330, 66, 20, 160), 9 if row != 1 else 16, pen.line)
        else:
            inner.marks((-290, -220, 580, 150), 34, rng, pen.line, 62, 9, 90)
    pen.oval(0, -300, 320, 76, PAPER)
    pen.oval(0, -294, 294, 62, pen.pale)
    for x, y, size in ((-120, -310, 52), (-20, -330, 64), (96, -312, 56), (30, -288, 46), (-70, -284, 40)):
        pen.disc(x, y, size, ACCENT if (x // 10) % 2 else MID)
        pen.fill(paths.leaf(x, y - size, 56, -60, 0.3), KEY)
    front = paths.oval(0, -300, 320, 76, 0, 180)
    pen.fill([*front, *reversed(paths.oval(0, -294, 294, 62, 0, 180))], PAPER)
    with pen.inside(body) as inner:
        inner.fill([*paths.oval(0, -288, 318, 72, 0, 180), (-320, -200), (320, -200)], pen.body)
        inner.stroke(paths.oval(0, -262, 320, 76, 8, 172), 10, pen.line)


def plate(pen: Pen, rng: random.Random) -> None:
    pen.path("M-210 0 L-170 -110 L-140 -110 L-160 0 Z", SOLID_KEY)
    pen.path("M210 0 L170 -110 L140 -110 L160 0 Z", SOLID_KEY)
    pen.solid(paths.oval(0, -330, 310, 310), pen.body, dx=30, dy=16)
    pen.disc(0, -330, 210, PAPER)
    pen.disc(0, -330, 200, pen.pale)
    for step in range(24):
        petal = pen.at(0, -330, 1, step * 15)
        petal.gouge(0, -260, 56, 90, 17, pen.line)
    with pen.inside(paths.oval(0, -330, 170, 170)) as inner:
        rng.choice(ornaments.PRINTS)(inner, -130, -460, 260, 260, pen.body)
    pen.box(-220, -26, 440, 26, SOLID_KEY, 6)


def cutlery(pen: Pen, rng: random.Random) -> None:
    tools = ((-150, -7), (0, 0), (150, 7))
    for number, (x, angle) in enumerate(tools):
        tool = pen.at(x, 0, 1, angle)
        ink: Ink = SLATE
        tool.path("M-17 -120 L-20 -380 L-12 -470 L12 -470 L20 -380 L17 -120 Z", ink)
        if number == 0:
            tool.path(
                "M-46 -690 L-46 -560 Q-46 -470 -12 -460 L12 -460 Q46 -470 46 -560 L46 -690 L30 -690 L30 -580 "
                "L12 -580 L12 -690 L-12 -690 L-12 -580 L-30 -580 L-30 -690 Z",
                ink,
            )
        elif number == 1:
            tool.path(
                "M0 -720 C54 -720 64 -640 58 -590 C50 -530 20 -500 14 -460 L-14 -460 C-20 -500 -50 -530 "
                "-58 -590 C-64 -640 -54 -720 0 -720",
                ink,
            )
            tool.stroke(paths.oval(0, -610, 34, 70, 150, 260), 6, PAPER)
        else:
            tool.path("M-22 -460 L-26 -620 C-26 -690 0 -720 26 -724 L22 -460 Z", ink)
    cloth = paths.trace("M-270 -380 L270 -360 L262 -20 Q262 0 240 0 L-240 0 Q-262 0 -262 -20 Z")
    pen.solid(cloth, pen.body, dx=40)
    ornaments.stitches(pen, [(-244, -352), (244, -334)], pen.line)
    ornaments.stitches(pen, [(-88, -340), (-84, -24)], pen.line)
    ornaments.stitches(pen, [(88, -336), (84, -24)], pen.line)
    pen.box(-290, -210, 580, 26, SOLID_KEY)
    pen.path("M-20 -210 L-80 -130 L-50 -120 L4 -190 L60 -110 L86 -126 L26 -210 Z", SOLID_KEY)


def filter_jug(pen: Pen, rng: random.Random) -> None:
    pen.stroke([(190, -600), (330, -590), (340, -380), (300, -200), (180, -150)], 40, pen.body, bend=True)
    glass = paths.trace(
        "M-290 -650 L-210 -610 L220 -610 L200 -40 Q198 0 158 0 L-158 0 Q-198 0 -200 -40 L-214 -520 Q-220 -580 -290 -650"
    )
    pen.fill(glass, PAPER)
    with pen.inside(glass) as inner:
        inner.box(-300, -330, 620, 330, MID)
        inner.oval(0, -330, 210, 24, TINT)
        inner.marks((-150, -280, 260, 240), 16, rng, PAPER, 66, 7)
        inner.box(130, -640, 90, 640, FAINT)
        inner.path("M-150 -600 L150 -600 L120 -420 L-120 -420 Z", TINT)
        inner.path("M-70 -420 L70 -420 L62 -230 L-62 -230 Z", SLATE)
        for y in (-390, -350, -310, -270):
            inner.box(-54, y, 108, 10, PAPER)
    pen.stroke([*glass, glass[0]], 7, KEY)
    pen.box(-226, -650, 456, 52, pen.body, 14)
    pen.box(-60, -690, 120, 44, SOLID_KEY, 10)


def jar(pen: Pen, rng: random.Random) -> None:
    glass = _jar_glass(pen)
    with pen.inside(glass) as inner:
        inner.box(-230, -400, 460, 400, pen.body)
        for number in range(70):
            x = -210 + 420 * ((number * 0.618 + rng.uniform(-0.02, 0.02)) % 1)
            y = -412 + 400 * (number + 0.5) / 70
            inner.oval(x, y, 26, 19, pen.body)
            inner.gouge(x, y, 30, rng.uniform(-40, 40), 7, pen.line)
        inner.box(150, -520, 90, 520, FAINT)
    pen.stroke([*glass, glass[0]], 7, KEY)
    ornaments.label(pen, 0, -220, 230, 200, rng)
    _jar_lid(pen, SOLID_KEY)


def honey_jar(pen: Pen, rng: random.Random) -> None:
    glass = _jar_glass(pen)
    with pen.inside(glass) as inner:
        inner.box(-230, -440, 460, 440, pen.body)
        inner.fill(
            paths.smooth([(-230, -440), (-100, -452), (60, -430), (230, -446), (230, -400), (-230, -400)]),
            pen.body,
        )
        inner.box(140, -520, 100, 520, SHADE)
        for x, length in ((-176, 300), (-150, 200)):
            inner.gouge(x, -230, length, 90, 15, pen.line)
    pen.stroke([*glass, glass[0]], 7, KEY)
    pen.fill(
        paths.smooth([(-120, -250), (-60, -354), (60, -354), (120, -250), (60, -146), (-60, -146)]), PAPER
    )
    _bee(pen.at(0, -250, 1, -12))
    cloth = paths.trace(
        "M-190 -640 Q0 -690 190 -640 L250 -506 L206 -524 L176 -500 L120 -522 L70 -496 L10 -520 L-50 -496 "
        "L-104 -520 L-160 -498 L-204 -522 L-250 -504 Z"
    )
    pen.solid(cloth, PAPER, dx=40)
    with pen.inside(cloth) as inner:
        for step in range(-5, 6):
            inner.stroke([(step * 40, -690), (step * 54, -490)], 7, ACCENT)
        for y in (-650, -610, -570, -530):
            inner.stroke([(-260, y), (260, y)], 7, ACCENT)
    pen.box(-214, -562, 428, 16, SOLID_KEY, 8)


def _bee(pen: Pen) -> None:
    pen.oval(-16, -46, 26, 42, MID)
    pen.oval(30, -44, 26, 42, MID)
    with pen.inside(paths.oval(4, 10, 66, 38)) as inner:
        inner.box(-80, -40, 160, 100, ACCENT)
        for x in (-26, 6, 38):
            inner.box(x, -40, 15, 100, KEY)
    pen.disc(-66, 8, 22, SOLID_KEY)


def _jar_glass(pen: Pen) -> list[tuple[float, float]]:
    glass = paths.trace(
        "M-170 -520 L170 -520 Q220 -500 220 -440 L220 -50 Q220 0 170 0 L-170 0 Q-220 0 -220 -50 "
        "L-220 -440 Q-220 -500 -170 -520"
    )
    pen.fill(glass, PAPER)
    return glass


def _jar_lid(pen: Pen, ink: Ink) -> None:
    pen.box(-190, -610, 380, 96, ink, 14)
    for x in range(-160, 180, 32):
        pen.box(x - 3, -586, 6, 60, PAPER)


FORMS = {
    "mug": Form(mug, 560, 660, focus=(40, -270)),
    "bowl": Form(bowl, 660, 440, focus=(0, -260)),
    "plate": Form(plate, 640, 650, focus=(60, -380)),
    "cutlery": Form(cutlery, 580, 740, focus=(0, -480)),
    "filter_jug": Form(filter_jug, 660, 700, focus=(-60, -460)),
    "jar": Form(jar, 460, 620, focus=(0, -360)),
    "honey_jar": Form(honey_jar, 520, 680, focus=(0, -400)),
}
