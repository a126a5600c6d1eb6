"""What scenes are built of: sky, hills, trees, houses, water."""

import random

from home.demo.pictures import paths
from home.demo.pictures.inks import ACCENT, BREATH, DEEP, KEY, MID, PAPER, SOLID_KEY, STRONG, Ink
from home.demo.pictures.pen import Pen

WIDTH, HEIGHT = 1600, 1067
STRAW: Ink = (0, 0, 0.38)
WARM: Ink = (0, 0, 0.7)
WOOD: Ink = (0.1, 0, 0.95)
DARK_WOOD: Ink = (0.55, 0, 0.9)
GLOW: Ink = (0, 0, 0.2)


def sky(pen: Pen, ink: Ink = BREATH) -> None:
    pen.box(0, 0, WIDTH, HEIGHT, ink)


def sun(pen: Pen, x: float, y: float, radius: float = 120, ink: Ink = WARM) -> None:
    pen.disc(x, y, radius, ink)


def cloud(pen: Pen, x: float, y: float, width: float, ink: Ink = PAPER) -> None:
    h = width * 0.2
    pen.box(x - width / 2, y - h / 2, width, h, ink, h / 2)
    pen.box(x - width * 0.28, y - h * 1.1, width * 0.5, h, ink, h / 2)


def hills(
    pen: Pen, rng: random.Random, level: float, swing: float, ink: Ink, tops: int = 4
) -> list[paths.Point]:
    """A rolling ridge filled to the foot of the picture; the ridge itself is given back."""
    points = [(-60.0, level)]
    for top in range(tops):
        x = (top + 0.5) * WIDTH / tops + rng.uniform(-50, 50)
        points.append((x, level + (-swing if top % 2 else swing * 0.6) * rng.uniform(0.6, 1.1)))
    points.append((WIDTH + 60, level + rng.uniform(-swing, swing) / 2))
    ridge = paths.smooth(points, closed=False)
    pen.fill([*ridge, (WIDTH + 60, HEIGHT + 40), (-60, HEIGHT + 40)], ink)
    return ridge


def ground(pen: Pen, level: float, ink: Ink) -> None:
    pen.box(-20, level, WIDTH + 40, HEIGHT - level + 20, ink)


def round_tree(pen: Pen, rng: random.Random, x: float, y: float, height: float, ink: Ink = ACCENT) -> None:
    tree = pen.at(x, y, height / 100)
    tree.path("M-4 0 L-3 -60 L3 -60 L4 0 Z", SOLID_KEY)
    crown = paths.oval(0, -66, 33, 36)
    tree.solid(crown, ink, dx=7, dy=3)
    with tree.inside(crown) as inner:
        inner.marks((-28, -94, 46, 56), 18, rng, PAPER, 9, 1.6, -30)


def poplar(pen: Pen, rng: random.Random, x: float, y: float, height: float, ink: Ink = STRONG) -> None:
    tree = pen.at(x, y, height / 100)
    tree.box(-2, -20, 4, 20, KEY)
    crown = paths.trace("M0 -100 C20 -80 22 -30 12 -12 Q0 -4 -12 -12 C-22 -30 -20 -80 0 -100")
    tree.solid(crown, ink, dx=5)
    tree.marks((-10, -84, 16, 64), 8, rng, PAPER, 12, 1.6, 84)


def pine(pen: Pen, x: float, y: float, height: float, ink: Ink = DEEP) -> None:
    tree = pen.at(x, y, height / 100)
    tree.box(-2.5, -14, 5, 14, KEY)
    for foot, half, top in ((-10, 27, -52), (-32, 22, -74), (-56, 16, -100)):
        tree.path(f"M{-half} {foot} L0 {top} L{half} {foot} Z", ink)
    tree.path("M0 -100 L16 -56 L6 -56 L0 -80 Z", ink)
    for foot, half in ((-18, 15), (-40, 11), (-62, 7)):
        tree.gouge(-half * 0.4, foot, half * 1.3, 8, 2, PAPER)


def house(
    pen: Pen, x: float, y: float, width: float, height: float, wall: Ink, roof: Ink, lit: bool = False
) -> None:
    """(x, y) is the middle of the doorstep."""
    pen.box(x - width / 2, y - height, width, height, wall)
    lift = width * 0.36
    pen.fill(
        [(x - width * 0.58, y - height), (x, y - height - lift), (x + width * 0.58, y - height)],
        roof,
    )
    pen.box(x - width * 0.11, y - height * 0.48, width * 0.22, height * 0.48, SOLID_KEY)
    for dx in (-0.32, 0.32):
        window(pen, x + width * dx, y - height * 0.56, width * 0.17, height * 0.27, WARM if lit else PAPER)


