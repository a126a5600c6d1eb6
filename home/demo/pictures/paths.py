"""Outlines as lists of points: ellipses, rounded boxes, smooth curves and SVG-like traces."""

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

Point = tuple[float, float]
Outline = list[Point]

_TOKEN = re.compile(r"[MLHVCQZ]|-?\d+(?:\.\d+)?")
_STEPS = 14
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "Z": 0}


def trace(d: str) -> Outline:
    """The points of one SVG sub-path in absolute M, L, H, V, C, Q and Z."""
    return list(_traced(d))


@lru_cache(maxsize=1024)
def _traced(d: str) -> tuple[Point, ...]:
    tokens = _TOKEN.findall(d)
    points: Outline = []
    command, at = "M", 0
    while at < len(tokens):
        if tokens[at] in _NUMBERS:
            command = tokens[at]
            at += 1
        count = _NUMBERS[command]
        if count == 0:
            continue
        numbers = [float(token) for token in tokens[at : at + count]]
        at += count
        _step(points, command, numbers)
    return tuple(points)


def _step(points: Outline, command: str, n: list[float]) -> None:
    if command == "H":
        points.append((n[0], points[-1][1]))
    elif command == "V":
        points.append((points[-1][0], n[0]))
    elif command in "ML":
        points.append((n[0], n[1]))
    else:
        controls = [points[-1], *zip(n[::2], n[1::2], strict=True)]
        points.extend(_bezier(controls, step / _STEPS) for step in range(1, _STEPS + 1))


def _bezier(controls: Sequence[Point], t: float) -> Point:
    line = list(controls)
    while len(line) > 1:
        line = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(line)]
    return line[0]


def oval(cx: float, cy: float, rx: float, ry: float, start: float = 0, end: float = 360) -> Outline:
    """Degrees run clockwise from three o'clock, as in Pillow."""
    steps = max(8, round(abs(end - start) / 5))
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(cx + rx * math.cos(angle), cy + ry * math.sin(angle)) for angle in angles]


def box(x: float, y: float, width: float, height: float, radius: float = 0) -> Outline:
    if radius <= 0:
        return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    r = min(radius, width / 2, height / 2)
    right, bottom = x + width, y + height
    return (
        oval(x + r, y + r, r, r, 180, 270)
        + oval(right - r, y + r, r, r, 270, 360)
        + oval(right - r, bottom - r, r, r, 0, 90)
        + oval(x + r, bottom - r, r, r, 90, 180)
    )


def smooth(points: Sequence[Point], closed: bool = True) -> Outline:
    """A Catmull-Rom curve through the points."""
    count = len(points)
    if closed:
        around = [points[-1], *points, points[0], points[1]]
        spans = count
    else:
        around = [points[0], *points, points[-1]]
        spans = count - 1
    curve: Outline = [] if closed else [points[0]]
    for span in range(spans):
        p0, p1, p2, p3 = around[span : span + 4]
        for step in range(1, 11):
            curve.append(_catmull(p0, p1, p2, p3, step / 10))
    return curve


def _catmull(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    def along(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (
            2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t
        )

    return along(p0[0], p1[0], p2[0], p3[0]), along(p0[1], p1[1], p2[1], p3[1])


def leaf(x: float, y: float, length: float, angle: float, fat: float = 0.36) -> Outline:
    """A pointed leaf growing from (x, y) towards `angle` (degrees, clockwise from three o'clock)."""
    turn = math.radians(angle)
    cos, sin = math.cos(turn), math.sin(turn)
    half = trace(f"M0 0 C0.25 {-fat} 0.7 {-fat} 1 0 C0.7 {fat} 0.25 {fat} 0 0")
    return [(x + (u * cos - v * sin) * length, y + (u * sin + v * cos) * length) for u, v in half]


def drop(x: float, y: float, size: float) -> Outline:
    """A water drop whose round belly is centred on (x, y) with radius `size`."""
    return trace(
        f"M{x:.2f} {y - 2.1 * size:.2f} C{x + 0.35 * size:.2f} {y - 1.2 * size:.2f} {x + size:.2f} "
        f"{y - 0.7 * size:.2f} {x + size:.2f} {y:.2f} C{x + size:.2f} {y + 1.33 * size:.2f} {x - size:.2f} "
        f"{y + 1.33 * size:.2f} {x - size:.2f} {y:.2f} C{x - size:.2f} {y - 0.7 * size:.2f} "
        f"{x - 0.35 * size:.2f} {y - 1.2 * size:.2f} {x:.2f} {y - 2.1 * size:.2f}"
    )


def shifted(points: Sequence[Point], dx: float, dy: float) -> Outline:
    return [(x + dx, y + dy) for x, y in points]
