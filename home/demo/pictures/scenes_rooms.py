"""Rooms people work, learn and live in."""

import random

from home.demo.pictures import paths, people, scenery
from home.demo.pictures.inks import (
    ACCENT,
    BREATH,
    DEEP,
    KEY,
    MID,
    NIGHT,
    PAPER,
    SOLID_KEY,
    STONE,
    STRONG,
    TINT,
)
from home.demo.pictures.pen import Pen
from home.demo.pictures.scenery import DARK_WOOD, STRAW, WARM, WOOD


def _room(pen: Pen, floor: float = 860) -> None:
    pen.box(0, 0, 1600, 1067, TINT)
    scenery.ground(pen, floor, STRAW)
    pen.box(0, floor, 1600, 10, KEY)


def _view(pen: Pen, x: float, y: float, width: float, height: float) -> None:
    """A window with daylight and hills, (x, y) its top left corner."""
    pane = paths.box(x, y, width, height)
    pen.fill(pane, BREATH)
    with pen.inside(pane) as inner:
        inner.disc(x + width * 0.68, y + height * 0.34, width * 0.14, WARM)
        foot = y + height
        inner.fill(paths.oval(x + width * 0.25, foot, width * 0.5, height * 0.36, 180, 360), MID)
        inner.fill(paths.oval(x + width * 0.85, foot, width * 0.45, height * 0.28, 180, 360), STRONG)
    pen.stroke([*pane, pane[0]], 14, PAPER)
    pen.box(x + width / 2 - 5, y, 10, height, PAPER)
    pen.box(x, y + height * 0.5 - 5, width, 10, PAPER)
    pen.box(x - 20, y + height, width + 40, 18, SOLID_KEY)


def workshop(pen: Pen, rng: random.Random) -> None:
    _room(pen)
    _view(pen, 120, 150, 360, 360)
    pen.box(620, 130, 800, 340, WOOD)
    for x in range(680, 1400, 60):
        for y in (180, 300, 420):
            pen.disc(x, y, 4, DARK_WOOD)
    _tools(pen)
    for x in (230, 1280):
        pen.box(x, 740, 50, 260, DARK_WOOD)
    pen.box(150, 690, 1280, 56, SOLID_KEY)
    people.person(pen, 620, 960, 560, people.anyone(rng, top=PAPER), "carry")
    people.person(pen, 1080, 960, 540, people.anyone(rng, hair="bun", top=people.TUNIC), "carry", flip=True)
    pen.box(150, 690, 1280, 56, WOOD)
    pen.box(150, 740, 1280, 14, DARK_WOOD)
    for x in (230, 1280):
        pen.box(x, 752, 56, 260, DARK_WOOD)
    pen.box(300, 752, 960, 180, WOOD)
    for x in (310, 630, 950):
        pen.box(x, 770, 300, 140, STRAW)
        pen.box(x + 120, 830, 60, 14, KEY, 7)
    pen.path("M770 690 L790 600 L900 600 L920 690 Z", ACCENT)
    pen.box(260, 650, 160, 40, STRAW)
    pen.box(280, 620, 120, 30, MID)
    pen.marks((480, 676, 260, 14), 8, rng, STRAW, 40, 9, 20)
    pen.stroke([(850, 0), (850, 60)], 6, KEY)
    pen.path("M780 120 Q790 50 850 50 Q910 50 920 120 Z", ACCENT)


def _tools(pen: Pen) -> None:
    pen.box(700, 180, 30, 190, STRAW, 8)
    pen.box(670, 170, 90, 50, SOLID_KEY, 8)
    pen.path("M830 180 L990 200 L990 230 L830 290 Z", PAPER)
    pen.path("M800 170 L850 170 L850 300 L800 300 Z", SOLID_KEY)
    for x, ink in ((1050, ACCENT), (1110, SOLID_KEY), (1170, ACCENT)):
        pen.box(x - 14, 180, 28, 90, ink, 10)
        pen.path(f"M{x - 7} 270 L{x + 7} 270 L{x + 10} 390 L{x - 10} 390 Z", STONE)
    pen.ring(1300, 270, 56, 56, 16, SOLID_KEY)
    pen.stroke([(1300, 326), (1300, 420)], 16, KEY)


