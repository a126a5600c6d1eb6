"""Forms of the bathroom shelf. Origin: the middle of the foot; y runs downwards, so things stand at y < 0."""

import random

from home.demo.pictures import ornaments, paths
from home.demo.pictures.form import Form
from home.demo.pictures.inks import ACCENT, DEEP, KEY, MID, PAPER, SHADE, SOLID_KEY, STONE
from home.demo.pictures.pen import Pen


def soap_bar(pen: Pen, rng: random.Random) -> None:
    for x in (-250, 170):
        pen.box(x, -36, 80, 36, STONE, 6)
    pen.box(-330, -58, 660, 28, SOLID_KEY, 10)
    side = paths.trace("M-290 -230 L-290 -130 Q-290 -56 -210 -56 L210 -56 Q290 -56 290 -130 L290 -230 Z")
    pen.fill(side, pen.body)
    pen.fill(side, SHADE)
    top = paths.trace(
        "M-190 -330 L190 -330 Q290 -330 290 -236 Q290 -150 200 -150 L-200 -150 Q-290 -150 -290 -236 Q-290 -330 -190 -330"
    )
    pen.fill(top, pen.body)
    pen.stroke(paths.box(-214, -300, 428, 122, 60), 6, pen.line)
    pen.fill(paths.drop(0, -226, 24), pen.line)
    pen.marks((-150, -290, 60, 100), 5, rng, pen.line, 44, 6)
    pen.marks((120, -290, 60, 100), 5, rng, pen.line, 44, 6)
    for x, y, r in ((-226, -352, 44), (-156, -388, 28), (-262, -404, 20), (232, -346, 30), (-206, -446, 13)):
        pen.disc(x, y, r, PAPER)
        pen.ring(x, y, r, r, 5, ACCENT)
        pen.stroke(paths.oval(x, y, r * 0.6, r * 0.6, 200, 270), 5, ACCENT)


def bottle(pen: Pen, rng: random.Random) -> None:
    body = paths.trace(
        "M-64 -640 L64 -640 L64 -600 C64 -540 150 -540 150 -440 L150 -40 Q150 0 110 0 L-110 0 Q-150 0 -150 -40 "
        "L-150 -440 C-150 -540 -64 -540 -64 -600 Z"
    )
    pen.solid(body, pen.body, dx=44)
    pen.box(-78, -740, 156, 108, SOLID_KEY, 14)
    pen.stroke(paths.oval(0, -748, 52, 50, 180, 360), 18, KEY)
    for x in (-48, -16, 16, 48):
        pen.box(x - 3, -722, 6, 72, PAPER)
    ornaments.label(pen, -8, -260, 210, 250, rng)
    pen.marks((-122, -500, 10, 90), 3, rng, pen.line, 60, 8, 90)


def toothbrush(pen: Pen, rng: random.Random) -> None:
    for x, angle, ink in ((-40, -15, MID), (46, 14, pen.body)):
        brush = pen.at(x, -120, 1, angle)
        brush.fill(
            paths.trace(
                "M-17 60 L-22 -240 C-22 -330 -14 -360 -16 -400 L-20 -560 Q0 -590 20 -560 L16 -400 "
                "C14 -360 22 -330 22 -240 L17 60 Z"
            ),
            ink,
        )
        side = -1 if angle > 0 else 1
        for row in range(6):
            y = -560 + row * 25
            brush.box(18 if side > 0 else -76, y, 58, 20, PAPER if row % 2 else STONE, 4)
        brush.stroke([(0, -230), (0, -330)], 6, PAPER if ink != MID else KEY)
    cup = paths.trace("M-150 -330 L150 -330 L126 -26 Q122 0 92 0 L-92 0 Q-122 0 -126 -26 Z")
    pen.solid(cup, PAPER, dx=46)
    pen.stroke(
        paths.trace("M-150 -330 L150 -330 L126 -26 Q122 0 92 0 L-92 0 Q-122 0 -126 -26 Z L-150 -330"), 6, KEY
    )
    with pen.inside(cup) as inner:
        rng.choice((ornaments.waves, ornaments.stripes, ornaments.dots))(inner, -150, -250, 300, 170, ACCENT)


