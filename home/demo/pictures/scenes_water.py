"""Wells, seas and harbours."""

import random

from home.demo.pictures import paths, people, scenery
from home.demo.pictures.inks import (
    ACCENT,
    DEEP,
    KEY,
    MID,
    NIGHT,
    PAPER,
    SLATE,
    SOLID_KEY,
    STONE,
    STRONG,
    TINT,
)
from home.demo.pictures.pen import Pen
from home.demo.pictures.scenery import DARK_WOOD, GLOW, STRAW, WARM, WOOD


def water(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen, TINT)
    pen.disc(rng.uniform(560, 680), 480, 400, PAPER)
    scenery.ground(pen, 860, MID)
    pen.marks((0, 880, 1600, 180), 34, rng, PAPER, 90, 8)
    pen.box(330, 250, 60, 640, SOLID_KEY)
    pen.box(300, 860, 120, 40, SOLID_KEY, 8)
    pen.stroke([(360, 300), (560, 296), (640, 330), (648, 420)], 60, SOLID_KEY, bend=True)
    pen.box(606, 400, 84, 34, SOLID_KEY, 8)
    pen.box(470, 196, 26, 80, SOLID_KEY)
    pen.box(396, 172, 174, 32, ACCENT, 16)
    pen.path("M626 434 L670 434 L682 720 L616 720 Z", ACCENT)
    for x, length in ((634, 200), (650, 140), (664, 220)):
        pen.gouge(x, 570, length, 90, 6, PAPER)
    bucket = paths.trace("M520 700 L780 700 L744 900 Q650 922 556 900 Z")
    pen.oval(650, 700, 130, 30, STRONG)
    pen.fill(paths.oval(650, 700, 52, 12), PAPER)
    pen.solid(bucket, STRAW, dx=36)
    pen.stroke([(524, 720), (776, 720)], 10, KEY)
    pen.stroke(paths.oval(650, 700, 130, 30, 0, 180), 8, KEY)
    for x, y, size in ((560, 640, 12), (744, 630, 15), (590, 600, 9), (720, 580, 9)):
        pen.fill(paths.drop(x, y, size), ACCENT)
    people.person(pen, 1010, 950, 520, people.anyone(rng, top=people.TUNIC), "carry", flip=True)
    people.person(pen, 1210, 950, 330, people.anyone(rng, top=PAPER), "reach", flip=True)
    for x in (880,):
        pen.path(f"M{x - 60} 640 L{x + 40} 640 L{x + 30} 780 L{x - 50} 780 Z", ACCENT)
        pen.stroke(paths.oval(x - 10, 640, 40, 50, 180, 360), 8, KEY)


def well(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen, GLOW)
    scenery.sun(pen, rng.uniform(1150, 1350), 260, 120)
    scenery.hills(pen, rng, 560, 60, TINT)
    scenery.house(pen, 240, 720, 220, 130, PAPER, STRONG)
    scenery.house(pen, 1420, 700, 180, 104, PAPER, STRONG)
    scenery.round_tree(pen, rng, 420, 730, 300, STRONG)
    scenery.ground(pen, 720, MID)
    pen.marks((0, 760, 1600, 300), 46, rng, STRONG, 80, 8)
    pen.box(566, 380, 30, 400, DARK_WOOD)
    pen.box(914, 380, 30, 400, DARK_WOOD)
    pen.path("M500 400 L755 230 L1010 400 Z", ACCENT)
    for step in range(5):
        pen.stroke([(755 - 42 * step, 262 + 28 * step), (755 + 42 * step, 262 + 28 * step)], 5, PAPER)
    pen.box(580, 470, 360, 26, WOOD, 12)
    pen.stroke([(944, 484), (1000, 484), (1000, 540)], 14, KEY)
    pen.stroke([(740, 490), (740, 620)], 7, KEY)
    pen.path("M696 620 L784 620 L770 710 L710 710 Z", STRAW)
    pen.box(692, 612, 96, 14, KEY, 6)
    stone = paths.trace("M520 760 L990 760 L960 980 Q755 1010 550 980 Z")
    pen.solid(stone, STONE, dx=60)
    with pen.inside(stone) as inner:
        for row in range(5):
            inner.stroke([(500, 800 + row * 44), (1000, 800 + row * 44)], 6, PAPER)
            for column in range(8):
                x = 500 + column * 74 + (36 if row % 2 else 0)
                inner.stroke([(x, 800 + row * 44), (x, 756 + row * 44)], 6, PAPER)
    pen.box(504, 740, 502, 40, SLATE, 14)
    people.person(pen, 1090, 960, 430, people.anyone(rng, hair="scarf", top=people.TUNIC), "carry", flip=True)
    jug = paths.trace(
        "M1270 1000 C1230 960 1236 900 1280 880 L1280 850 L1340 850 L1340 880 C1384 900 1390 960 1350 1000 Z"
    )
    pen.solid(jug, WOOD, dx=20)
    people.person(pen, 420, 980, 280, people.anyone(rng), "reach")


