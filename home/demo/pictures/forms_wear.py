"""Clothes. What hangs is drawn downwards from the hook at (0, 0); the rest stands on its foot."""

import random

from home.demo.pictures import ornaments, paths
from home.demo.pictures.form import Form
from home.demo.pictures.inks import FAINT, KEY, MID, PAPER, SHADE, SOLID_KEY
from home.demo.pictures.pen import Pen


def _hanger(pen: Pen, foot: float, half: float) -> None:
    pen.stroke([(-16, 30), (0, 8), (16, 26), (0, 56), (0, foot - 40)], 9, KEY, bend=True)
    pen.stroke([(-half, foot), (0, foot - 44), (half, foot)], 16, KEY)


def t_shirt(pen: Pen, rng: random.Random) -> None:
    _hanger(pen, 128, 200)
    shirt = paths.trace(
        "M-110 96 C-60 150 60 150 110 96 L190 124 Q240 140 262 186 L348 380 L226 440 L196 376 C206 500 204 620 210 760 "
        "Q0 784 -210 760 C-204 620 -206 500 -196 376 L-226 440 L-348 380 L-262 186 Q-240 140 -190 124 Z"
    )
    pen.solid(shirt, pen.body, dx=30)
    pen.stroke(paths.trace("M-110 96 C-60 150 60 150 110 96"), 16, pen.line)
    pen.stroke([(-196, 376), (-180, 250)], 5, pen.line)
    pen.stroke([(196, 376), (180, 250)], 5, pen.line)
    ornaments.stitches(pen, [(-206, 736), (0, 752), (206, 736)], pen.line)
    rng.choice(ornaments.PRINTS)(pen, -110, 250, 220, 220, pen.line)


def raincoat(pen: Pen, rng: random.Random) -> None:
    pen.disc(0, 20, 18, SOLID_KEY)
    pen.path("M-210 180 L-330 540 L-222 580 L-150 330 Z", pen.body)
    pen.path("M210 180 L330 540 L222 580 L150 330 Z", pen.body)
    pen.path("M210 180 L330 540 L222 580 L150 330 Z", SHADE)
    coat = paths.trace("M-130 150 Q0 110 130 150 L220 190 L280 800 Q0 840 -280 800 L-220 190 Z")
    pen.solid(coat, pen.body, dx=40)
    hood = paths.trace("M0 20 C130 20 170 120 140 210 Q0 270 -140 210 C-170 120 -130 20 0 20")
    pen.fill(hood, pen.body)
    pen.fill(hood, SHADE)
    pen.fill(paths.oval(0, 140, 92, 86), SOLID_KEY)
    pen.path("M-92 150 Q0 250 92 150 L120 214 Q0 290 -120 214 Z", pen.body)
    pen.stroke([(0, 256), (0, 812)], 6, pen.line)
    for y in (330, 430, 530, 630):
        pen.disc(24, y, 15, pen.line)
    for x in (-200, 90):
        pen.box(x, 570, 116, 34, pen.line, 6)
        pen.box(x + 7, 577, 102, 20, pen.body, 4)
    for x, y in ((-300, 180), (300, 130), (-250, 60), (340, 330), (230, 40), (-360, 360)):
        pen.fill(paths.drop(x, y, 15), MID)


def apron(pen: Pen, rng: random.Random) -> None:
    pen.stroke([(-118, 250), (-96, 110), (0, 10), (96, 110), (118, 250)], 22, KEY, bend=True)
    pen.stroke([(-250, 440), (-330, 520), (-318, 640), (-350, 740)], 20, KEY, bend=True)
    pen.stroke([(250, 440), (330, 500), (326, 620), (352, 700)], 20, KEY, bend=True)
    cloth = paths.trace(
        "M-140 236 L140 236 C150 340 190 410 260 430 L262 800 Q0 824 -262 800 L-260 430 "
        "C-190 410 -150 340 -140 236"
    )
    pen.solid(cloth, pen.body, dx=34)
    pen.box(-140, 236, 280, 26, pen.line)
    pen.box(-150, 520, 300, 170, FAINT)
    ornaments.stitches(pen, [(-150, 520), (-150, 690), (150, 690), (150, 520)], pen.line)
    pen.box(-150, 512, 300, 20, pen.line)
    ornaments.stitches(pen, [(0, 536), (0, 684)], pen.line)
    rng.choice(ornaments.PRINTS)(pen, -80, 300, 160, 160, pen.line)