def kitchen(pen: Pen, rng: random.Random) -> None:
    _room(pen, 900)
    for x in range(0, 1600, 80):
        pen.box(x, 470, 3, 180, PAPER)
    for y in (470, 530, 590):
        pen.box(0, y, 1600, 3, PAPER)
    _view(pen, 940, 110, 380, 310)
    for y in (210, 380):
        pen.box(130, y, 640, 20, SOLID_KEY)
    _preserves(pen)
    people.person(pen, 560, 980, 620, people.anyone(rng, hair="bun", top=PAPER), "carry")
    people.person(pen, 1130, 980, 600, people.anyone(rng, top=ACCENT), "carry", flip=True)
    pen.box(90, 660, 1420, 36, SOLID_KEY)
    pen.box(120, 696, 1360, 310, WOOD)
    for x in (140, 480, 820, 1160):
        pen.box(x, 720, 300, 270, STRAW)
        pen.box(x + 120, 742, 60, 12, KEY, 6)
    pen.solid(paths.box(700, 540, 250, 124, 20), ACCENT, dx=34)
    pen.box(680, 530, 290, 24, SOLID_KEY, 12)
    for x in (660, 950):
        pen.box(x, 574, 46, 18, SOLID_KEY, 8)
    for dx in (-60, 0, 60):
        pen.stroke([(826 + dx, 500), (810 + dx, 460), (840 + dx, 420), (820 + dx, 380)], 9, PAPER, bend=True)
    pen.box(1210, 640, 190, 22, DARK_WOOD, 6)
    for x in (1240, 1290, 1340):
        pen.disc(x, 618, 28, WARM)
    pen.fill(paths.leaf(250, 660, 150, -70, 0.3), ACCENT)
    pen.fill(paths.leaf(250, 660, 130, -110, 0.3), DEEP)
    pen.box(200, 600, 100, 62, STRAW, 10)


def _preserves(pen: Pen) -> None:
    for number, (x, y, width, height) in enumerate(
        (
            (190, 210, 80, 110),
            (290, 210, 70, 80),
            (380, 210, 90, 120),
            (500, 210, 70, 70),
            (600, 210, 110, 60),
            (200, 380, 110, 70),
            (340, 380, 80, 100),
            (440, 380, 80, 90),
            (560, 380, 60, 110),
            (660, 380, 70, 80),
        )
    ):
        pen.box(x - 20, y - height, width, height, (ACCENT, PAPER, WARM, MID, SOLID_KEY)[number % 5], 14)
        pen.box(x - 14, y - height - 14, width - 12, 18, DARK_WOOD, 6)


def library(pen: Pen, rng: random.Random) -> None:
    pen.box(0, 0, 1600, 1067, DARK_WOOD)
    inks = (ACCENT, PAPER, WARM, MID, TINT, STRONG, STRAW, DEEP)
    for shelf in range(5):
        top, foot = 30 + shelf * 180, 190 + shelf * 180
        pen.box(0, top - 10, 1600, 170, NIGHT)
        x = 14.0
        while x < 1590:
            width, height = rng.uniform(22, 54), rng.uniform(96, 146)
            ink = rng.choice(inks)
            if rng.random() < 0.07:
                x += 60
                continue
            pen.box(x, foot - height, width, height, ink)
            pen.box(x + 4, foot - height + 20, width - 8, 8, KEY if ink != DEEP else PAPER)
            x += width + 4
        pen.box(0, foot, 1600, 20, WOOD)
    scenery.ground(pen, 940, STRAW)
    for x in (1130, 1250):
        pen.stroke([(x, 30), (x + 60, 980)], 18, STRAW)
    for rung in range(9):
        pen.stroke([(1136 + rung * 6, 110 + rung * 96), (1256 + rung * 6, 110 + rung * 96)], 13, STRAW)
    people.person(pen, 1226, 700, 430, people.anyone(rng, top=PAPER), "reach", flip=True)
    pen.box(330, 690, 260, 300, ACCENT, 40)
    pen.box(290, 820, 340, 190, ACCENT, 40)
    look = people.anyone(rng, hair="bob", top=PAPER)
    people.person(pen, 450, 1040, 460, look, "sit")
    pen.path(
        "M530 790 L590 760 L640 790 L690 760 L740 790 L740 860 L690 836 L640 862 L590 836 L530 862 Z", PAPER
    )
    pen.stroke([(638, 790), (638, 862)], 6, KEY)
    pen.box(824, 560, 14, 440, KEY)
    pen.path("M740 580 L780 440 L880 440 L922 580 Z", WARM)
    pen.box(770, 990, 120, 24, SOLID_KEY, 10)


