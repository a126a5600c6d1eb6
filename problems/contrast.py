"""Whether an accent colour can be read on the museum's walls.

Formula: WCAG 2.2, relative luminance and contrast ratio (success criterion 1.4.3).
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PAPER = "#faf7f2"
LEAST_RATIO = 4.5


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """Between 1 and 21, for two colours written as #rrggbb."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def ensure_readable_accent(colour: str) -> None:
    """Raises ValidationError when text in `colour` on paper would be hard to read."""
    try:
        ratio = contrast_ratio(colour, PAPER)
    except ValueError:
        return  # not a colour at all: the format's validator says so
    if ratio < LEAST_RATIO:
        raise ValidationError(
            _(
                "This colour has a contrast of %(ratio).1f to the walls; at least %(least).1f is needed. Choose a darker one."
            ),
            params={"ratio": ratio, "least": LEAST_RATIO},
        )