def scarf(pen: Pen, rng: random.Random) -> None:
    pen.disc(0, 14, 26, SOLID_KEY)
    for side, x, length in ((-1, -66, 800), (1, 70, 690)):
        tail = paths.smooth(
            [
                (x - 74, 40),
                (x - 96, 240),
                (x - 84, 500),
                (x - 104, length),
                (x + 82, length),
                (x + 70, 500),
                (x + 84, 240),
                (x + 40, 20),
            ]
        )
        for step in range(9):
            fx = x - 92 + step * 20
            pen.stroke([(fx, length - 10), (fx + rng.uniform(-5, 5), length + 64)], 8, pen.body)
        pen.solid(tail, pen.body, dx=26 * side if side > 0 else 26)
        with pen.inside(tail) as inner:
            for row in range(5):
                y = length - 70 - row * (26 + row * 12)
                inner.box(x - 120, y, 240, 20, pen.line)
            inner.marks((x - 50, 90, 90, 300), 16, rng, pen.line, 50, 6, 88)
    loop = paths.trace("M-140 120 C-110 -20 110 -20 150 120 C110 60 -90 60 -140 120")
    pen.fill(loop, pen.body)
    pen.fill(loop, FAINT)


def socks(pen: Pen, rng: random.Random) -> None:
    bands = rng.choice((4, 5, 6))
    for x, angle in ((120, 8), (-90, -4)):
        sock = pen.at(x, -14, 1, angle)
        shape = paths.trace(
            "M-90 -640 L80 -640 L86 -260 C90 -210 130 -190 200 -160 C270 -130 260 0 170 0 L-10 0 "
            "C-90 0 -104 -70 -96 -150 Z"
        )
        sock.solid(shape, pen.body, dx=26)
        with sock.inside(shape) as inner:
            inner.box(-110, -640, 220, 74, pen.line)
            for tick in range(-90, 100, 18):
                inner.box(tick, -640, 6, 74, pen.body)
            for band in range(bands):
                inner.box(-110, -530 + band * 48, 220, 22, pen.line)
            inner.fill(paths.oval(-90, -30, 110, 110), pen.line)
            inner.fill(paths.oval(250, -50, 110, 130), pen.line)
        sock.stroke([*shape, shape[0]], 4, PAPER)


def hat(pen: Pen, rng: random.Random) -> None:
    brim = paths.trace("M-350 -70 C-300 -170 300 -170 350 -70 C300 20 -300 20 -350 -70")
    pen.solid(brim, pen.body, dx=0, dy=30)
    crown = paths.trace(
        "M-196 -110 C-206 -230 -180 -370 -110 -384 C-40 -400 40 -400 110 -384 C180 -370 206 -230 196 -110 "
        "C100 -70 -100 -70 -196 -110"
    )
    pen.solid(crown, pen.body, dx=46)
    with pen.inside(crown) as inner:
        for row in range(10):
            level = -330 + row * 22
            inner.marks((-190, level, 340, 6), 9, rng, pen.line, 30, 5, 0)
        inner.fill(
            paths.smooth([(-220, -190), (0, -150), (220, -190), (220, -106), (0, -66), (-220, -106)]),
            SOLID_KEY,
        )
    pen.marks((-290, -100, 560, 80), 18, rng, pen.line, 46, 5, 0)
    pen.path("M150 -170 L260 -60 L214 -62 L196 -22 L130 -130 Z", SOLID_KEY)


def bracelet(pen: Pen, rng: random.Random) -> None:
    stand = paths.trace("M-120 -380 L120 -380 L150 0 L-150 0 Z")
    pen.fill(paths.trace("M-260 0 L-230 -60 L230 -60 L260 0 Z"), SOLID_KEY)
    pen.solid(stand, (0, 0.12, 0), dx=60)
    pen.oval(0, -380, 120, 32, PAPER)
    back = paths.oval(0, -230, 250, 110, 190, 350)
    pen.stroke(back, 8, KEY)
    pen.path("M-131 -260 L131 -260 L138 -160 L-138 -160 Z", (0, 0.12, 0))
    pen.path("M72 -260 L131 -260 L138 -160 L78 -160 Z", SHADE)
    beads = paths.oval(0, -230, 250, 110, 200, -20)[::-1]
    for number in range(22):
        turn = -22 + number * (224 / 21)
        x, y = paths.oval(0, -230, 250, 110, turn, turn + 40)[0]
        size = 31 + 5 * ((y + 230) / 110)
        ink = (pen.body, PAPER, pen.body, SOLID_KEY)[number % 4]
        pen.disc(x, y, size, ink)
        pen.ring(x, y, size, size, 4, KEY)
        pen.stroke(paths.oval(x, y, size * 0.6, size * 0.6, 190, 260), 5, KEY if ink == PAPER else PAPER)
    x, y = beads[len(beads) // 2]
    pen.stroke([(0, -96), (0, -60)], 6, KEY)
    pen.fill(paths.drop(0, -34, 24), MID)


FORMS = {
    "t_shirt": Form(t_shirt, 720, 790, focus=(0, 300), hangs=True),
    "raincoat": Form(raincoat, 700, 830, focus=(0, 330), hangs=True),
    "apron": Form(apron, 720, 820, focus=(0, 470), hangs=True),
    "scarf": Form(scarf, 400, 870, focus=(0, 560), hangs=True),
    "socks": Form(socks, 640, 680, focus=(20, -380)),
    "hat": Form(hat, 720, 420, focus=(40, -220)),
    "bracelet": Form(bracelet, 580, 420, focus=(0, -190)),
}
