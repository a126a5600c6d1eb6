"""Hands at work and people close by."""

import random

from home.demo.pictures import paths, people, scenery
from home.demo.pictures.inks import (
    ACCENT,
    BREATH,
    DEEP,
    KEY,
    MID,
    PAPER,
    SHADE,
    SLATE,
    SOLID_KEY,
    STONE,
    STRONG,
    TINT,
    Ink,
)
from home.demo.pictures.pen import Pen
from home.demo.pictures.scenery import DARK_WOOD, GLOW, STRAW, WARM, WOOD


def hands(pen: Pen, rng: random.Random) -> None:
    pen.box(0, 0, 1600, 1067, TINT)
    pen.disc(800, 470, 400, PAPER)
    for turn in range(-170, 0, 20):
        ray = pen.at(800, 470, 1, turn)
        ray.gouge(480, 0, 80, 0, 16, ACCENT)
    skin = rng.choice(people.SKINS)
    soil = paths.smooth([(560, 690), (640, 610), (800, 570), (960, 610), (1040, 690), (800, 780)])
    pen.fill(soil, SOLID_KEY)
    pen.marks((620, 600, 360, 100), 16, rng, PAPER, 26, 6)
    pen.stroke([(800, 590), (792, 470), (804, 350)], 18, ACCENT, bend=True)
    for y, length, angle in (
        (480, 210, -28),
        (500, 210, -152),
        (400, 170, -46),
        (410, 170, -134),
        (356, 130, -90),
    ):
        pen.fill(paths.leaf(800, y, length, angle, 0.36), ACCENT)
        vein = pen.at(800, y, 1, angle)
        vein.gouge(length * 0.5, 0, length * 0.7, 0, 7, PAPER)
    for flip in (False, True):
        hand = pen.at(800, 0, 1, 0, flip)
        palm = paths.trace(
            "M0 800 C-120 800 -250 740 -300 640 C-320 600 -290 560 -254 590 C-230 620 -200 660 -150 690 "
            "C-100 710 -40 700 -6 690 L0 690 Z"
        )
        hand.path("M-800 1010 L-560 820 L-400 1000 L-560 1100 L-800 1100 Z", DEEP if not flip else STRONG)
        hand.path("M-590 850 C-500 760 -420 680 -330 640 L0 760 L0 880 C-160 900 -320 950 -430 1010 Z", skin)
        hand.fill(palm, skin)
        hand.fill(palm, SHADE)
        for y in (770, 812, 852):
            hand.stroke([(-190, y + 14), (-80, y - 8), (-2, y - 4)], 6, KEY, bend=True)
        hand.path("M-330 640 C-360 570 -350 520 -316 510 C-280 506 -276 560 -250 610 Z", skin)
        hand.path("M-600 842 L-420 1020 L-450 1044 L-630 866 Z", PAPER)


def elders(pen: Pen, rng: random.Random) -> None:
    scenery.sky(pen, GLOW)
    scenery.sun(pen, rng.uniform(380, 520), 300, 130)
    scenery.hills(pen, rng, 560, 60, TINT)
    scenery.hills(pen, rng, 660, 36, MID)
    scenery.ground(pen, 780, STRONG)
    pen.marks((0, 800, 1600, 260), 50, rng, DEEP, 60, 8, -80)
    pen.path(
        "M1190 900 L1220 420 L1130 300 L1160 286 L1240 380 L1300 270 L1330 286 L1280 420 L1300 900 Z",
        SOLID_KEY,
    )
    crown = paths.smooth(
        [(900, 330), (960, 150), (1160, 40), (1390, 70), (1560, 220), (1530, 400), (1330, 360), (1160, 410)]
    )
    pen.solid(crown, ACCENT, dx=40, dy=20)
    with pen.inside(crown) as inner:
        inner.marks((920, 80, 560, 300), 46, rng, PAPER, 60, 8, -35)
    for y in (610, 670, 720):
        pen.box(420, y, 700, 30, WOOD, 8)
    first = people.anyone(rng, hair="bun", elder=True, top=people.TUNIC)
    second = people.anyone(rng, hair="short", elder=True, top=PAPER)
    pen.box(390, 790, 760, 34, DARK_WOOD, 8)
    for x in (440, 1070):
        pen.box(x, 820, 30, 150, SOLID_KEY)
    people.person(pen, 620, 980, 480, first, "sit")
    people.person(pen, 930, 980, 490, second, "sit", flip=True)
    pen.stroke([(820, 720), (818, 966)], 12, DARK_WOOD)
    pen.stroke(paths.oval(802, 720, 18, 20, 180, 360), 12, DARK_WOOD)
    pen.path("M736 712 L790 712 L784 752 L742 752 Z", PAPER)
    pen.stroke([(760, 700), (754, 676), (768, 656)], 6, PAPER, bend=True)
    for x in (150, 260, 1420, 1520):
        scenery.flower(pen, x, 1040, rng.uniform(130, 190), (WARM, PAPER)[x % 20 == 0])


