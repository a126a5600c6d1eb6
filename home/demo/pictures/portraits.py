"""Portraits: calm paper-cut heads. Everything about a person follows from the seed."""

import random
from dataclasses import dataclass

from home.demo.pictures import paths
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

SIZE = (800, 800)

_SKINS: tuple[Ink, ...] = ((0, 0, 0.36), (0, 0, 0.46), (0, 0, 0.6), (0, 0, 0.85), (0.2, 0, 1), (0.42, 0, 1))
_WOMEN = ("bob", "long", "bun", "pixie", "curls", "scarf", "plait")
_MEN = ("side", "crop", "bald", "curls", "cap", "swept")
_CLOTHES = ("crew", "shirt", "roll", "jacket", "apron", "stripes")


@dataclass(frozen=True)
class Sitter:
    skin: Ink
    hair: str
    hair_ink: Ink
    clothes: str
    cloth: Ink
    glasses: bool
    beard: bool
    elder: bool
    ground: int
    smile: float
    jaw: float


def sitter(seed: int) -> Sitter:
    rng = random.Random(f"portrait {seed}")
    elder = rng.random() < 0.28
    woman = rng.random() < 0.55
    skin = rng.choices(_SKINS, (4, 5, 4, 2, 2, 1))[0]
    dark_hair = SOLID_KEY if skin[0] or rng.random() < 0.7 else (0.62, 0, 0.9)
    return Sitter(
        skin=skin,
        hair=rng.choice(_WOMEN if woman else _MEN),
        hair_ink=rng.choice((STONE, (0.14, 0, 0), (0.42, 0, 0))) if elder else dark_hair,
        clothes=rng.choice(_CLOTHES),
        cloth=rng.choice((ACCENT, SOLID_KEY, PAPER, DEEP, STRONG)),
        glasses=rng.random() < (0.5 if elder else 0.3),
        beard=not woman and rng.random() < 0.3,
        elder=elder,
        ground=rng.randrange(4),
        smile=rng.uniform(6, 16),
        jaw=rng.uniform(-8, 10),
    )


def portrait(pen: Pen, seed: int) -> None:
    who = sitter(seed)
    _ground(pen, who.ground, who.cloth)
    head = pen.at(400 + (-10 if seed % 2 else 10), 372, 1.12, 0, flip=bool(seed % 2))
    _hair_behind(head, who)
    _shoulders(head, who, random.Random(seed))
    _face(head, who)
    _hair_before(head, who)
    if who.glasses:
        for x in (-52, 52):
            head.ring(x, 4, 38, 34, 6, KEY)
        head.stroke(paths.oval(0, 2, 15, 10, 190, 350), 6, KEY)


def _ground(pen: Pen, which: int, cloth: Ink) -> None:
    if which == 0:
        pen.box(0, 0, 800, 800, BREATH)
        pen.disc(400, 400, 330, MID if cloth != MID else TINT)
    elif which == 1:
        pen.box(0, 0, 800, 800, TINT)
        pen.fill(paths.trace("M120 800 L120 420 C120 10 680 10 680 420 L680 800 Z"), PAPER)
    elif which == 2:
        pen.box(0, 0, 800, 800, MID)
        pen.disc(560, 250, 200, TINT)
    else:
        pen.box(0, 0, 800, 800, TINT)
        pen.path("M0 800 L0 430 L800 210 L800 800 Z", MID)


def _shoulders(pen: Pen, who: Sitter, rng: random.Random) -> None:
    bust = paths.trace(
        "M-300 420 C-300 290 -220 230 -90 208 Q0 240 90 208 C220 230 300 290 300 420 L300 520 L-300 520 Z"
    )
    pen.solid(bust, who.cloth, dx=36)
    line: Ink = KEY if who.cloth == PAPER else PAPER
    with pen.inside(bust) as inner:
        if who.clothes == "stripes":
            for row in range(5):
                inner.stroke(paths.oval(0, 190 + row * 52, 330, 84, 0, 180), 15, line)
        elif who.clothes == "apron":
            inner.path(
                "M-120 260 L120 260 L150 540 L-150 540 Z", SOLID_KEY if who.cloth != SOLID_KEY else ACCENT
            )
            for side in (-1, 1):
                inner.stroke(
                    [(side * 104, 280), (side * 92, 180)], 22, SOLID_KEY if who.cloth != SOLID_KEY else ACCENT
                )
        elif who.clothes == "crew":
            inner.marks((-260, 250, 520, 190), 30, rng, line, 30, 4, 80)
    pen.path("M-62 90 L62 90 L70 216 Q0 276 -70 216 Z", who.skin)
    with pen.inside(paths.trace("M-62 90 L62 90 L70 216 Q0 276 -70 216 Z")) as inner:
        inner.oval(12, 96, 116, 82, SHADE)
    _collar(pen, who, line)


