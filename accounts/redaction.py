"""Takes what is known of a person out of texts that others wrote."""

import re
from collections.abc import Collection
from typing import Any

ERASED = "(erased)"
# Shorter ones are parts of other words.
SHORTEST = 3


def redact(value: Any, *, known: Collection[str]) -> Any:
    """The text, or every text in lists and mappings, with each of `known` replaced, whatever its case."""
    if isinstance(value, str):
        return _pattern(known).sub(ERASED, value) if value else value
    if isinstance(value, dict):
        return {key: redact(inner, known=known) for key, inner in value.items()}
    if isinstance(value, list):
        return [redact(inner, known=known) for inner in value]
    return value


def _pattern(known: Collection[str]) -> re.Pattern[str]:
    longest_first = sorted({text for text in known if len(text) >= SHORTEST}, key=len, reverse=True)
    # Without anything known the pattern matches nowhere.
    either = "|".join(re.escape(text) for text in longest_first) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
