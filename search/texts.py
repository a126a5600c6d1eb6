"""Text as it is compared: pure functions, for what is found and for what is typed alike."""

import re
import unicodedata

LONGEST_TEXT = 100
MOST_TERMS = 12

_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_PIECES = re.compile(r"[\uac00-\ud7a3]+|[^\W_\uac00-\ud7a3]+")
_SPACES = re.compile(r"\s+")


def strip_unseen(text: str) -> str:
    """Without control and formatting characters (NUL, direction marks, lone surrogates), spaces as single ones."""
    return _SPACES.sub(" ", _keep_seen(text)).strip()


def clean_text(text: str) -> str:
    """As texts are compared: NFKC, without case, without what is not seen, single spaces."""
    return strip_unseen(unicodedata.normalize("NFKC", text)).casefold()


def split_pieces(text: str) -> list[str]:
    """Words of letters and digits, in order; Hangul stands apart from what is written beside it: "6월" is "6", "월"."""
    return _PIECES.findall(_keep_seen(unicodedata.normalize("NFKC", text)).casefold())


def is_hangul(piece: str) -> bool:
    return not piece.isascii() and bool(_HANGUL.fullmatch(piece))


def cut_hangul(piece: str) -> list[str]:
    """Pairs of syllables, after Lucene's CJK bigram filter: 텀블러 is 텀블, 블러. A single syllable is itself."""
    return [piece] if len(piece) == 1 else [piece[at : at + 2] for at in range(len(piece) - 1)]


def write_tokens(text: str) -> str:
    """What the database's index is made of: words as they are, Hangul as pairs and single syllables."""
    tokens = []
    for piece in split_pieces(text):
        tokens += [*cut_hangul(piece), *(piece if len(piece) > 1 else "")] if is_hangul(piece) else [piece]
    return " ".join(tokens)


def join_hangul(text: str) -> str:
    """Lines in Korean without their spaces, which few type as others do: 반 마지기 is 반마지기 too."""
    lines = (
        line
        for line in text.split("\n")
        if " " in line and not line.isascii() and all(is_hangul(p) for p in split_pieces(line))
    )
    return "\n".join("".join(line.split()) for line in lines)


def fold_letters(text: str) -> str:
    """For comparing what was mistyped: Hangul as its letters (소굼 and 소금 differ in one), Latin without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def fold_code(text: str) -> str:
    """A SKU as it is compared: letters and digits only. "noon sock plu m" is "noonsockplum"."""
    return "".join(split_pieces(text))


def _keep_seen(text: str) -> str:
    # Most texts have nothing of the kind, and are looked at in one go.
    if text.replace("\n", " ").isprintable():
        return text
    return "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C"
    )