def _collar(pen: Pen, who: Sitter, line: Ink) -> None:
    if who.clothes == "shirt":
        pen.path("M-88 200 L0 290 L-66 336 L-124 226 Z", PAPER if who.cloth != PAPER else TINT)
        pen.path("M88 200 L0 290 L66 336 L124 226 Z", PAPER if who.cloth != PAPER else TINT)
        pen.stroke([(0, 300), (0, 480)], 5, line)
        for y in (350, 410):
            pen.disc(14, y, 7, line)
    elif who.clothes == "roll":
        pen.path("M-84 150 Q0 186 84 150 L96 236 Q0 276 -96 236 Z", who.cloth)
        pen.stroke(paths.trace("M-92 226 Q0 264 92 226"), 5, line)
        pen.stroke(paths.trace("M-84 156 Q0 190 84 156"), 4, line)
    elif who.clothes == "jacket":
        pen.path("M-76 206 L0 420 L76 206 Q0 262 -76 206", PAPER if who.cloth != PAPER else MID)
        pen.path("M-70 212 L0 272 L70 212 L62 196 Q0 250 -62 196 Z", who.skin)
        pen.stroke([(-90, 206), (-4, 440)], 5, line)
        pen.stroke([(90, 206), (4, 440)], 5, line)
        pen.stroke([(-90, 206), (-130, 300), (-80, 310)], 5, line)
        pen.stroke([(90, 206), (130, 300), (80, 310)], 5, line)
    else:
        pen.stroke(paths.trace("M-80 206 Q0 284 80 206"), 13, line if who.clothes != "crew" else who.cloth)


def _face(pen: Pen, who: Sitter) -> None:
    for x in (-122, 122):
        pen.oval(x, 14, 22, 32, who.skin)
    jaw = who.jaw
    face = paths.trace(
        f"M-120 -50 C-120 -180 120 -180 120 -50 C122 40 {104 + jaw} 96 {62 + jaw} 138 Q0 184 {-62 - jaw} 138 "
        f"C{-104 - jaw} 96 -122 40 -120 -50"
    )
    pen.fill(face, who.skin)
    with pen.inside(face) as inner:
        inner.path("M120 -160 C76 -40 96 80 30 176 L150 176 L150 -160 Z", (0.07, None, None))
        for x in (-74, 74):
            inner.disc(x, 62, 30, (None, None, min(1.0, (who.skin[2] or 0) + 0.14)))
        if who.beard:
            inner.path(
                "M-124 20 C-100 60 -70 70 -40 66 Q0 50 40 66 C70 70 100 60 124 20 L130 190 L-130 190 Z",
                who.hair_ink,
            )
            inner.oval(0, 96, 34, 15, who.skin)
    for x in (-52, 52):
        pen.oval(x, 6, 9, 10, SOLID_KEY)
        brow = who.hair_ink if who.hair not in ("bald", "cap", "scarf") else SLATE
        pen.stroke(paths.oval(x, -14, 32, 24, 212, 328), 8, brow if brow[0] and brow[0] > 0.3 else SLATE)
        if who.elder:
            side = 1 if x > 0 else -1
            pen.stroke([(x + side * 34, 16), (x + side * 48, 22)], 3, KEY)
            pen.stroke(paths.oval(x, 20, 24, 16, 40, 140), 3, KEY)
    pen.stroke([(4, 4), (14, 48), (-6, 54)], 5, (0.55, None, None))
    pen.stroke(paths.oval(0, 94 - who.smile, 36, who.smile, 14, 166), 7, (0.75, None, None))