def letter(pen: Pen, rng: random.Random) -> None:
    pen.box(0, 0, 1600, 1067, MID)
    for y in (170, 390, 620, 850):
        pen.stroke([(0, y), (1600, y + 8)], 6, STRONG)
    pen.marks((0, 0, 1600, 1067), 60, rng, STRONG, 120, 6)
    _stationery(pen)
    _writing_hand(pen.at(1120, 800, 1, -30), rng.choice(people.SKINS))
    sprig = pen.at(240, 330, 1.2, 20)
    for turn in range(0, 360, 45):
        sprig.fill(paths.leaf(0, 0, 70, turn, 0.3), PAPER)
    sprig.disc(0, 0, 20, ACCENT)
    sprig.stroke([(14, 14), (120, 130)], 8, DEEP)
    sprig.fill(paths.leaf(70, 76, 80, 10, 0.3), DEEP)
    pen.disc(620, 220, 110, PAPER)
    pen.disc(620, 220, 84, DARK_WOOD)
    pen.ring(740, 220, 40, 40, 20, PAPER)


def _stationery(pen: Pen) -> None:
    envelope = pen.at(480, 640, 1, -8)
    envelope.box(-270 + 18, -180 + 20, 560, 380, SHADE)
    envelope.box(-280, -190, 560, 380, PAPER)
    for number in range(14):
        envelope.path(
            f"M{-280 + number * 40} -190 L{-260 + number * 40} -190 L{-268 + number * 40} -168 L{-288 + number * 40} -168 Z",
            (ACCENT, SOLID_KEY)[number % 2],
        )
    envelope.stroke([(-280, -166), (0, 40), (280, -166)], 6, KEY)
    envelope.box(150, 60, 100, 110, ACCENT)
    envelope.box(160, 70, 80, 90, PAPER)
    envelope.fill(paths.oval(200, 130, 32, 32, 180, 360), ACCENT)
    sheet = pen.at(1010, 520, 1, 5)
    sheet.box(-250 + 16, -370 + 18, 520, 740, SHADE)
    sheet.box(-260, -380, 520, 740, PAPER)
    sheet.box(-200, -310, 180, 14, KEY)
    for row in range(9):
        length = 400 if row % 4 else 330
        if row == 8:
            length = 150
        sheet.stroke(
            [(-200 + step * 20, -240 + row * 52 + (5 if step % 2 else -4)) for step in range(length // 20)],
            5,
            SLATE,
            bend=True,
        )


def _writing_hand(pen: Pen, skin: Ink) -> None:
    pen.path("M110 40 L560 0 L600 260 L140 230 Z", ACCENT)
    pen.path("M110 30 L150 24 L176 234 L130 236 Z", PAPER)
    pen.path("M-40 60 C0 -10 70 10 130 40 L150 224 C80 240 0 210 -30 170 C-60 130 -60 90 -40 60", skin)
    pen.stroke([(-96, 96), (70, -120), (120, -186)], 22, KEY)
    pen.path("M-88 84 L-104 128 L-68 104 Z", KEY)
    for reach in (0, 34, 68):
        pen.stroke([(60, 70 + reach), (0, 56 + reach), (-44, 92 + reach * 0.9)], 34, skin, bend=True)
        pen.stroke([(50, 90 + reach), (0, 78 + reach), (-30, 104 + reach)], 4, KEY, bend=True)


def loom(pen: Pen, rng: random.Random) -> None:
    pen.box(0, 0, 1600, 1067, TINT)
    pen.disc(1250, 330, 230, BREATH)
    scenery.ground(pen, 900, STRAW)
    pen.box(0, 900, 1600, 10, KEY)
    for x in (330, 1050):
        pen.box(x, 120, 50, 860, DARK_WOOD)
    for y in (130, 800):
        pen.box(280, y, 870, 56, WOOD, 12)
    for number in range(44):
        x = 396 + number * 15
        pen.box(x, 186, 4, 620, PAPER)
    _cloth(pen, rng)
    for number in range(44):
        pen.box(396 + number * 15, 430, 2, 370, SHADE)
    pen.box(300, 340, 830, 30, WOOD, 10)
    pen.path("M600 400 Q700 380 800 400 Q700 424 600 400", SOLID_KEY)
    pen.stroke([(800, 400), (930, 420), (1060, 470)], 5, ACCENT, bend=True)
    people.person(pen, 1250, 1010, 640, people.anyone(rng, hair="bun", top=people.TUNIC), "carry", flip=True)
    pen.path("M60 1010 L250 1010 L230 880 L80 880 Z", WOOD)
    for x, ink in ((100, ACCENT), (160, PAPER), (215, WARM)):
        pen.disc(x, 860, 44, ink)
        for shift in (-18, 0, 18):
            pen.stroke(paths.oval(x + shift, 860, 12, 40, 90, 270), 4, KEY)
    for number, ink in enumerate((ACCENT, WARM, DEEP)):
        pen.box(60 + number * 80, 180, 8, 60, KEY)
        pen.oval(64 + number * 80, 310, 34, 84, ink)
        pen.box(34 + number * 80, 290, 60, 20, PAPER)


def _cloth(pen: Pen, rng: random.Random) -> None:
    inks = (ACCENT, PAPER, WARM, ACCENT, MID, SOLID_KEY, STRONG)
    y = 800.0
    row = 0
    while y > 430:
        height = rng.choice((22, 34, 50))
        pen.box(392, y - height, 656, height, inks[row % 7])
        if row % 3 == 1:
            for step in range(16):
                pen.fill(
                    [(398 + step * 41, y - 4), (418 + step * 41, y - height + 4), (438 + step * 41, y - 4)],
                    inks[(row + 3) % 7],
                )
        y -= height
        row += 1


def recycling(pen: Pen, rng: random.Random) -> None:
    pen.box(0, 0, 1600, 1067, TINT)
    for x in (150, 620, 1090):
        pen.box(x, 90, 340, 250, BREATH)
        for dx in (110, 225):
            pen.box(x + dx, 90, 10, 250, MID)
    scenery.ground(pen, 860, STONE)
    pen.box(0, 860, 1600, 10, KEY)
    people.person(pen, 420, 960, 600, people.anyone(rng, hair="cap", top=people.TUNIC), "carry")
    people.person(pen, 900, 960, 580, people.anyone(rng, hair="scarf", top=PAPER), "carry", flip=True)
    pen.box(-20, 640, 1640, 60, SOLID_KEY)
    for x in range(20, 1600, 100):
        pen.disc(x, 700, 26, SLATE)
        pen.disc(x, 700, 9, PAPER)
    for x in (120, 780, 1440):
        pen.box(x, 720, 40, 160, SLATE)
    for number in range(13):
        spot = 40 + number * 124 + rng.uniform(-20, 20)
        _litter(pen.at(spot, 642, 1, rng.choice((-80, 0, 0, 78))), number + rng.randrange(3))
    for x, ink in ((250, ACCENT), (620, DEEP), (1180, STRONG)):
        pen.solid(paths.trace(f"M{x - 130} 790 L{x + 130} 790 L{x + 108} 1040 L{x - 108} 1040 Z"), ink, dx=30)
        pen.box(x - 146, 770, 292, 32, SOLID_KEY, 8)
        _arrows(pen.at(x, 920))


def _arrows(pen: Pen) -> None:
    for turn in (0, 120, 240):
        arm = pen.at(0, 0, 1, turn)
        arm.stroke(paths.oval(0, 0, 56, 56, 200, 280), 16, PAPER)
        arm.path("M8 -82 L44 -50 L2 -32 Z", PAPER)


def _litter(pen: Pen, which: int) -> None:
    if which % 3 == 0:
        pen.box(-24, -110, 48, 110, MID, 12)
        pen.box(-12, -136, 24, 30, ACCENT)
        pen.box(-24, -76, 48, 30, PAPER)
    elif which % 3 == 1:
        pen.box(-26, -80, 52, 80, STONE, 8)
        pen.box(-26, -58, 52, 36, WARM)
    else:
        pen.path("M-60 0 L-60 -64 L44 -64 L60 -44 L60 0 Z", STRAW)
        pen.stroke([(-60, -34), (60, -34)], 5, DARK_WOOD)


SCENES = {"hands": hands, "elders": elders, "letter": letter, "loom": loom, "recycling": recycling}
