"""Streets, markets and roofs."""

import random
from dataclasses import replace

from home.demo.pictures import paths, people, scenery
from home.demo.pictures.inks import (
    ACCENT,
    BREATH,
    DEEP,
    KEY,
    MID,
    PAPER,
    SLATE,
    SOLID_KEY,
    STONE,
    STRONG,
    TINT,
    Ink,
)
from home.demo.pictures.pen import Pen
from home.demo.pictures.scenery import DARK_WOOD, GLOW, STRAW, WARM, WOOD


def market(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen, GLOW)
    for number in range(6):
        x = 140 + number * 270
        scenery.house(
            pen,
            x,
            810,
            240,
            390 + 50 * (number % 3),
            (TINT, PAPER, MID)[number % 3],
            (STRONG, SLATE)[number % 2],
        )
    scenery.ground(pen, 640, STRAW)
    pen.stroke([(0, 130), (420, 210), (800, 150), (1240, 220), (1600, 130)], 5, KEY, bend=True)
    for number in range(12):
        x = 60 + number * 135
        pen.path(f"M{x - 30} 168 L{x + 30} 168 L{x} 230 Z", (ACCENT, WARM, PAPER)[number % 3])
    for x, ink in ((300, ACCENT), (1270, WARM)):
        _stall(pen.at(x, 900), ink)
    people.person(pen, 300, 860, 380, people.anyone(rng, hair="bun", top=PAPER), "stand")
    _counter(pen.at(300, 900))
    people.person(pen, 1270, 860, 380, people.anyone(rng, hair="cap"), "stand", flip=True)
    _counter(pen.at(1270, 900))
    people.person(pen, 690, 1010, 420, people.anyone(rng), "carry", flip=True)
    pen.path("M540 780 L640 780 L630 890 L550 890 Z", PAPER)
    people.person(pen, 930, 1020, 430, people.anyone(rng, top=DEEP), "walk")
    people.person(pen, 1030, 1020, 260, people.anyone(rng, top=PAPER), "walk")


def _stall(pen: Pen, ink: Ink) -> None:
    for x in (-230, 214):
        pen.box(x, -560, 16, 660, DARK_WOOD)
    for stripe in range(8):
        left = -270 + stripe * 67.5
        pen.fill(
            [(left + 34, -660), (left + 34 + 58, -660), (left + 67.5, -520), (left, -520)]
            if stripe < 4
            else [(left - 20, -660), (left + 40, -660), (left + 67.5, -520), (left, -520)],
            ink if stripe % 2 == 0 else PAPER,
        )
        pen.fill(paths.oval(left + 33.7, -522, 33.7, 34, 0, 180), ink if stripe % 2 == 0 else PAPER)


def _counter(pen: Pen) -> None:
    pen.box(-260, -190, 520, 300, WOOD)
    for y in (-110, -30, 50):
        pen.stroke([(-260, y), (260, y)], 5, DARK_WOOD)
    for x, fruit in ((-160, ACCENT), (0, WARM), (160, (0, 0.6, 0))):
        scenery.crate(pen, x, -180, 150, fruit)
    pen.box(-280, -196, 560, 26, SOLID_KEY)
    pen.box(-70, -80, 140, 90, PAPER)
    pen.box(-48, -56, 96, 10, KEY)
    pen.box(-30, -30, 60, 8, KEY)


