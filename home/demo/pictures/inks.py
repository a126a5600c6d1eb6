"""Inks are coverages of three plates: the near-black key, the room's accent and a third colour."""

Rgb = tuple[int, int, int]
# None leaves what the plate already carries: the ink overprints instead of cutting out.
Ink = tuple[float | None, float | None, float | None]

PAPER_WHITE: Rgb = (250, 247, 242)
NEAR_BLACK: Rgb = (29, 26, 23)
CLAY: Rgb = (196, 128, 84)

PAPER: Ink = (0, 0, 0)
KEY: Ink = (1, None, None)
SOLID_KEY: Ink = (0.92, 0, 0)
STONE: Ink = (0.28, 0, 0)
SLATE: Ink = (0.6, 0, 0)
ACCENT: Ink = (0, 1, 0)
STRONG: Ink = (0, 0.68, 0)
MID: Ink = (0, 0.42, 0)
TINT: Ink = (0, 0.2, 0)
BREATH: Ink = (0, 0.1, 0)
DEEP: Ink = (0.5, 1, 0)
NIGHT: Ink = (0.66, 1, 0)
THIRD: Ink = (0, 0, 1)
SHADE: Ink = (0.2, None, None)
FAINT: Ink = (0.1, None, None)


def parse_colour(text: str) -> Rgb:
    """ValueError unless `text` is "#rrggbb"."""
    if len(text) != 7 or text[0] != "#":
        raise ValueError(f"Not a colour: {text!r}")
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def brightness(colour: Rgb) -> float:
    """0 for black, 1 for white, as the eye weighs the three primaries."""
    red, green, blue = colour
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def at_strength(ink: Ink, strength: float) -> Ink:
    """The same ink printed thinner (`strength` below 1)."""
    key, accent, third = ink
    return (key, accent * strength if accent else accent, third * strength if third else third)
