"""Takes what is known of a person out of texts that others wrote."""

import re
from collections.abc import Collection
from typing import Any

import phonenumbers

ERASED = "(erased)"
# Shorter ones are parts of other words. Korean and Chinese names are short, and what is said of them stands right
# behind them (김하늘님): they are found inside of words too.
SHORTEST = 3
SHORTEST_NAME = 2
_EASTERN = "\u1100-\u11ff\u3040-\u318f\u3400-\u9fff\uac00-\ud7af"
_GAP = r"[\W_]*"


def redact(value: Any, *, known: Collection[str]) -> Any:
    """The text, or every text in lists and mappings, with each of `known` replaced.

    Capitals, blanks and signs between the words make no difference, nor the two ways round of a name, nor how a
    telephone number is written.
    """
    return _replace(value, _pattern(known))


def _replace(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(ERASED, value) if value else value
    if isinstance(value, dict):
        return {key: _replace(inner, pattern) for key, inner in value.items()}
    if isinstance(value, list):
        return [_replace(inner, pattern) for inner in value]
    return value


def _pattern(known: Collection[str]) -> re.Pattern[str]:
    longest_first = sorted({text.strip() for text in known}, key=len, reverse=True)
    ways = [way for text in longest_first for way in _ways(text)]
    # Without anything known the pattern matches nowhere.
    return re.compile("|".join(ways) or r"(?!)", re.IGNORECASE)


def _ways(text: str) -> list[str]:
    """Patterns of how a name, an address or a number may be written."""
    if (number := _number(text)) is not None:
        return [number]
    words = [word for word in re.split(r"[\W_]+", text) if word]
    is_eastern = re.search(f"[{_EASTERN}]", text) is not None
    if sum(map(len, words)) < (SHORTEST_NAME if is_eastern else SHORTEST):
        return []
    orders = [words] if "@" in text else [words, words[-1:] + words[:-1], words[1:] + words[:1]]
    ways = dict.fromkeys(_GAP.join(map(_spell, order)) for order in orders)
    return list(ways) if is_eastern else [rf"(?<!\w){way}(?!\w)" for way in ways]


def _spell(word: str) -> str:
    """Banks put blanks between the syllables of a Korean name."""
    is_eastern = re.search(f"[{_EASTERN}]", word) is not None
    return _GAP.join(map(re.escape, word)) if is_eastern else re.escape(word)


def _number(text: str) -> str | None:
    """With the country's code or with the 0 instead of it, with or without what is written between."""
    if not re.fullmatch(r"\+[0-9]{7,15}", text):
        return None
    try:
        parsed = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return None
    digits = _GAP.join(str(parsed.national_number))
    country = _GAP.join(str(parsed.country_code))
    return rf"(?:\+?(?<!\d){country}{_GAP}0?{_GAP}|(?<!\d)0{_GAP}|(?<!\d)){digits}(?!\d)"
