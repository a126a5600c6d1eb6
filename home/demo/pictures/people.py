"""Figures in scenes: a hundred units tall, standing on (0, 0), looking to the right."""

import random
from dataclasses import dataclass
from typing import Literal

from home.demo.pictures import paths
from home.demo.pictures.inks import ACCENT, DEEP, MID, PAPER, SLATE, SOLID_KEY, STONE, STRONG, Ink
from home.demo.pictures.paths import Point
from home.demo.pictures.pen import Pen

Pose = Literal["stand", "walk", "carry", "reach", "bend", "sit"]
Hair = Literal["short", "bun", "bob", "long", "scarf", "straw", "cap"]

SKINS: tuple[Ink, ...] = ((0, 0, 0.42), (0, 0, 0.62), (0.08, 0, 0.95), (0.38, 0, 1))
_STYLES: tuple[Hair, ...] = ("short", "bun", "bob", "long", "short", "cap")
TUNIC: Ink = (0.1, 0.8, 0)
_TOPS: tuple[Ink, ...] = (ACCENT, PAPER, MID, DEEP, SOLID_KEY, STRONG, SLATE)
_BOTTOMS: tuple[Ink, ...] = (SOLID_KEY, DEEP, SLATE, ACCENT, STONE)


@dataclass(frozen=True)
class Look:
    top: Ink
    bottom: Ink
    skin: Ink
    hair: Hair
    hair_ink: Ink
    skirt: bool


def anyone(rng: random.Random, hair: Hair | None = None, elder: bool = False, top: Ink | None = None) -> Look:
    chosen = rng.choice(_TOPS)
    style: Hair = hair if hair is not None else rng.choice(_STYLES)
    return Look(
        top=top or chosen,
        bottom=rng.choice([ink for ink in _BOTTOMS if ink != (top or chosen)]),
        skin=rng.choice(SKINS),
        hair=style,
        hair_ink=rng.choice((STONE, (0.16, 0, 0))) if elder else SOLID_KEY,
        skirt=rng.random() < 0.4,
    )


def person(
    pen: Pen, x: float, y: float, height: float, look: Look, pose: Pose = "stand", flip: bool = False
) -> None:
    """`height` is that of the standing figure, whatever the pose; seated people sit 46 hundredths above (x, y)."""
    body = pen.at(x, y, height / 100, flip=flip)
    _legs(body, look, pose)
    torso = body.at(0, -46, 1, {"bend": 58, "walk": 4}.get(pose, 0)).at(0, 46)
    _arm(torso, look, pose, behind=True)
    torso.path("M-12 -44 L-13 -74 Q-12 -83 -2 -83 L4 -83 Q13 -82 13 -73 L12 -44 Z", look.top)
    if look.skirt and pose not in ("sit", "bend"):
        body.path("M-12 -48 L12 -48 L19 -16 Q0 -12 -18 -16 Z", look.bottom)
    torso.path("M-4 -88 L5 -88 L5 -81 Q1 -77 -4 -81 Z", look.skin)
    _head(torso, look)
    _arm(torso, look, pose, behind=False)


def _legs(pen: Pen, look: Look, pose: Pose) -> None:
    legs: tuple[list[Point], list[Point]]
    if pose == "walk":
        legs = [(-2, -46), (-8, -24), (-17, -3)], [(3, -46), (10, -25), (11, -3)]
    elif pose == "sit":
        legs = [(-2, -42), (24, -42), (22, -3)], [(0, -40), (28, -39), (29, -3)]
    elif pose == "bend":
        legs = [(-3, -46), (-2, -24), (-6, -3)], [(3, -46), (9, -25), (8, -3)]
    else:
        legs = [(-5, -46), (-6, -3)], [(6, -46), (7, -3)]
    ink = look.skin if look.skirt and pose != "sit" else look.bottom
    for leg in legs:
        pen.stroke(leg, 7 if look.skirt and pose != "sit" else 10.5, ink)
        foot_x, foot_y = leg[-1]
        pen.fill(paths.oval(foot_x + 3.5, foot_y + 2.5, 8, 5.5, 180, 360), SOLID_KEY)


def _arm(pen: Pen, look: Look, pose: Pose, behind: bool) -> None:
    arms: dict[str, tuple[list[Point], list[Point]]] = {
        "stand": ([(-10, -76), (-14, -60), (-13, -44)], [(10, -76), (14, -60), (13, -44)]),
        "walk": ([(-8, -76), (-2, -60), (10, -50)], [(6, -76), (-4, -61), (-13, -50)]),
        "carry": ([(-6, -75), (6, -58), (20, -60)], [(4, -75), (8, -57), (24, -58)]),
        "reach": ([(-8, -76), (-13, -60), (-12, -46)], [(8, -77), (21, -88), (29, -104)]),
        "bend": ([(-4, -74), (20, -66), (33, -52)], [(4, -74), (24, -60), (40, -48)]),
        "sit": ([(-6, -75), (2, -58), (18, -54)], [(6, -75), (6, -58), (22, -52)]),
    }
    line = arms[pose][0 if behind else 1]
    pen.stroke(line, 8, look.top)
    if not behind and look.top != PAPER:
        pen.stroke([(line[0][0] - 3, line[0][1] + 6), (line[1][0] - 4, line[1][1])], 0.9, PAPER)
    pen.disc(*line[-1], 4.2, look.skin)


def _head(pen: Pen, look: Look) -> None:
    ink = look.hair_ink
    if look.hair == "long":
        pen.path("M-11 -96 L-13 -72 L6 -74 L6 -96 Z", ink)
    elif look.hair == "bun":
        pen.disc(-9, -104, 5, ink)
    elif look.hair == "bob":
        pen.path("M-11 -96 L-12 -83 L8 -83 L8 -96 Z", ink)
    elif look.hair == "scarf":
        pen.path("M-12 -96 C-14 -84 -16 -80 -14 -74 L8 -76 L8 -96 Z", MID)
    pen.disc(1.5, -94, 9.2, look.skin)
    pen.oval(6.4, -92.6, 0.85, 1.1, SOLID_KEY)
    pen.disc(4.4, -89.2, 1.5, (None, None, min(1, (look.skin[2] or 0) + 0.22)))
    if look.hair == "scarf":
        pen.fill(paths.oval(-0.5, -95, 11, 11, 130, 330), MID)
        return
    if look.hair == "straw":
        pen.fill(paths.oval(0, -98, 9.5, 9, 180, 360), (0, 0, 0.35))
        pen.box(-19, -99.5, 38, 3.4, (0, 0, 0.35), 1.6)
        pen.box(-9.5, -102.5, 19, 3, SOLID_KEY)
        return
    if look.hair == "cap":
        pen.fill(paths.oval(0, -96, 10, 9.5, 180, 360), ACCENT)
        pen.box(2, -97.5, 16, 2.8, ACCENT, 1.4)
        return
    pen.fill(paths.oval(-0.5, -95, 10.6, 10.4, 128, 335), ink)
