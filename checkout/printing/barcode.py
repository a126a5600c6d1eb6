"""A number as Code 128, in bars that a page and a PDF draw alike."""

from dataclasses import dataclass

from reportlab.graphics.barcode.code128 import Code128

# Scanners want so many empty modules on either side.
QUIET = 10


@dataclass(frozen=True)
class Bar:
    """One black bar; both in modules, from the left edge of the quiet zone."""

    x: int
    width: int


@dataclass(frozen=True)
class Barcode:
    """`width` in modules, with the quiet zones."""

    bars: tuple[Bar, ...]
    width: int


def encode(number: str) -> Barcode:
    """Characters that Code 128 cannot hold are left out."""
    symbol = Code128(number)
    symbol.validate()
    symbol.encode()
    symbol.decompose()
    bars, x = [], QUIET
    for step in symbol.decomposed:
        width = ord(step.lower()) - ord("a") + 1
        if step.isupper():
            bars.append(Bar(x, width))
        x += width
    return Barcode(bars=tuple(bars), width=x + QUIET)