def sea(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen)
    scenery.sun(pen, rng.uniform(500, 1100), 400, 180)
    scenery.cloud(pen, 300, 200, 300)
    scenery.cloud(pen, 1300, 260, 260)
    scenery.ground(pen, 520, TINT)
    pen.marks((0, 535, 1600, 80), 26, rng, STRONG, 90, 5)
    scenery.crest(pen, 640, 150, MID, rng.uniform(-60, 0))
    scenery.boat(pen, rng.choice((420, 1120)), 690, 220)
    scenery.crest(pen, 720, 220, STRONG, rng.uniform(-90, 0))
    pen.marks((0, 730, 1600, 70), 18, rng, PAPER, 90, 8)
    scenery.crest(pen, 830, 300, ACCENT, rng.uniform(-120, 0))
    pen.marks((0, 850, 1600, 90), 16, rng, PAPER, 130, 10)
    scenery.crest(pen, 960, 380, NIGHT, rng.uniform(-160, 0))
    pen.marks((0, 990, 1600, 80), 14, rng, MID, 160, 10)
    for x, y, size in ((620, 250, 46), (720, 300, 32), (980, 230, 38)):
        scenery.gull(pen, x, y, size)


def coast(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen)
    scenery.sun(pen, 420, 250, 100)
    scenery.swell(pen, rng, 470, STRONG, rows=40)
    pen.path("M1700 300 L1320 340 L1210 420 L1150 400 L1040 560 L1100 640 L1700 700 Z", SLATE)
    pen.path("M1700 290 L1320 330 L1210 410 L1160 396 L1230 440 L1340 400 L1700 380 Z", MID)
    pen.marks((1120, 440, 460, 190), 22, rng, PAPER, 70, 8, 70)
    pen.path("M1370 330 L1392 110 L1448 110 L1470 330 Z", PAPER)
    pen.path("M1376 270 L1382 210 L1458 210 L1464 270 Z", ACCENT)
    pen.box(1376, 92, 88, 20, KEY)
    pen.box(1394, 48, 52, 46, WARM)
    pen.path("M1382 50 L1420 14 L1458 50 Z", SOLID_KEY)
    pen.path("M-40 740 C300 700 520 800 820 760 C1160 700 1300 700 1660 640 L1660 1100 L-40 1100 Z", PAPER)
    pen.path("M-40 790 C300 740 520 850 820 810 C1160 750 1300 760 1660 690 L1660 1100 L-40 1100 Z", STRAW)
    pen.marks((0, 860, 1600, 200), 50, rng, WOOD, 26, 6)
    people.person(pen, 560, 1000, 380, people.anyone(rng, top=PAPER), "bend")
    people.person(pen, 1080, 960, 330, people.anyone(rng, top=ACCENT), "carry", flip=True)
    pen.path("M940 800 Q980 770 1020 800 L1040 930 Q980 960 920 930 Z", PAPER)
    pen.fill(paths.drop(980, 880, 22), ACCENT)
    for x, y, angle in ((780, 1000, 20), (330, 930, -30), (1280, 1020, 60)):
        piece = pen.at(x, y, 1, angle)
        piece.box(-16, -60, 32, 60, TINT, 8)
        piece.box(-8, -78, 16, 20, ACCENT)
    for x, y in ((660, 220), (760, 270)):
        scenery.gull(pen, x, y, 36)


