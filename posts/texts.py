"""What readers type, as it is kept: plain text, without what cannot be seen."""

import re
import unicodedata

# They hold together the parts of an emoji, and the letters of some scripts.
_JOINERS = "\u200c\u200d"
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


def tidy_line(text: str) -> str:
    """One line with single spaces, without control characters, direction marks and lone surrogates."""
    return " ".join(_keep_seen(text).split())


def tidy_paragraphs(text: str) -> str:
    """Likewise, with its line breaks; never more than one empty line between paragraphs."""
    lines = _keep_seen(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return _EMPTY_LINES.sub("\n\n", "\n".join(_SPACES.sub(" ", line).strip() for line in lines)).strip()


def _keep_seen(text: str) -> str:
    return "".join(c for c in text if c in _JOINERS or c.isspace() or unicodedata.category(c)[0] != "C")
