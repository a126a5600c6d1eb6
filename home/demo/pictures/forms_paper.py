"""Things for reading, writing and playing."""

import random

from home.demo.pictures import ornaments, paths
from home.demo.pictures.form import Form
from home.demo.pictures.inks import (
    ACCENT,
    DEEP,
    FAINT,
    KEY,
    MID,
    PAPER,
    SHADE,
    SOLID_KEY,
    STONE,
    STRONG,
    TINT,
)
from home.demo.pictures.pen import Pen


def notebook(pen: Pen, rng: random.Random) -> None:
    book = pen.at(0, -14, 1, -4)
    book.box(-216, -646, 470, 640, PAPER, 14)
    for y in (-640, -630, -620):
        book.stroke([(250, y + 30), (250, -20)], 3, STONE)
    book.box(-200, -16, 446, 4, KEY)
    cover = paths.box(-240, -660, 480, 640, 20)
    book.solid(cover, book.body, dx=20)
    with book.inside(cover) as inner:
        inner.box(-240, -660, 84, 640, SHADE)
    ornaments.stitches(book, [(-156, -640), (-156, -36)], book.line)
    book.box(-90, -560, 240, 170, PAPER, 6)
    book.box(-60, -516, 130, 12, KEY)
    book.box(-60, -480, 180, 5, KEY)
    book.box(-60, -446, 180, 5, KEY)
    rng.choice(ornaments.PRINTS)(book, -60, -300, 180, 190, book.line)
    book.box(188, -664, 22, 648, SOLID_KEY)
    book.path("M40 -20 L70 -20 L72 66 L56 46 L42 62 Z", ACCENT)


def pencils(pen: Pen, rng: random.Random) -> None:
    inks = (pen.body, SOLID_KEY, pen.soft, PAPER, pen.body)
    for x, angle, ink, tall in zip(
        (-120, -62, 0, 62, 122), (-11, -5, 0, 6, 12), inks, (0, 40, 16, 52, 8), strict=True
    ):
        one = pen.at(x, -100, 1, angle)
        top = -520 - tall
        one.path(f"M-30 {top} L0 {top - 96} L30 {top} L30 0 L-30 0 Z", (0, 0, 0))
        one.path(f"M-10 {top - 64} L0 {top - 96} L10 {top - 64} Z", KEY)
        one.path(f"M-30 {top} Q-15 {top - 22} 0 {top} Q15 {top - 22} 30 {top} L30 0 L-30 0 Z", ink)
        one.path(f"M10 {top - 10} Q20 {top - 16} 30 {top} L30 0 L10 0 Z", SHADE)
        one.stroke([(-30, 0), (-30, top), (0, top - 96), (30, top), (30, 0)], 4, KEY)
    sleeve = paths.trace("M-200 -380 L200 -380 L184 0 L-184 0 Z")
    pen.solid(sleeve, PAPER, dx=34)
    pen.stroke([*sleeve, sleeve[0]], 5, KEY)
    with pen.inside(sleeve) as inner:
        inner.box(-210, -96, 420, 100, pen.body)
        inner.box(-210, -380, 420, 22, pen.body)
    ornaments.emblem(pen, 0, -250, 62, rng)
    pen.box(-90, -156, 180, 10, KEY)


def book(pen: Pen, rng: random.Random) -> None:
    pen.box(-310, -96, 640, 96, SOLID_KEY, 8)
    pen.box(-280, -78, 616, 60, PAPER)
    for y in (-62, -48, -34):
        pen.stroke([(-270, y), (330, y)], 3, STONE)
    pen.box(-320, -100, 60, 104, SOLID_KEY, 16)
    pen.path("M204 -640 L252 -668 L252 -120 L204 -100 Z", PAPER)
    for x in (216, 228, 240):
        pen.stroke([(x, -648), (x, -112)], 3, STONE)
    pen.path("M-180 -650 L-130 -680 L256 -680 L206 -650 Z", pen.soft)
    pen.solid(paths.box(-190, -656, 400, 556, 8), pen.body, dx=14)
    pen.path("M-190 -656 L-240 -676 L-240 -116 L-190 -100 Z", pen.body)
    pen.path("M-190 -656 L-240 -676 L-240 -116 L-190 -100 Z", SHADE)
    for y in (-620, -590, -180):
        pen.path(f"M-190 {y + 6} L-240 {y - 12} L-240 {y - 2} L-190 {y + 16} Z", pen.line)
    pen.stroke(paths.box(-160, -626, 340, 496), 5, pen.line)
    rng.choice(ornaments.PRINTS)(pen, -90, -580, 200, 230, pen.line)
    pen.box(-80, -290, 180, 15, pen.line)
    pen.box(-50, -258, 120, 8, pen.line)
    pen.box(-30, -180, 80, 6, pen.line)


