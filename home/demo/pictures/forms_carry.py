"""Things that carry things: bags, baskets, wallets."""

import random

from home.demo.pictures import ornaments, paths
from home.demo.pictures.form import Form
from home.demo.pictures.inks import FAINT, KEY, MID, PAPER, SOLID_KEY, TINT
from home.demo.pictures.pen import Pen


def tote_bag(pen: Pen, rng: random.Random) -> None:
    pen.stroke(
        [(-120, 350), (-104, 160), (-50, 40), (20, 20), (90, 60), (130, 180), (140, 350)],
        26,
        pen.soft,
        bend=True,
    )
    pen.stroke(
        [(-140, 360), (-130, 170), (-70, 20), (0, 4), (70, 20), (130, 170), (140, 360)],
        30,
        pen.body,
        bend=True,
    )
    bag = paths.trace(
        "M-270 330 Q0 346 270 330 L300 800 Q302 830 270 832 Q0 846 -270 832 Q-302 830 -300 800 Z"
    )
    pen.solid(bag, pen.body, dx=42)
    pen.stroke(paths.trace("M-272 362 Q0 378 272 362"), 5, pen.line)
    for x in (-140, 140):
        pen.box(x - 20, 346, 40, 50, pen.body)
        ornaments.stitches(pen, [(x - 16, 350), (x + 16, 392)], pen.line)
        ornaments.stitches(pen, [(x + 16, 350), (x - 16, 392)], pen.line)
    rng.choice(ornaments.PRINTS)(pen, -140, 450, 280, 280, pen.line)


def backpack(pen: Pen, rng: random.Random) -> None:
    pen.stroke([(-70, -660), (-60, -740), (60, -740), (70, -660)], 26, KEY, bend=True)
    for side in (-1, 1):
        pen.stroke(
            [(side * 200, -560), (side * 296, -430), (side * 290, -200), (side * 230, -60)],
            44,
            KEY,
            bend=True,
        )
    body = paths.trace(
        "M-230 -450 C-230 -620 -150 -690 0 -690 C150 -690 230 -620 230 -450 L250 -60 Q250 0 190 0 "
        "L-190 0 Q-250 0 -250 -60 Z"
    )
    pen.solid(body, pen.body, dx=44)
    pen.stroke(paths.trace("M-190 -330 C-190 -560 -120 -630 0 -630 C120 -630 190 -560 190 -330"), 8, pen.line)
    pen.box(176, -372, 28, 60, SOLID_KEY, 10)
    pocket = paths.trace(
        "M-180 -280 Q0 -310 180 -280 L190 -70 Q190 -40 160 -40 L-160 -40 Q-190 -40 -190 -70 Z"
    )
    pen.fill(pocket, FAINT)
    pen.stroke([*pocket, pocket[0]], 6, pen.line)
    pen.stroke([(-160, -236), (160, -236)], 7, pen.line)
    pen.box(-80, -520, 160, 120, pen.line, 8)
    ornaments.emblem(pen, 0, -460, 38, rng)
    pen.box(-40, -206, 80, 50, SOLID_KEY, 8)


def wallet(pen: Pen, rng: random.Random) -> None:
    for x, y, angle, ink in ((-60, -360, -5, TINT), (-20, -330, -2, PAPER)):
        card = pen.at(x, y, 1, angle)
        card.box(-200, -90, 400, 240, ink, 18)
        card.box(-170, -66, 90, 14, KEY)
        card.box(-170, -40, 150, 8, KEY)
    back = paths.trace("M-310 -330 Q-310 -360 -280 -360 L280 -350 Q310 -350 310 -320 L310 0 L-310 0 Z")
    front = paths.trace("M-310 -310 L310 -290 L310 -30 Q310 0 280 0 L-280 0 Q-310 0 -310 -30 Z")
    del back
    pen.solid(front, pen.body, dx=26, dy=10)
    ornaments.stitches(pen, [(-286, -288), (286, -270), (286, -24), (-286, -24), (-286, -288)], pen.line)
    tab = paths.trace("M310 -210 L150 -210 Q100 -210 100 -158 Q100 -106 150 -106 L310 -106 Z")
    pen.solid(tab, pen.body, dx=0, dy=14)
    pen.stroke(tab, 5, pen.line)
    pen.disc(158, -158, 25, pen.line)
    pen.disc(158, -158, 12, SOLID_KEY)
    ornaments.emblem(pen, -170, -150, 44, rng)