def _hair_behind(pen: Pen, who: Sitter) -> None:
    ink = who.hair_ink
    if who.hair == "long":
        pen.path(
            "M-146 -60 C-152 -236 152 -236 146 -60 C150 80 180 180 170 280 L-170 280 C-180 180 -150 80 -146 -60",
            ink,
        )
    elif who.hair == "bob":
        pen.path(
            "M-148 -50 C-154 -238 154 -238 148 -50 L156 120 Q120 146 80 136 L-80 136 Q-120 146 -156 120 Z",
            ink,
        )
    elif who.hair == "bun":
        pen.disc(0, -196, 62, ink)
        pen.oval(0, -44, 138, 140, ink)
    elif who.hair == "curls":
        for turn in range(150, 400, 25):
            x, y = paths.oval(0, -50, 120, 112, turn, turn + 40)[0]
            pen.disc(x, y, 50, ink)
    elif who.hair == "scarf":
        pen.path(
            "M-150 -40 C-158 -262 158 -262 150 -40 C160 80 150 160 190 250 L-190 250 C-150 160 -160 80 -150 -40",
            STRONG,
        )
    elif who.hair == "plait":
        pen.oval(0, -44, 136, 132, ink)
        for step in range(5):
            pen.oval(128 + step * 5, 100 + step * 46, 33 - step * 2, 30, ink)
        pen.box(126, 316, 44, 14, ACCENT if who.cloth != ACCENT else PAPER, 6)


def _hair_before(pen: Pen, who: Sitter) -> None:
    ink = who.hair_ink
    shapes = {
        "bob": "M-132 10 C-150 -238 150 -238 132 10 C124 -40 110 -80 84 -96 L-100 -66 Q-124 -40 -132 10",
        "long": "M-134 30 C-150 -238 150 -238 134 30 C126 -50 80 -100 20 -122 C-40 -70 -110 -60 -134 30",
        "bun": "M-130 -6 C-140 -238 140 -238 130 -6 C110 -80 60 -112 0 -112 C-60 -112 -110 -80 -130 -6",
        "plait": "M-130 6 C-140 -238 140 -238 130 6 C116 -60 80 -100 -30 -124 C-70 -90 -110 -70 -130 6",
        "pixie": "M-132 20 C-156 -238 156 -238 132 16 L116 -40 C60 -60 -20 -70 -60 -110 C-80 -70 -110 -50 -116 -14 Z",
        "side": "M-128 -10 C-150 -238 130 -238 138 -90 L128 -6 L114 -64 C40 -60 -50 -80 -80 -110 Q-110 -80 -112 -40 Z",
        "swept": "M-128 0 C-164 -170 -90 -226 30 -206 C140 -200 156 -110 128 0 L112 -70 C80 -110 -40 -110 -112 -60 Z",
        "crop": "M-126 -20 C-134 -238 134 -238 126 -20 L112 -76 Q0 -118 -112 -76 Z",
    }
    if who.hair in shapes:
        pen.path(shapes[who.hair], ink)
        pen.stroke(paths.oval(-16, -66, 92, 92, 214, 268), 5, PAPER if ink == SOLID_KEY else SLATE)
    elif who.hair == "curls":
        for x, y in ((-104, -84), (-62, -118), (-12, -130), (40, -124), (90, -96)):
            pen.disc(x, y, 40, ink)
    elif who.hair == "bald":
        for side in (-1, 1):
            pen.path(
                f"M{side * 124} 0 C{side * 140} -60 {side * 126} -100 {side * 108} -110 L{side * 112} -40 Z",
                ink,
            )
    elif who.hair == "cap":
        pen.path(
            "M-130 -58 C-144 -226 144 -226 130 -58 Q0 -96 -130 -58", DEEP if who.cloth != DEEP else ACCENT
        )
        pen.path("M-60 -84 Q90 -120 196 -60 Q110 -66 -40 -58 Z", SOLID_KEY)
        for side in (-1, 1):
            pen.path(f"M{side * 126} -60 L{side * 128} 4 L{side * 110} -50 Z", ink)
    elif who.hair == "scarf":
        pen.path(
            "M-136 50 C-160 -250 160 -250 136 50 C128 -60 80 -110 0 -112 C-80 -110 -128 -60 -136 50", STRONG
        )
        pen.marks((-90, -168, 190, 50), 9, random.Random(1), PAPER, 24, 7, 20)