def classroom(pen: Pen, rng: random.Random) -> None:
    _room(pen, 760)
    board = paths.box(330, 130, 800, 420)
    pen.box(310, 110, 840, 460, WOOD)
    pen.fill(board, DEEP)
    for number, (x, width) in enumerate(((390, 260), (390, 200), (390, 300))):
        pen.box(x, 210 + number * 70, width, 10, PAPER)
    pen.ring(920, 300, 90, 90, 8, PAPER)
    for turn in range(0, 360, 45):
        ray = pen.at(920, 300, 1, turn)
        ray.stroke([(110, 0), (150, 0)], 8, PAPER)
    pen.box(310, 560, 840, 22, DARK_WOOD)
    _view(pen, 1260, 150, 240, 360)
    people.person(pen, 1190, 860, 520, people.anyone(rng, top=people.TUNIC), "reach", flip=True)
    pen.disc(180, 520, 84, ACCENT)
    pen.path("M140 470 Q180 450 200 480 Q230 520 190 540 Q150 540 140 470", PAPER)
    pen.box(172, 604, 16, 60, KEY)
    pen.box(90, 660, 190, 200, WOOD)
    for row, (y, size, count) in enumerate(((880, 170, 5), (1040, 220, 4))):
        for number in range(count):
            seat = (number + 0.5) * 1600 / count + (40 if row else -30)
            _pupil(pen.at(seat, y, size / 100), rng)


def _pupil(pen: Pen, rng: random.Random) -> None:
    """Seen from behind, at a desk."""
    look = people.anyone(rng)
    pen.path("M-44 20 Q-46 -40 0 -42 Q46 -40 44 20 Z", look.top)
    pen.box(-9, -56, 18, 20, look.skin)
    pen.disc(0, -78, 28, look.skin)
    hair = look.hair_ink
    pen.fill(paths.oval(0, -82, 30, 29), hair)
    if look.hair in ("bun", "cap"):
        pen.disc(0, -112, 13, hair)
    elif look.hair in ("long", "bob"):
        pen.box(-29, -84, 58, 50, hair, 14)
    elif rng.random() < 0.6:
        for side in (-1, 1):
            pen.disc(side * 31, -74, 12, hair)
    pen.box(-70, 4, 140, 14, WOOD)
    pen.box(-60, 18, 10, 60, DARK_WOOD)
    pen.box(50, 18, 10, 60, DARK_WOOD)