def sponge(pen: Pen, rng: random.Random) -> None:
    pen.box(-290, -110, 580, 110, DEEP, 34)
    pen.marks((-270, -96, 540, 84), 46, rng, PAPER, 34, 4, 30)
    foam = paths.trace(
        "M-280 -300 Q-300 -340 -250 -344 C-120 -372 -30 -330 60 -350 C150 -368 220 -356 262 -342 Q300 -330 288 -280 "
        "C276 -220 296 -160 290 -120 L-290 -104 C-304 -180 -268 -220 -280 -300"
    )
    pen.solid(foam, pen.body, dx=26, dy=10)
    with pen.inside(foam) as inner:
        for number in range(34):
            x = -270 + 540 * ((number * 0.618 + 0.1) % 1)
            y = -336 + 220 * (number + 0.5) / 34
            r = rng.uniform(6, 21)
            inner.oval(x, y, r * 1.15, r * 0.85, SHADE)
            inner.oval(x + 3, y + 3, r * 0.9, r * 0.62, pen.line if number % 4 == 0 else SHADE)
    pen.stroke([(200, -346), (190, -440), (260, -500), (310, -430), (236, -346)], 10, KEY, bend=True)


def candle(pen: Pen, rng: random.Random) -> None:
    for radius, ink in ((190, (0, 0.12, 0)), (120, (0, 0.26, 0))):
        pen.disc(0, -560, radius, ink)
    pen.fill(paths.drop(0, -545, 44), ACCENT)
    pen.fill(paths.drop(2, -530, 21), PAPER)
    pen.stroke([(0, -440), (3, -505)], 9, KEY, bend=True)
    glass = paths.trace("M-190 -440 L190 -440 L190 -36 Q190 0 154 0 L-154 0 Q-190 0 -190 -36 Z")
    pen.solid(glass, pen.body, dx=50)
    pen.oval(0, -440, 190, 40, PAPER)
    pen.oval(0, -434, 164, 28, pen.pale)
    pen.stroke([(0, -432), (0, -470)], 9, KEY)
    ornaments.label(pen, -10, -210, 230, 230, rng)


def tin(pen: Pen, rng: random.Random) -> None:
    pen.disc(90, -250, 246, pen.body)
    pen.disc(90, -250, 214, PAPER)
    pen.disc(90, -250, 200, pen.body)
    with pen.inside(paths.oval(90, -250, 186, 186)) as inner:
        rng.choice(ornaments.PRINTS)(inner, -60, -410, 300, 300, pen.line)
    low = paths.trace("M-330 -150 L-330 -50 C-330 16 90 16 90 -50 L90 -150 Z")
    pen.solid(low, STONE, dx=60)
    for x in range(-300, 80, 40):
        pen.stroke([(x, -96), (x, -40)], 4, PAPER)
    pen.oval(-120, -150, 210, 56, PAPER)
    pen.ring(-120, -150, 210, 56, 6, KEY)
    pen.oval(-120, -146, 184, 42, pen.pale)
    pen.stroke(paths.smooth([(-230, -150), (-150, -168), (-90, -138), (-20, -150)], False), 8, PAPER)


FORMS = {
    "soap_bar": Form(soap_bar, 680, 480, focus=(40, -230)),
    "bottle": Form(bottle, 380, 800, focus=(0, -330)),
    "toothbrush": Form(toothbrush, 500, 720, focus=(40, -480)),
    "sponge": Form(sponge, 640, 500, focus=(-40, -240)),
    "candle": Form(candle, 460, 740, focus=(0, -420)),
    "tin": Form(tin, 700, 500, focus=(60, -240)),
}
