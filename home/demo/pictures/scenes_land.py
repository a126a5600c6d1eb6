"""Fields, woods, hills."""

import random

from home.demo.pictures import paths, people, scenery
from home.demo.pictures.inks import ACCENT, DEEP, KEY, MID, PAPER, SOLID_KEY, STRONG, TINT, Ink
from home.demo.pictures.pen import Pen
from home.demo.pictures.scenery import DARK_WOOD, GLOW, STRAW, WARM, WOOD


def field(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen)
    scenery.sun(pen, rng.uniform(1000, 1300), 300, 130)
    scenery.cloud(pen, 420, 210, 300)
    scenery.hills(pen, rng, 460, 60, TINT)
    scenery.hills(pen, rng, 540, 34, MID)
    for x in (180, 232, 290):
        scenery.poplar(pen, rng, x, 570, rng.uniform(150, 210))
    scenery.house(pen, 420, 590, 130, 74, PAPER, SOLID_KEY)
    scenery.ground(pen, 590, STRONG)
    for furrow in range(-9, 10):
        pen.fill(
            [
                (760 + furrow * 26, 590),
                (766 + furrow * 26, 590),
                (760 + furrow * 260, 1090),
                (700 + furrow * 260, 1090),
            ],
            DEEP,
        )
    for row in range(6):
        y = 640 + row * row * 13 + row * 14
        size = 14 + row * 11
        for step in range(-8, 9):
            x = 760 + step * (30 + row * 31) + 16
            for turn in (-150, -90, -30):
                pen.fill(paths.leaf(x, y, size * 1.25, turn, 0.3), PAPER if (step + row) % 4 == 0 else ACCENT)
    people.person(pen, rng.uniform(380, 520), 960, 400, people.anyone(rng, hair="straw", top=PAPER), "bend")
    people.person(pen, 1180, 850, 290, people.anyone(rng, hair="straw", top=people.TUNIC), "bend", flip=True)
    scenery.crate(pen, 850, 1010, 170)


def forest(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen, GLOW)
    scenery.sun(pen, 900, 420, 150)
    scenery.hills(pen, rng, 640, 40, TINT)
    for depth, ink in enumerate((TINT, MID, STRONG)):
        for number in range(8 - depth):
            x = (number + 0.5 + rng.uniform(-0.25, 0.25)) * scenery.WIDTH / (8 - depth)
            if abs(x - 860) < 110 + depth * 60:
                continue
            width = 18 + depth * 16
            pen.fill(
                [
                    (x - width / 2, -20),
                    (x + width / 2, -20),
                    (x + width * 0.8, 760 + depth * 80),
                    (x - width * 0.8, 760 + depth * 80),
                ],
                ink,
            )
            for bough in range(4):
                y = 90 + bough * 120 + rng.uniform(-30, 30)
                side = -1 if bough % 2 else 1
                pen.fill(paths.leaf(x, y, 110 + depth * 46, 180 if side < 0 else 0, 0.28), ink)
    scenery.hills(pen, rng, 800, 22, ACCENT)
    pen.path("M800 790 C900 850 640 930 700 1090 L1180 1090 C980 960 1000 860 880 790 Z", STRAW)
    for x, width in ((110, 120), (1480, 140), (1250, 70)):
        pen.path(
            f"M{x - width / 2} -10 L{x + width / 2} -10 L{x + width * 0.7} 980 L{x - width * 0.7} 980 Z",
            SOLID_KEY,
        )
        pen.marks((x - width * 0.36, 20, width * 0.6, 900), 30, rng, PAPER, 54, 6, 89)
    people.person(pen, 850, 930, 240, people.anyone(rng, top=people.TUNIC), "walk")
    people.person(pen, 930, 940, 150, people.anyone(rng, top=PAPER), "walk")
    for x in (60, 330, 520, 1230, 1420, 1570):
        for turn in (-150, -120, -90, -60, -30):
            pen.fill(paths.leaf(x, 1075, rng.uniform(110, 170), turn, 0.16), DEEP)


def orchard(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen)
    scenery.cloud(pen, rng.uniform(300, 500), 170, 320)
    scenery.cloud(pen, 1260, 240, 240)
    scenery.hills(pen, rng, 520, 50, TINT)
    scenery.ground(pen, 600, MID)
    for number in range(6):
        scenery.round_tree(pen, rng, 90 + number * 280, 650, 240, STRONG)
    scenery.ground(pen, 700, (0, 0.3, 0))
    pen.marks((0, 720, 1600, 340), 60, rng, ACCENT, 50, 6, -80)
    for x in (330, 1220):
        _fruit_tree(pen.at(x, 930), rng)
    pen.stroke([(520, 960), (440, 470)], 14, WOOD)
    pen.stroke([(610, 960), (500, 470)], 14, WOOD)
    for rung in range(7):
        share = rung / 7
        pen.stroke([(515 - 76 * share, 920 - 430 * share), (602 - 106 * share, 920 - 430 * share)], 10, WOOD)
    people.person(pen, 545, 790, 320, people.anyone(rng, hair="straw", top=people.TUNIC), "reach", flip=True)
    people.person(pen, 920, 980, 360, people.anyone(rng, top=PAPER), "carry")
    scenery.crate(pen, 1020, 800, 130)
    scenery.crate(pen, 770, 1020, 190)