def home(pen: Pen, rng: random.Random) -> None:
    _room(pen)
    _view(pen, 210, 130, 430, 400)
    pen.path("M170 100 L250 100 Q240 380 190 560 L170 560 Z", ACCENT)
    pen.path("M600 100 L680 100 L680 560 L660 560 Q610 380 600 100 Z", ACCENT)
    pen.box(850, 180, 190, 240, PAPER)
    pen.fill(paths.oval(945, 340, 64, 64, 180, 360), ACCENT)
    pen.box(1080, 220, 130, 160, SOLID_KEY)
    pen.disc(1145, 300, 36, WARM)
    pen.oval(800, 960, 620, 80, WARM)
    pen.oval(800, 960, 540, 62, STRAW)
    pen.solid(paths.box(420, 560, 760, 300, 60), ACCENT, dx=0, dy=-20)
    people.person(pen, 640, 950, 480, people.anyone(rng), "sit")
    people.person(pen, 930, 950, 480, people.anyone(rng, elder=True, top=PAPER), "sit", flip=True)
    pen.box(370, 650, 110, 260, DEEP, 46)
    pen.box(1120, 650, 110, 260, DEEP, 46)
    pen.box(440, 862, 720, 36, DEEP, 14)
    pen.box(740, 660, 120, 110, PAPER, 8)
    pen.box(796, 660, 8, 110, KEY)
    pen.box(1330, 440, 14, 470, KEY)
    pen.path("M1230 460 L1280 290 L1400 290 L1450 460 Z", WARM)
    pen.box(1280, 900, 120, 20, SOLID_KEY, 8)
    for turn, length in ((-90, 250), (-120, 220), (-60, 230), (-145, 170), (-35, 170)):
        pen.fill(paths.leaf(170, 770, length, turn, 0.24), STRONG if turn % 60 else DEEP)
    pen.path("M100 760 L240 760 L222 900 L118 900 Z", WOOD)
    pen.path(
        "M1270 1010 C1210 1010 1210 940 1270 936 L1330 936 L1330 900 L1346 916 L1366 916 L1382 900 "
        "C1396 960 1380 1010 1340 1010 Z",
        SOLID_KEY,
    )
    pen.stroke([(1230, 1000), (1190, 990), (1176, 950)], 12, KEY, bend=True)


def night_window(pen: Pen, rng: random.Random) -> None:
    pen.box(0, 0, 1600, 1067, NIGHT)
    for number in range(40):
        pen.disc(1600 * ((number * 0.618) % 1), 20 + 430 * number / 40, rng.choice((3, 4, 6)), PAPER)
    pen.disc(1330, 210, 90, PAPER)
    pen.disc(1296, 190, 84, NIGHT)
    for x, top in ((0, 560), (170, 480), (1180, 520), (1400, 600)):
        pen.box(x, top, 190, 540, SOLID_KEY)
        for row in range(3):
            for dx in (30, 110):
                pen.box(x + dx, top + 50 + row * 120, 44, 60, WARM if (row + dx + x) % 7 == 0 else NIGHT)
    pen.box(380, 90, 800, 1000, DEEP)
    pen.marks((400, 120, 760, 920), 60, rng, NIGHT, 70, 7)
    pen.box(360, 70, 840, 40, SOLID_KEY)
    pen.box(520, 210, 520, 640, SOLID_KEY)
    pane = paths.box(546, 236, 468, 588)
    pen.fill(pane, WARM)
    with pen.inside(pane) as inner:
        inner.disc(860, 420, 200, STRAW)
        inner.box(546, 700, 468, 130, WOOD)
        inner.path("M820 470 L860 370 L950 370 L980 470 Z", ACCENT)
        inner.box(894, 470, 12, 230, KEY)
        people.person(inner, 690, 920, 480, people.anyone(rng, top=PAPER), "carry")
        inner.path("M740 690 L860 690 L880 706 L730 706 Z", PAPER)
        inner.path("M546 236 L640 236 Q630 460 560 640 L546 640 Z", PAPER)
    pen.box(776, 236, 12, 588, SOLID_KEY)
    pen.box(546, 420, 468, 12, SOLID_KEY)
    pen.box(490, 850, 580, 34, PAPER)
    for x in (560, 700, 880, 1000):
        for turn in (-130, -90, -50):
            pen.fill(paths.leaf(x, 856, 80, turn, 0.3), MID)


SCENES = {
    "workshop": workshop,
    "kitchen": kitchen,
    "library": library,
    "classroom": classroom,
    "home": home,
    "night_window": night_window,
}