def basket(pen: Pen, rng: random.Random) -> None:
    pen.stroke(paths.oval(0, -330, 250, 330, 180, 360), 36, SOLID_KEY)
    ornaments_row = ((-150, 66), (-40, 78), (80, 70), (180, 54))
    for number, (x, size) in enumerate(ornaments_row):
        pen.disc(x, -350, size, MID if number % 2 else (0, 0.75, 0))
        pen.fill(paths.leaf(x, -350 - size, 60, -50, 0.34), KEY)
    body = paths.trace("M-310 -340 Q0 -310 310 -340 L250 -40 Q244 0 206 0 L-206 0 Q-244 0 -250 -40 Z")
    pen.solid(body, pen.body, dx=50)
    with pen.inside(body) as inner:
        for row in range(7):
            y = -306 + row * 44
            for column in range(-6, 7):
                x = column * 56 + (28 if row % 2 else 0)
                inner.stroke([(x - 20, y + 24), (x, y + 12), (x + 20, y + 24)], 11, pen.line, bend=True)
    pen.stroke(paths.trace("M-316 -340 Q0 -310 316 -340"), 34, pen.body)
    for step in range(-9, 10):
        pen.gouge(step * 33, -325 - abs(step) * 1.6, 40, 62, 8, pen.line)


def blanket(pen: Pen, rng: random.Random) -> None:
    folds = 4
    for fold in range(folds):
        y = -(fold + 1) * 112
        x = rng.uniform(-14, 14)
        layer = paths.trace(
            f"M{x - 330:.1f} {y + 50:.1f} Q{x - 330:.1f} {y:.1f} {x - 270:.1f} {y:.1f} L{x + 320:.1f} {y:.1f} "
            f"L{x + 320:.1f} {y + 112:.1f} L{x - 270:.1f} {y + 112:.1f} Q{x - 330:.1f} {y + 110:.1f} {x - 330:.1f} {y + 50:.1f}"
        )
        pen.solid(layer, pen.body if fold % 2 == 0 else pen.soft, dx=0, dy=-16)
        with pen.inside(layer) as inner:
            for band in (-210, -150, 120, 180):
                inner.box(x + band, y, 26 if band != -150 else 14, 112, pen.line)
        for tick in range(9):
            ty = y + 12 + tick * 11
            pen.stroke([(x + 316, ty), (x + 366, ty + rng.uniform(-3, 5))], 5, pen.body)
        pen.stroke([(x - 270, y + 112), (x + 320, y + 112)], 5, KEY)
    top = -folds * 112
    pen.box(-60, top - 6, 110, folds * 112 + 6, SOLID_KEY)
    ornaments.label(pen, -5, top + 190, 180, 200, rng)


def cushion(pen: Pen, rng: random.Random) -> None:
    shape = paths.trace(
        "M-300 -590 C-180 -550 180 -550 300 -590 C330 -600 340 -580 330 -550 C296 -420 296 -170 330 -40 "
        "C338 -8 320 0 296 -6 C170 -40 -170 -40 -296 -6 C-320 0 -338 -8 -330 -40 C-296 -170 -296 -420 "
        "-330 -550 C-340 -580 -330 -600 -300 -590"
    )
    pen.solid(shape, pen.body, dx=40, dy=22)
    with pen.inside(shape) as inner:
        which = rng.randrange(3)
        if which == 0:
            ornaments.bloom(inner, -220, -520, 440, 440, pen.line)
        elif which == 1:
            for step in range(-7, 8):
                inner.stroke([(step * 90 - 300, -600), (step * 90 + 300, 0)], 14, pen.line)
        else:
            ornaments.sunrise(inner, -240, -540, 480, 480, pen.line)
    ornaments.stitches(pen, [(-290, -552), (290, -552)], pen.line)
    for x, y, angle in ((-322, -586, 225), (322, -586, -45), (322, -8, 45), (-322, -8, 135)):
        for spread in (-24, 0, 24):
            tuft = pen.at(x, y, 1, angle + spread)
            tuft.stroke([(0, 0), (44, 0)], 9, KEY)


FORMS = {
    "tote_bag": Form(tote_bag, 620, 850, focus=(0, 520), hangs=True),
    "backpack": Form(backpack, 640, 760, focus=(20, -400)),
    "wallet": Form(wallet, 660, 480, focus=(60, -200)),
    "basket": Form(basket, 660, 680, focus=(0, -300)),
    "blanket": Form(blanket, 740, 470, focus=(60, -260)),
    "cushion": Form(cushion, 740, 620, focus=(60, -320)),
}