def _fruit_tree(pen: Pen, rng: random.Random) -> None:
    pen.path("M-30 0 L-22 -240 L-90 -330 L-70 -346 L0 -270 L66 -360 L88 -344 L24 -236 L34 0 Z", SOLID_KEY)
    crown = paths.smooth(
        [
            (-250, -400),
            (-230, -560),
            (-90, -660),
            (80, -670),
            (230, -570),
            (260, -410),
            (130, -330),
            (0, -360),
            (-130, -320),
        ]
    )
    pen.solid(crown, ACCENT, dx=34, dy=16)
    with pen.inside(crown) as inner:
        inner.marks((-230, -640, 400, 300), 44, rng, PAPER, 46, 7, -40)
        for number in range(16):
            x = -210 + 420 * ((number * 0.618) % 1)
            inner.disc(x, -610 + 250 * number / 16, 21, WARM)


def mountain(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen)
    scenery.sun(pen, rng.uniform(350, 560), 260, 110)
    for x, y, half, ink in ((1240, 240, 520, TINT), (320, 330, 480, TINT), (800, 120, 620, STRONG)):
        _peak(pen.at(x, y), half, 780 - y, ink)
    pen.marks((500, 360, 300, 330), 16, rng, PAPER, 90, 8, 118)
    scenery.hills(pen, rng, 740, 46, MID)
    scenery.hills(pen, rng, 830, 40, ACCENT)
    for number in range(13):
        spot = number * 132 + rng.uniform(-30, 30)
        if not 880 < spot < 1140:
            scenery.pine(pen, spot, 880 + rng.uniform(-14, 70), rng.uniform(170, 270))
    scenery.house(pen, 1010, 900, 170, 92, PAPER, SOLID_KEY, lit=True)
    scenery.hills(pen, rng, 1000, 20, DEEP)
    for x in (300, 760):
        scenery.gull(pen, x, 300, 34)


def _peak(pen: Pen, half: float, height: float, ink: Ink) -> None:
    """A summit at (0, 0) whose foot is `half` to either side."""
    pen.fill([(-half, height), (-half * 0.42, 250), (0, 0), (half * 0.36, 200), (half, height)], ink)
    lee = [(0, 0), (half * 0.36, 200), (half, height), (half * 0.1, height), (half * 0.16, 300), (10, 170)]
    pen.fill(lee, MID if ink == TINT else ACCENT)
    drifts = ((0, 0), (-0.21, 125), (-0.1, 110), (-0.05, 170), (0.03, 104), (0.12, 150), (0.19, 108))
    pen.fill([(half * across, down) for across, down in drifts], PAPER)


def river(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen)
    scenery.sun(pen, rng.uniform(1050, 1250), 270, 115)
    scenery.hills(pen, rng, 420, 80, TINT)
    scenery.hills(pen, rng, 520, 44, MID)
    scenery.ground(pen, 560, (0, 0.3, 0))
    pen.path(
        "M900 560 C780 600 640 610 760 670 C960 740 1180 720 1080 830 C960 940 480 900 360 1090 L1420 1090 "
        "C1500 940 1440 880 1400 800 C1360 700 900 690 900 640 C900 610 960 590 980 560 Z",
        ACCENT,
    )
    pen.marks((820, 740, 560, 330), 22, rng, PAPER, 120, 8)
    for x, y, h in (
        (150, 640, 230),
        (260, 670, 190),
        (480, 620, 150),
        (1290, 620, 160),
        (1440, 660, 220),
        (1540, 640, 180),
    ):
        scenery.round_tree(pen, rng, x, y, h, STRONG)
    scenery.boat(pen, 1090, 900, 250, sail=None)
    people.person(pen, 1060, 916, 190, people.anyone(rng, hair="straw", top=PAPER), "carry")
    pen.stroke([(1104, 690), (1170, 920)], 7, KEY)
    for x in (60, 200, 330, 1500):
        scenery.grasses(pen, rng, x, 1080, 130, 9, DEEP)
        pen.stroke([(x, 1080), (x + 6, 900)], 6, DEEP)
        pen.box(x - 4, 868, 20, 64, DARK_WOOD, 10)


