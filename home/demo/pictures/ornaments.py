"""What is printed on things: paper labels and small patterns."""

import random
from collections.abc import Callable
from itertools import pairwise

from home.demo.pictures import paths
from home.demo.pictures.inks import ACCENT, FAINT, KEY, MID, PAPER, Ink
from home.demo.pictures.pen import Pen


def label(
    pen: Pen, x: float, y: float, width: float, height: float, rng: random.Random, ink: Ink = PAPER
) -> None:
    """A paper label with a small emblem and bars in place of words, centred on (x, y)."""
    pen.box(x - width / 2, y - height / 2, width, height, ink)
    emblem(pen, x, y - height * 0.14, min(width, height) * 0.24, rng)
    bar = max(5, height * 0.03)
    pen.box(x - width * 0.3, y + height * 0.22, width * 0.6, bar, KEY)
    pen.box(x - width * 0.18, y + height * 0.32, width * 0.36, bar * 0.7, KEY)


def emblem(pen: Pen, x: float, y: float, size: float, rng: random.Random) -> None:
    which = rng.randrange(5)
    if which == 0:
        pen.disc(x, y, size, ACCENT)
        pen.fill(paths.oval(x, y, size * 0.55, size * 0.55, 0, 180), PAPER)
    elif which == 1:
        pen.fill(paths.drop(x, y + size * 0.3, size * 0.7), ACCENT)
    elif which == 2:
        sprig(pen, x, y + size, size * 2, ACCENT)
    elif which == 3:
        pen.fill(paths.oval(x, y + size * 0.4, size, size, 180, 360), ACCENT)
        pen.box(x - size, y + size * 0.56, size * 2, size * 0.14, KEY)
    else:
        for step in range(8):
            pen.fill(paths.leaf(x, y, size, step * 45, 0.22), ACCENT)
        pen.disc(x, y, size * 0.22, KEY)


def sprig(pen: Pen, x: float, y: float, height: float, ink: Ink, pairs: int = 3) -> None:
    """A stem with pairs of leaves, growing upwards from (x, y)."""
    pen.stroke([(x, y), (x, y - height * 0.9)], height * 0.03, ink)
    for pair in range(pairs):
        foot = y - height * (0.12 + 0.56 * pair / pairs)
        size = height * (0.46 - 0.07 * pair)
        pen.fill(paths.leaf(x, foot, size, -38, 0.28), ink)
        pen.fill(paths.leaf(x, foot, size, -142, 0.28), ink)
    pen.fill(paths.leaf(x, y - height * 0.62, height * 0.38, -90, 0.28), ink)


def waves(pen: Pen, x: float, y: float, width: float, height: float, ink: Ink) -> None:
    rows = 5
    for row in range(rows):
        level = y + height * (row + 0.5) / rows
        swing = height / rows * 0.24
        steps = 10
        line = [
            (x + width * step / steps, level + (swing if (step + row) % 2 else -swing))
            for step in range(steps + 1)
        ]
        pen.stroke(line, height * 0.045, ink, bend=True)


def stripes(pen: Pen, x: float, y: float, width: float, height: float, ink: Ink) -> None:
    rows = 5
    for row in range(rows):
        pen.box(x, y + height * row / rows + height * 0.05, width, height / rows * 0.42, ink)


def dots(pen: Pen, x: float, y: float, width: float, height: float, ink: Ink) -> None:
    rows, columns = 4, 5
    for row in range(rows):
        for column in range(columns):
            px = x + width * (column + (0.25 if row % 2 else 0.75)) / columns
            pen.disc(px, y + height * (row + 0.5) / rows, min(width, height) * 0.06, ink)


def sunrise(pen: Pen, x: float, y: float, width: float, height: float, ink: Ink) -> None:
    radius = min(width, height) * 0.42
    cx, foot = x + width / 2, y + height * 0.66
    pen.fill(paths.oval(cx, foot, radius, radius, 180, 360), ink)
    for row in range(3):
        bar = radius * (0.95 - 0.22 * row)
        pen.box(cx - bar, foot + radius * (0.14 + 0.2 * row), 2 * bar, radius * 0.1, ink)


def branch(pen: Pen, x: float, y: float, width: float, height: float, ink: Ink) -> None:
    sprig(pen, x + width / 2, y + height, height, ink, pairs=4)


def bloom(pen: Pen, x: float, y: float, width: float, height: float, ink: Ink) -> None:
    cx, cy, size = x + width / 2, y + height / 2, min(width, height) * 0.48
    for step in range(8):
        pen.fill(paths.leaf(cx, cy, size, step * 45 + 22, 0.24), ink)
    pen.disc(cx, cy, size * 0.2, pen.body)


Pattern = Callable[[Pen, float, float, float, float, Ink], None]
PATTERNS: tuple[Pattern, ...] = (waves, stripes, dots, sunrise, branch, bloom)
PRINTS: tuple[Pattern, ...] = (sunrise, branch, bloom, waves)


def stitches(pen: Pen, points: list[tuple[float, float]], ink: Ink, width: float = 4) -> None:
    """A dashed seam along straight pieces."""
    for (x0, y0), (x1, y1) in pairwise(points):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        count = max(1, round(length / 26))
        for step in range(count):
            a, b = (step + 0.15) / count, (step + 0.7) / count
            pen.stroke(
                [(x0 + (x1 - x0) * a, y0 + (y1 - y0) * a), (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b)],
                width,
                ink,
            )


def museum_card(pen: Pen, x: float, y: float) -> None:
    """The little label every object on show carries; (x, y) is its top left corner."""
    pen.box(x + 5, y + 6, 112, 74, FAINT)
    pen.box(x, y, 112, 74, PAPER)
    pen.box(x + 14, y + 16, 52, 7, KEY)
    pen.box(x + 14, y + 34, 84, 4, KEY)
    pen.box(x + 14, y + 46, 70, 4, KEY)
    pen.box(x + 14, y + 58, 30, 4, MID)
