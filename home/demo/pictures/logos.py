"""Brand marks: one or two letters cut from paper, in a seal."""

import random

from home.demo.pictures import paths
from home.demo.pictures.inks import ACCENT, KEY, PAPER, TINT, Ink
from home.demo.pictures.pen import Pen

SIZE = (600, 600)

# Strokes of each letter on a grid 4 wide and 6 high; "c" runs through its points as a curve.
_LETTERS: dict[str, str] = {
    "A": "l 0,6 2,0 4,6|l 0.8,4 3.2,4",
    "B": "l 0,0 0,6|c 0,0 2.2,0 3.5,1.4 2.2,2.8 0,2.8|c 0,2.8 2.6,2.8 4,4.4 2.6,6 0,6",
    "C": "c 3.9,1.2 2.2,0 0.5,1.2 0,3 0.5,4.8 2.2,6 3.9,4.8",
    "D": "l 0,0 0,6|c 0,0 2.2,0.1 4,3 2.2,5.9 0,6",
    "E": "l 3.6,0 0,0 0,6 3.6,6|l 0,3 3,3",
    "F": "l 3.6,0 0,0 0,6|l 0,3 3,3",
    "G": "c 3.9,1.2 2.2,0 0.5,1.2 0,3 0.5,4.8 2.2,6 3.9,4.9|l 2.4,3.3 4,3.3 4,5.6",
    "H": "l 0,0 0,6|l 4,0 4,6|l 0,3 4,3",
    "I": "l 2,0 2,6",
    "J": "c 3.2,0 3.2,4 2.6,5.7 1.2,6 0.2,5",
    "K": "l 0,0 0,6|l 3.8,0 0.2,3.3|l 1.2,2.5 4,6",
    "L": "l 0,0 0,6 3.6,6",
    "M": "l 0,6 0.2,0 2,4 3.8,0 4,6",
    "N": "l 0,6 0,0 4,6 4,0",
    "O": "c 2,0 0.5,1 0,3 0.5,5 2,6 3.5,5 4,3 3.5,1 2,0",
    "P": "l 0,0 0,6|c 0,0 2.4,0 3.8,1.7 2.4,3.4 0,3.4",
    "Q": "c 2,0 0.5,1 0,3 0.5,5 2,6 3.5,5 4,3 3.5,1 2,0|l 2.6,4.6 4.1,6.3",
    "R": "l 0,0 0,6|c 0,0 2.4,0 3.8,1.6 2.4,3.2 0,3.2|l 1.8,3.2 4,6",
    "S": "c 3.6,0.9 2,0 0.4,1.2 1.6,2.8 3.2,3.6 3.7,4.8 2,6 0.1,5.1",
    "T": "l 0,0 4,0|l 2,0 2,6",
    "U": "c 0,0 0,3.8 0.7,5.5 2,6 3.3,5.5 4,3.8 4,0",
    "V": "l 0,0 2,6 4,0",
    "W": "l 0,0 1,6 2,2 3,6 4,0",
    "X": "l 0,0 4,6|l 4,0 0,6",
    "Y": "l 0,0 2,3 4,0|l 2,3 2,6",
    "Z": "l 0,0 4,0 0,6 4,6",
}


def can_draw(letters: str) -> bool:
    return 1 <= len(letters) <= 2 and all(letter.upper() in _LETTERS for letter in letters)


def logo(pen: Pen, letters: str, seed: int) -> None:
    """One or two Latin letters."""
    rng = random.Random(f"{letters} {seed}")
    ground, ink = rng.choice(((ACCENT, PAPER), (PAPER, ACCENT), (ACCENT, PAPER), (TINT, KEY)))
    pen.box(0, 0, 600, 600, PAPER if ground != PAPER else TINT)
    _seal(pen, rng.randrange(5), ground, ink)
    size = 44 if len(letters) == 1 else 30
    gap = 1.5
    total = (4 * len(letters) + gap * (len(letters) - 1)) * size
    for number, letter in enumerate(letters.upper()):
        _letter(pen.at(300 - total / 2 + number * (4 + gap) * size, 300 - 3 * size, size), letter, ink)


def _seal(pen: Pen, which: int, ground: Ink, ink: Ink) -> None:
    if which == 0:
        pen.disc(300, 300, 250, ground)
        pen.ring(300, 300, 226, 226, 6, ink)
    elif which == 1:
        pen.fill(paths.trace("M80 550 L80 290 C80 -20 520 -20 520 290 L520 550 Z"), ground)
        pen.stroke([(120, 512), (480, 512)], 6, ink)
    elif which == 2:
        for turn in range(0, 360, 30):
            petal = pen.at(300, 300, 1, turn)
            petal.disc(196, 0, 66, ground)
        pen.disc(300, 300, 214, ground)
    elif which == 3:
        pen.box(70, 70, 460, 460, ground, 90)
        inset = paths.box(98, 98, 404, 404, 66)
        pen.stroke([*inset, inset[0]], 5, ink)
    else:
        pen.fill(paths.leaf(300, 580, 560, -90, 0.5), ground)
        pen.disc(300, 300, 214, ground)


def _letter(pen: Pen, letter: str, ink: Ink) -> None:
    for part in _LETTERS[letter].split("|"):
        kind, *pairs = part.split()
        points = [(float(x), float(y)) for x, y in (pair.split(",") for pair in pairs)]
        pen.stroke(points, 0.92, ink, bend=kind == "c")