def road(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen, GLOW)
    scenery.sun(pen, 800, 420, 150)
    scenery.hills(pen, rng, 430, 90, TINT)
    scenery.hills(pen, rng, 520, 50, MID)
    scenery.ground(pen, 580, STRONG)
    pen.marks((0, 600, 1600, 460), 60, rng, DEEP, 70, 8)
    pen.path(
        "M770 580 C700 640 1010 680 900 760 C780 860 420 900 420 1090 L1120 1090 C1120 940 1180 860 1120 740 "
        "C1080 660 760 650 800 580 Z",
        STRAW,
    )
    for x, y, length, angle in (
        (866, 640, 40, 34),
        (966, 700, 50, 70),
        (980, 800, 80, 120),
        (830, 930, 120, 130),
        (770, 1050, 110, 100),
    ):
        pen.gouge(x, y, length, angle, 12, PAPER)
    _van(pen.at(930, 860, 1.0))
    for x, y, h in ((120, 640, 170), (230, 690, 230), (1330, 650, 200), (1480, 730, 280)):
        scenery.poplar(pen, rng, x, y, h, DEEP)
    people.person(pen, 1310, 980, 330, people.anyone(rng, top=PAPER), "reach", flip=True)
    pen.stroke([(330, 960), (330, 690)], 12, KEY)
    pen.path("M270 690 L400 690 L440 725 L400 760 L270 760 Z", PAPER)
    pen.box(296, 718, 90, 10, KEY)


def _van(pen: Pen) -> None:
    pen.path(
        "M-150 -150 Q-150 -180 -120 -180 L60 -180 L120 -110 Q160 -106 160 -70 L160 -24 L-150 -24 Z", PAPER
    )
    pen.path("M-150 -70 L160 -70 L160 -24 L-150 -24 Z", WARM)
    pen.path("M50 -164 L104 -104 L50 -104 Z", SOLID_KEY)
    pen.box(-20, -164, 56, 60, SOLID_KEY)
    pen.disc(-94, -120, 26, ACCENT)
    for x in (-84, 92):
        pen.disc(x, -22, 32, SOLID_KEY)
        pen.disc(x, -22, 13, PAPER)


def bees(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen)
    scenery.sun(pen, 330, 270, 120)
    scenery.hills(pen, rng, 520, 60, TINT)
    scenery.hills(pen, rng, 620, 36, MID)
    for x in (1180, 1330, 1480):
        scenery.round_tree(pen, rng, x, 660, 230, STRONG)
    scenery.ground(pen, 720, STRONG)
    for x, ink in ((560, PAPER), (790, WARM), (1020, PAPER)):
        for tier in range(3):
            pen.solid(paths.box(x - 84, 800 - tier * 84, 168, 82), ink if tier % 2 == 0 else STRAW, dx=24)
            pen.box(x - 26, 830 - tier * 84, 52, 12, KEY, 6)
        pen.box(x - 98, 610, 196, 24, SOLID_KEY)
        for leg in (-66, 54):
            pen.box(x + leg, 880, 14, 40, KEY)
    look = people.Look(PAPER, PAPER, (0, 0, 0.42), "straw", SOLID_KEY, False)
    people.person(pen, 1270, 960, 440, look, "carry", flip=True)
    for number in range(20):
        scenery.flower(
            pen,
            30 + number * 84 + rng.uniform(-16, 16),
            1090,
            rng.uniform(110, 220),
            (WARM, PAPER, TINT)[number % 3],
        )
    for x, y, size, angle in (
        (300, 520, 1.5, -14),
        (690, 330, 1.0, 10),
        (960, 420, 0.7, -20),
        (480, 760, 0.8, 16),
        (150, 780, 1.1, 0),
    ):
        _bee(pen.at(x, y, size, angle))


def _bee(pen: Pen) -> None:
    pen.fill(paths.leaf(-4, -20, 74, -60, 0.4), PAPER)
    pen.fill(paths.leaf(-4, -20, 74, -118, 0.4), PAPER)
    with pen.inside(paths.oval(0, 0, 58, 34)) as inner:
        inner.box(-60, -40, 120, 80, WARM)
        for x in (-28, 2, 32):
            inner.box(x, -40, 15, 80, KEY)
    pen.disc(60, -2, 22, SOLID_KEY)
    pen.stroke([(70, -18), (84, -38)], 4, KEY)


SCENES = {
    "field": field,
    "forest": forest,
    "orchard": orchard,
    "mountain": mountain,
    "river": river,
    "road": road,
    "bees": bees,
}