def net(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen, TINT)
    scenery.sun(pen, rng.uniform(240, 420), 260, 110)
    scenery.swell(pen, rng, 500, MID, rows=30)
    scenery.boat(pen, 1230, 560, 240)
    scenery.boat(pen, 980, 530, 130)
    scenery.ground(pen, 800, STRAW)
    for y in (860, 930, 1010):
        pen.stroke([(0, y), (1600, y)], 5, WOOD)
    for x in (330, 1270):
        pen.box(x - 16, 330, 32, 560, DARK_WOOD)
    pen.stroke([(330, 360), (560, 420), (800, 436), (1040, 420), (1270, 360)], 16, DARK_WOOD, bend=True)
    hung = paths.trace(
        "M330 364 Q800 500 1270 364 L1240 760 Q1120 850 1000 800 Q900 900 760 820 Q640 900 540 810 Q420 850 350 760 Z"
    )
    with pen.inside(hung) as inner:
        for step in range(-24, 60):
            inner.stroke([(step * 44, 330), (step * 44 + 620, 950)], 5, DEEP)
            inner.stroke([(step * 44, 330), (step * 44 - 620, 950)], 5, DEEP)
    pen.stroke(hung[15:], 7, DEEP)
    for number in range(9):
        x = 380 + number * 105
        pen.disc(x, 384 + 52 * (1 - ((x - 800) / 470) ** 2), 20, WARM)
    people.person(pen, 470, 990, 450, people.anyone(rng, hair="cap", top=PAPER), "carry")
    people.person(pen, 1120, 990, 440, people.anyone(rng, hair="straw", top=people.TUNIC), "carry", flip=True)
    scenery.crate(pen, 800, 1020, 200, TINT)


def harbour(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen)
    scenery.sun(pen, rng.uniform(700, 900), 300, 120)
    scenery.hills(pen, rng, 480, 70, TINT)
    for number in range(9):
        x = 70 + number * 185
        scenery.house(
            pen,
            x,
            600,
            150,
            120 + 50 * ((number * 7) % 3),
            (PAPER, STRONG, STRAW, TINT)[number % 4],
            (SOLID_KEY, ACCENT)[number % 2],
        )
    scenery.swell(pen, rng, 600, ACCENT)
    for x, y, size, hull in ((300, 780, 330, SOLID_KEY), (1270, 760, 290, WARM), (820, 690, 190, DEEP)):
        scenery.boat(pen, x, y, size, hull)
        pen.marks((x - size / 2, y + 8, size, 30), 7, rng, PAPER, 80, 8)
    pen.path("M-20 930 L1620 890 L1620 1100 L-20 1100 Z", STONE)
    pen.path("M-20 930 L1620 890 L1620 910 L-20 950 Z", SLATE)
    for x in (500, 1080):
        pen.box(x - 24, 870, 48, 70, SOLID_KEY, 12)
        pen.box(x - 34, 862, 68, 20, SOLID_KEY, 10)
    scenery.crate(pen, 180, 1030, 200, TINT)
    scenery.crate(pen, 370, 1040, 160)
    people.person(pen, 700, 1030, 330, people.anyone(rng, hair="cap"), "carry")
    people.person(pen, 860, 1030, 320, people.anyone(rng, top=PAPER), "stand", flip=True)
    pen.stroke([(1100, 900), (1180, 830), (1240, 750)], 5, KEY, bend=True)
    for x, y in ((480, 200), (580, 240), (1180, 170)):
        scenery.gull(pen, x, y, 36)


SCENES = {"water": water, "well": well, "sea": sea, "coast": coast, "net": net, "harbour": harbour}