def street(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen)
    scenery.sun(pen, rng.uniform(300, 1200), 170, 80)
    walls = (PAPER, STRONG, STRAW, TINT, WARM, MID)
    x = -40.0
    for number in range(7):
        width, height = rng.uniform(210, 280), rng.uniform(430, 640)
        _front(pen.at(x, 830), width, height, walls[(number * 2 + number // 3) % 6], number)
        x += width
    scenery.ground(pen, 830, STONE)
    pen.box(-10, 830, 1620, 14, SLATE)
    scenery.ground(pen, 940, SLATE)
    for number in range(9):
        pen.box(40 + number * 190, 1000, 100, 12, PAPER)
    for x in (180, 1420):
        scenery.round_tree(pen, rng, x, 900, 380, ACCENT)
    people.person(pen, 520, 925, 270, people.anyone(rng), "walk")
    people.person(pen, 1120, 925, 270, people.anyone(rng), "carry", flip=True)
    people.person(pen, 1180, 925, 180, people.anyone(rng), "walk", flip=True)
    _bicycle(pen.at(800, 1020), rng)


def _front(pen: Pen, width: float, height: float, wall: Ink, number: int) -> None:
    pen.box(0, -height, width, height, wall)
    pen.box(-6, -height - 14, width + 12, 22, SOLID_KEY)
    for row in range(2, 2 + int((height - 250) // 120) + 1):
        y = -height + (row - 2) * 120 + 80
        for column in range(3):
            scenery.window(
                pen, width * (0.2 + 0.3 * column), y, 42, 66, SOLID_KEY if wall == PAPER else PAPER
            )
    pen.box(16, -170, width - 32, 170, SOLID_KEY)
    pen.box(30, -150, width * 0.5, 120, GLOW)
    pen.box(width - 74, -150, 46, 150, WOOD)
    ink = (ACCENT, WARM)[number % 2]
    for stripe in range(8):
        step = (width - 20) / 8
        pen.box(10 + stripe * step, -206, step, 44, ink if stripe % 2 else PAPER)
        pen.fill(
            paths.oval(10 + (stripe + 0.5) * step, -162, step / 2, 14, 0, 180), ink if stripe % 2 else PAPER
        )


def _bicycle(pen: Pen, rng: random.Random) -> None:
    for x in (-90, 90):
        pen.ring(x, -58, 56, 56, 8, SOLID_KEY)
        pen.disc(x, -58, 8, KEY)
    pen.stroke([(-90, -58), (-40, -140), (60, -140), (0, -58), (-90, -58)], 9, ACCENT)
    pen.stroke([(-40, -140), (0, -58)], 9, ACCENT)
    pen.stroke([(90, -58), (56, -164), (84, -176)], 9, ACCENT)
    pen.box(-70, -168, 60, 14, SOLID_KEY, 7)
    rider = people.anyone(rng, top=people.TUNIC)
    people.person(pen, -34, -56, 260, replace(rider, bottom=SOLID_KEY, skirt=False), "sit")


def city(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen)
    scenery.sun(pen, rng.uniform(280, 480), 270, 120)
    scenery.hills(pen, rng, 520, 110, TINT, 3)
    pen.box(1106, 190, 10, 240, KEY)
    pen.box(1086, 290, 50, 44, SOLID_KEY, 12)
    pen.path("M1100 330 L1122 330 L1144 640 L1078 640 Z", SOLID_KEY)
    for depth, ink in enumerate((MID, STRONG, DEEP)):
        x = -30.0
        while x < 1620:
            width = rng.uniform(80, 150) + depth * 14
            top = 820 - rng.uniform(130, 330) + depth * 60
            pen.box(x, top, width - 8, 840 - top, ink)
            columns = int(width // 34)
            for row in range(int((820 - top) // 46)):
                for column in range(columns):
                    if rng.random() < 0.62:
                        pen.box(
                            x + 14 + column * 32,
                            top + 18 + row * 46,
                            15,
                            24,
                            WARM if rng.random() < 0.3 else PAPER,
                        )
            x += width
    scenery.swell(pen, rng, 830, ACCENT, rows=24)
    pen.box(-10, 822, 1620, 14, SOLID_KEY)
    for number in range(5):
        pen.stroke(paths.oval(160 + number * 320, 940, 160, 110, 180, 360), 14, SOLID_KEY)
    pen.box(-10, 930, 1620, 22, SOLID_KEY)
    for number in range(6):
        pen.box(number * 320 - 12, 940, 26, 130, SOLID_KEY)


def bus(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen)
    for number in range(6):
        x = 120 + number * 280
        height = rng.uniform(380, 560)
        pen.box(x - 130, 800 - height, 250, height, (TINT, BREATH, MID)[number % 3])
        for row in range(int(height // 110) - 1):
            for dx in (-70, 0, 70):
                pen.box(x + dx - 22, 830 - height + row * 110, 38, 60, PAPER)
    scenery.ground(pen, 800, STONE)
    scenery.ground(pen, 930, SLATE)
    pen.solid(paths.box(180, 360, 1010, 540, 60), ACCENT, dx=0, dy=-30)
    pen.box(180, 690, 1010, 60, PAPER)
    for number in range(4):
        x = 240 + number * 190
        pane = paths.box(x, 430, 164, 190, 16)
        pen.fill(pane, GLOW)
        with pen.inside(pane) as inner:
            people.person(inner, x + 82, 800, 330, people.anyone(rng), "stand")
        pen.stroke([*pane, pane[0]], 8, KEY)
    pen.box(1016, 420, 130, 450, SOLID_KEY, 12)
    for x in (1030, 1086):
        pen.box(x, 440, 46, 400, TINT, 6)
    for x in (380, 860):
        pen.disc(x, 890, 84, SOLID_KEY)
        pen.disc(x, 890, 38, STONE)
    pen.box(450, 374, 400, 44, SOLID_KEY, 8)
    pen.box(480, 388, 250, 16, WARM)
    pen.box(1310, 330, 16, 640, KEY)
    pen.disc(1318, 330, 70, PAPER)
    pen.ring(1318, 330, 70, 70, 10, KEY)
    pen.box(1288, 306, 60, 44, ACCENT, 8)
    people.person(pen, 1250, 1000, 430, people.anyone(rng, top=PAPER), "reach", flip=True)
    people.person(
        pen, 1450, 1000, 420, people.anyone(rng, hair="bun", elder=True, top=people.TUNIC), "stand", flip=True
    )


def school(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen)
    scenery.cloud(pen, 300, 190, 300)
    scenery.cloud(pen, 1320, 250, 240)
    scenery.hills(pen, rng, 560, 60, TINT)
    pen.box(280, 420, 1040, 380, PAPER)
    pen.box(280, 420, 1040, 24, SOLID_KEY)
    for x in (350, 480, 1010, 1140, 1250):
        for y in (530, 680):
            scenery.window(pen, x, y, 76, 90, MID)
    pen.path("M620 420 L800 250 L980 420 Z", ACCENT)
    pen.box(640, 420, 320, 380, STRAW)
    pen.disc(800, 366, 42, PAPER)
    pen.ring(800, 366, 42, 42, 6, KEY)
    pen.stroke([(800, 340), (800, 366), (820, 372)], 6, KEY)
    pen.fill([*paths.oval(800, 620, 80, 80, 180, 360), (880, 800), (720, 800)], SOLID_KEY)
    pen.box(796, 560, 8, 240, PAPER)
    pen.box(800, 130, 8, 130, KEY)
    pen.path("M808 134 L900 158 L808 184 Z", WARM)
    scenery.ground(pen, 800, (0, 0.3, 0))
    pen.path("M720 800 L880 800 L1080 1090 L520 1090 Z", STRAW)
    scenery.round_tree(pen, rng, 160, 860, 400)
    scenery.round_tree(pen, rng, 1450, 860, 380)
    for x, y, h in ((430, 960, 250), (610, 1010, 270), (980, 1000, 260), (1160, 950, 240), (830, 930, 220)):
        look = people.anyone(rng)
        people.person(pen, x, y, h, look, rng.choice(("walk", "walk", "reach")), flip=x > 800)
    pen.disc(720, 1000, 34, WARM)
    pen.stroke(paths.oval(720, 1000, 34, 34, 200, 300), 5, KEY)


def roof(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen, GLOW)
    scenery.sun(pen, rng.uniform(1050, 1350), 240, 140)
    scenery.hills(pen, rng, 480, 60, TINT)
    for number in range(8):
        scenery.house(
            pen,
            60 + number * 220,
            700,
            200,
            130 + 40 * (number % 3),
            (PAPER, MID, STRAW)[number % 3],
            (STRONG, SLATE)[number % 2],
        )
    pen.path("M-40 1100 L-40 900 L460 560 L1380 560 L1660 860 L1660 1100 Z", WOOD)
    for row in range(8):
        y = 600 + row * 66
        half = row * 100
        line = [(420 - half + step * 44, y + (10 if step % 2 else 0)) for step in range(60)]
        with pen.inside(paths.trace("M-40 1100 L-40 900 L460 560 L1380 560 L1660 860 L1660 1100 Z")) as inner:
            inner.stroke(line, 7, DARK_WOOD)
    pen.box(440, 546, 950, 24, SOLID_KEY, 10)
    pen.box(1180, 420, 90, 140, STONE)
    pen.box(1166, 404, 118, 24, SOLID_KEY)
    for number in range(3):
        _panel(pen.at(430 + number * 250, 640))
    people.person(pen, 1240, 900, 400, people.anyone(rng, hair="cap", top=PAPER), "bend", flip=True)
    people.person(pen, 250, 880, 380, people.anyone(rng, hair="cap", top=people.TUNIC), "carry")


def _panel(pen: Pen) -> None:
    pen.fill([(0, 0), (220, 0), (160, 260), (-90, 260)], SOLID_KEY)
    pen.fill([(8, 12), (204, 12), (150, 246), (-72, 246)], ACCENT)
    for share in (0.33, 0.66):
        y = 12 + 234 * share
        pen.stroke([(8 - 80 * share, y), (204 - 54 * share, y)], 5, PAPER)
        pen.stroke([(8 + 196 * share, 12), (-72 + 222 * share, 246)], 5, PAPER)


SCENES = {"market": market, "street": street, "city": city, "bus": bus, "school": school, "roof": roof}
