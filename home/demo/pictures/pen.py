"""The pen: draws outlines on a sheet through a movable, turnable frame."""

import math
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PIL import Image, ImageDraw

from home.demo.pictures import paths
from home.demo.pictures.canvas import Plates, Sheet
from home.demo.pictures.inks import ACCENT, PAPER, SHADE, Ink, at_strength
from home.demo.pictures.paths import Outline, Point

Frame = tuple[float, float, float, float, float, float]


class Pen:
    """`body` is the ink of the thing being drawn, `line` the ink that reads on top of it."""

    def __init__(self, plates: Plates, frame: Frame, body: Ink = ACCENT, line: Ink = PAPER) -> None:
        self.plates = plates
        self.frame = frame
        self.body = body
        self.line = line
        self.zoom = math.hypot(frame[0], frame[1])

    @classmethod
    def on(cls, sheet: Sheet) -> "Pen":
        return cls(sheet.plates, (sheet.factor, 0, 0, sheet.factor, 0, 0))

    @property
    def soft(self) -> Ink:
        return at_strength(self.body, 0.62)

    @property
    def pale(self) -> Ink:
        return at_strength(self.body, 0.3)

    def at(
        self,
        x: float,
        y: float,
        zoom: float = 1,
        angle: float = 0,
        flip: bool = False,
        body: Ink | None = None,
    ) -> "Pen":
        """A pen whose origin lies at (x, y), turned clockwise by `angle` degrees."""
        a, b, c, d, e, f = self.frame
        turn = math.radians(angle)
        cos, sin = math.cos(turn) * zoom, math.sin(turn) * zoom
        side = -1 if flip else 1
        frame = (
            (a * cos + c * sin) * side,
            (b * cos + d * sin) * side,
            -a * sin + c * cos,
            -b * sin + d * cos,
            a * x + c * y + e,
            b * x + d * y + f,
        )
        return Pen(self.plates, frame, body or self.body, self.line)

    def place(self, points: Sequence[Point]) -> Outline:
        a, b, c, d, e, f = self.frame
        return [(a * x + c * y + e, b * x + d * y + f) for x, y in points]

    def fill(self, outline: Sequence[Point], ink: Ink) -> None:
        self.plates.polygon(self.place(outline), ink)

    def path(self, d: str, ink: Ink) -> None:
        self.fill(paths.trace(d), ink)

    def box(self, x: float, y: float, width: float, height: float, ink: Ink, radius: float = 0) -> None:
        self.fill(paths.box(x, y, width, height, radius), ink)

    def oval(self, cx: float, cy: float, rx: float, ry: float, ink: Ink) -> None:
        self.fill(paths.oval(cx, cy, rx, ry), ink)

    def disc(self, cx: float, cy: float, radius: float, ink: Ink) -> None:
        self.oval(cx, cy, radius, radius, ink)

    def stroke(self, points: Sequence[Point], width: float, ink: Ink, bend: bool = False) -> None:
        line = paths.smooth(points, closed=False) if bend else points
        self.plates.line(self.place(line), width * self.zoom, ink)

    def ring(self, cx: float, cy: float, rx: float, ry: float, width: float, ink: Ink) -> None:
        self.stroke(paths.oval(cx, cy, rx, ry), width, ink)

    def solid(
        self, outline: Sequence[Point], ink: Ink, dx: float = 34, dy: float = 0, shade: Ink = SHADE
    ) -> None:
        """A cut-out with a crescent of shade on the side away from the light (upper left)."""
        self.fill(outline, ink)
        with self.inside(outline) as inner:
            inner.fill(outline, shade)
            inner.fill(paths.shifted(outline, -dx, -dy), ink)

    def gouge(self, x: float, y: float, length: float, angle: float, width: float, ink: Ink) -> None:
        """One stroke of the lino knife: pointed at both ends, centred on (x, y)."""
        turn = math.radians(angle)
        ux, uy = math.cos(turn) * length / 2, math.sin(turn) * length / 2
        nx, ny = -math.sin(turn) * width / 2, math.cos(turn) * width / 2
        self.fill(
            [(x - ux, y - uy), (x + nx, y + ny), (x + ux, y + uy), (x - nx, y - ny)],
            ink,
        )

    def marks(
        self,
        area: tuple[float, float, float, float],
        count: int,
        rng: random.Random,
        ink: Ink,
        length: float = 40,
        width: float = 5,
        angle: float = 0,
    ) -> None:
        """Knife strokes scattered over (x, y, width, height), never two on one spot."""
        x, y, across, down = area
        for number in range(count):
            px = x + across * ((number * 0.618034 + rng.uniform(-0.04, 0.04)) % 1)
            py = y + down * (number + 0.5) / count
            stretch = rng.uniform(0.6, 1.3)
            self.gouge(px, py, length * stretch, angle + rng.uniform(-3, 3), width, ink)

    @contextmanager
    def inside(self, outline: Sequence[Point]) -> Iterator["Pen"]:
        """What is drawn with the pen given stays inside the outline."""
        placed = self.place(outline)
        width, height = self.plates.size
        left = max(0, math.floor(min(x for x, _ in placed)))
        top = max(0, math.floor(min(y for _, y in placed)))
        right = min(width, math.ceil(max(x for x, _ in placed)) + 1)
        bottom = min(height, math.ceil(max(y for _, y in placed)) + 1)
        if right <= left or bottom <= top:
            left, top, right, bottom = 0, 0, 1, 1
        piece = self.plates.cut((left, top, right, bottom))
        a, b, c, d, e, f = self.frame
        yield Pen(piece, (a, b, c, d, e - left, f - top), self.body, self.line)
        mask = Image.new("L", piece.size, 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in placed], fill=255)
        self.plates.put_back(piece, (left, top), mask)
