"""Whose order and whose name stand in what a payer or a bank has written."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate

# Shorter parts of a number or a name are in too many texts.
SHORTEST_TAIL = 8
SHORTEST_NAME = 2
# Hangul, Chinese and Japanese.
_KOREAN = re.compile("[\u1100-\u11ff\u3040-\u318f\u3400-\u9fff\uac00-\ud7af]")


class BankText:
    """A text with neither blanks nor signs nor capitals, that still knows where its words were."""

    def __init__(self, text: str):
        words = _words(text)
        self.letters = "".join(words)
        self.bounds = {0, *accumulate(map(len, words))}

    def parts(self, length: int) -> Iterator[str]:
        """Every so many letters that follow each other."""
        return (self.letters[start : start + length] for start in range(len(self.letters) - length + 1))

    def holds_name(self, ways: Iterable[str]) -> bool:
        """Korean names stand inside of words (홍길동님); others count as whole words only."""
        return any(way in self.letters and (_KOREAN.search(way) or self._has_words(way)) for way in ways)

    def _has_words(self, way: str) -> bool:
        start = self.letters.find(way)
        while start >= 0:
            if start in self.bounds and start + len(way) in self.bounds:
                return True
            start = self.letters.find(way, start + 1)
        return False


def ways_to_write_number(number: str) -> frozenset[str]:
    """The number of an order with or without its dashes, or the part of it that was drawn by lot."""
    ways = {_letters(number), _letters(number.rsplit("-", 1)[-1])}
    return frozenset(way for way in ways if len(way) >= SHORTEST_TAIL)


def ways_to_write_name(name: str) -> frozenset[str]:
    """`김하늘 Haneul Kim` is also 김하늘, Haneul Kim and Kim Haneul."""
    words = name.split()
    korean = [word for word in words if _KOREAN.search(word)]
    others = [word for word in words if word not in korean]
    ways = {_letters("".join(part)) for part in (words, korean, others, others[::-1])}
    return frozenset(way for way in ways if len(way) >= SHORTEST_NAME)


def _letters(text: str) -> str:
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    return re.split(r"[\W_]+", unicodedata.normalize("NFKC", text).casefold())
