"""A product's form: how it is drawn and how much room it takes."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from home.demo.pictures.pen import Pen


@dataclass(frozen=True)
class Form:
    """`focus` is where a close-up looks; a form that `hangs` is drawn downwards from its hook at (0, 0)."""

    draw: Callable[[Pen, random.Random], None]
    width: float
    height: float
    focus: tuple[float, float]
    hangs: bool = False