def window(pen: Pen, x: float, y: float, width: float, height: float, ink: Ink = PAPER) -> None:
    """Centred on (x, y)."""
    pen.box(x - width / 2, y - height / 2, width, height, ink)
    bar = max(2.5, width * 0.06)
    pen.box(x - bar / 2, y - height / 2, bar, height, KEY)
    pen.box(x - width / 2, y - bar / 2, width, bar, KEY)


def swell(pen: Pen, rng: random.Random, level: float, ink: Ink, marks: Ink = PAPER, rows: int = 34) -> None:
    """Open water from `level` to the foot of the picture."""
    ground(pen, level, ink)
    for row in range(rows):
        share = (row + 0.5) / rows
        y = level + (HEIGHT - level) * share**1.35
        x = WIDTH * ((row * 0.618034) % 1)
        pen.gouge(
            x, y, rng.uniform(60, 120) * (0.5 + 1.4 * share), rng.uniform(-1.5, 1.5), 4 + 8 * share, marks
        )


def crest(pen: Pen, level: float, size: float, ink: Ink, shift: float = 0) -> None:
    """A row of rounded waves filled to the foot."""
    points = [(-200.0, level)]
    x = -200 + shift
    while x < WIDTH + 200:
        points += [(x + size * 0.5, level - size * 0.12), (x + size, level + size * 0.05)]
        x += size
    line = paths.smooth(points, closed=False)
    pen.fill([*line, (WIDTH + 300, HEIGHT + 40), (-200, HEIGHT + 40)], ink)


def boat(pen: Pen, x: float, y: float, size: float, hull: Ink = SOLID_KEY, sail: Ink | None = PAPER) -> None:
    """`size` is the length of the hull, whose keel lies at y."""
    hulk = pen.at(x, y, size / 100)
    if sail is not None:
        hulk.box(-1.5, -96, 3, 80, KEY)
        hulk.path("M4 -94 C40 -70 44 -46 40 -26 L4 -26 Z", sail)
        hulk.path("M-4 -84 C-26 -60 -30 -44 -32 -26 L-4 -26 Z", MID)
    hulk.path("M-50 -22 L50 -22 Q42 0 26 0 L-30 0 Q-44 -4 -50 -22 Z", hull)
    hulk.path("M-49 -18 L49 -18 L47 -13 L-47 -13 Z", PAPER)


def gull(pen: Pen, x: float, y: float, size: float, ink: Ink = KEY) -> None:
    pen.path(
        f"M{x - size} {y - size * 0.3} Q{x - size * 0.4} {y - size * 0.6} {x} {y} Q{x + size * 0.4} {y - size * 0.6} "
        f"{x + size} {y - size * 0.3} Q{x + size * 0.4} {y - size * 0.36} {x} {y + size * 0.16} "
        f"Q{x - size * 0.4} {y - size * 0.36} {x - size} {y - size * 0.3}",
        ink,
    )


def grasses(pen: Pen, rng: random.Random, x: float, y: float, spread: float, count: int, ink: Ink) -> None:
    for number in range(count):
        foot = x + spread * (number / max(1, count - 1) - 0.5)
        length = rng.uniform(60, 130)
        pen.fill(paths.leaf(foot, y, length, -90 + rng.uniform(-24, 24), 0.09), ink)


def flower(pen: Pen, x: float, y: float, height: float, ink: Ink) -> None:
    """A stem standing on (x, y) with an open bloom."""
    pen.stroke([(x, y), (x + height * 0.04, y - height * 0.8)], max(3, height * 0.035), DEEP)
    pen.fill(paths.leaf(x, y - height * 0.2, height * 0.36, -40, 0.3), DEEP)
    pen.fill(paths.leaf(x, y - height * 0.34, height * 0.32, -140, 0.3), DEEP)
    for step in range(7):
        pen.fill(paths.leaf(x + height * 0.04, y - height * 0.82, height * 0.24, step * 51, 0.34), ink)
    pen.disc(x + height * 0.04, y - height * 0.82, height * 0.075, SOLID_KEY)


def crate(pen: Pen, x: float, y: float, width: float, fruit: Ink = WARM) -> None:
    """(x, y) is the middle of its foot."""
    for number in range(5):
        pen.disc(x - width * 0.38 + number * width * 0.19, y - width * 0.46, width * 0.12, fruit)
    pen.box(x - width / 2, y - width * 0.46, width, width * 0.46, STRAW)
    for row in (0.32, 0.16):
        pen.box(x - width / 2, y - width * row, width, width * 0.025, KEY)
    for side in (-0.5, 0.44):
        pen.box(x + width * side, y - width * 0.46, width * 0.06, width * 0.46, WOOD)