def poster(pen: Pen, rng: random.Random) -> None:
    pen.stroke([(-230, 96), (0, 10), (230, 96)], 6, KEY)
    pen.box(-300, 90, 600, 26, SOLID_KEY, 6)
    sheet = paths.box(-284, 112, 568, 700)
    pen.fill([(x + 16, y + 14) for x, y in sheet], FAINT)
    pen.fill(sheet, PAPER)
    with pen.inside(paths.box(-250, 150, 500, 520)) as inner:
        inner.box(-250, 150, 500, 520, TINT)
        inner.disc(rng.choice((-90, 80)), 300, 92, pen.body)
        hills = ((430, 0.45), (520, 0.75), (600, 1.0))
        for number, (level, strength) in enumerate(hills):
            ink = (0, strength, 0) if pen.body[1] else (0, 0.3 if number < 1 else 0, strength)
            lift = rng.uniform(30, 80) * (-1 if number % 2 else 1)
            inner.fill(
                [
                    *paths.smooth(
                        [
                            (-260, level),
                            (-120, level - lift),
                            (60, level + lift / 2),
                            (260, level - lift / 3),
                        ],
                        False,
                    ),
                    (260, 700),
                    (-260, 700),
                ],
                ink,
            )
        inner.marks((-240, 610, 480, 60), 24, rng, PAPER, 44, 5)
    pen.box(-250, 706, 260, 26, KEY)
    pen.box(-250, 748, 380, 8, KEY)
    pen.box(-250, 768, 300, 8, KEY)
    pen.box(-300, 806, 600, 26, SOLID_KEY, 6)


def toy_blocks(pen: Pen, rng: random.Random) -> None:
    pen.solid(paths.box(-300, -200, 200, 200, 6), pen.body, dx=26)
    pen.solid(paths.box(-80, -200, 200, 200, 6), SOLID_KEY, dx=0)
    arch = paths.trace(
        "M140 0 L140 -130 Q140 -200 220 -200 Q300 -200 300 -130 L300 0 L262 0 L262 -110 Q262 -150 220 -150 "
        "Q178 -150 178 -110 L178 0 Z"
    )
    pen.fill(arch, STRONG)
    pen.solid(paths.box(-200, -400, 200, 200, 6), MID, dx=26)
    pen.box(40, -290, 250, 90, PAPER, 6)
    pen.stroke([*paths.box(40, -290, 250, 90, 6), (46, -290)], 5, KEY)
    for x in (90, 165, 240):
        pen.disc(x, -245, 20, ACCENT)
    pen.path("M-210 -400 L-100 -560 L10 -400 Z", pen.body)
    pen.path("M-100 -560 L10 -400 L-60 -400 Z", SHADE)
    pen.disc(168, -360, 70, DEEP)
    pen.stroke(paths.oval(168, -360, 46, 46, 190, 250), 8, PAPER)
    pen.fill(paths.drop(-200, -84, 40), pen.line)
    ornaments.sprig(pen, 20, -40, 120, PAPER)
    pen.fill(paths.oval(-100, -290, 56, 56, 180, 360), PAPER)
    pen.box(-156, -276, 112, 12, PAPER)


def doll(pen: Pen, rng: random.Random) -> None:
    for side in (-1, 1):
        pen.stroke([(side * 60, -180), (side * 70, -30)], 62, PAPER)
        pen.stroke([(side * 60, -180), (side * 70, -60)], 5, STONE)
        pen.oval(side * 82, -24, 56, 30, SOLID_KEY)
        pen.stroke([(side * 110, -410), (side * 190, -300), (side * 214, -230)], 52, pen.body, bend=True)
        pen.disc(side * 216, -212, 34, PAPER)
    dress = paths.trace("M-104 -460 Q0 -490 104 -460 L190 -120 Q0 -80 -190 -120 Z")
    pen.solid(dress, pen.body, dx=36)
    with pen.inside(dress) as inner:
        rng.choice((ornaments.dots, ornaments.stripes, ornaments.waves))(
            inner, -180, -380, 360, 220, pen.line
        )
        inner.box(-200, -150, 400, 18, pen.line)
    for side in (-1, 1):
        pen.stroke([(side * 110, -640), (side * 176, -560), (side * 160, -450)], 66, KEY, bend=True)
        pen.disc(side * 172, -566, 22, ACCENT)
    pen.disc(0, -600, 158, SOLID_KEY)
    pen.oval(0, -574, 126, 122, PAPER)
    pen.path(
        "M-134 -600 C-110 -720 110 -720 134 -600 C70 -650 20 -660 0 -690 C-20 -660 -70 -650 -134 -600",
        SOLID_KEY,
    )
    for side in (-1, 1):
        pen.disc(side * 46, -568, 12, KEY)
        pen.disc(side * 74, -530, 22, MID)
    pen.stroke(paths.oval(0, -540, 30, 22, 20, 160), 7, KEY)


FORMS = {
    "notebook": Form(notebook, 560, 690, focus=(40, -360)),
    "pencils": Form(pencils, 520, 740, focus=(0, -480)),
    "book": Form(book, 680, 690, focus=(0, -380)),
    "poster": Form(poster, 620, 840, focus=(0, 440), hangs=True),
    "toy_blocks": Form(toy_blocks, 620, 580, focus=(0, -300)),
    "doll": Form(doll, 520, 770, focus=(0, -520)),
}
