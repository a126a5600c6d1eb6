"""Marks what matched, in text that is safe to print whatever stood in it."""

import re
from html import escape

from django.utils.safestring import SafeString, mark_safe

from search.models import Entry
from search.queries import Query
from search.texts import is_hangul

EXCERPT = 180
BEFORE = 50
# A place further on is no worse than the summary.
LOOKED_THROUGH = 20_000
SHORTEST_BEGINNING = 3


def highlight(*, text: str, query: Query) -> SafeString:
    """All of it, escaped, with `<mark>` around the words that were looked for, and those that only begin like them."""
    return _mark(text, _pattern(query))


def write_excerpt(*, entry: Entry, query: Query) -> SafeString:
    """The summary when it matches, or when nothing does; else the place in the body that matches."""
    pattern = _pattern(query)
    match = (
        None
        if pattern is None or pattern.search(entry.summary)
        else pattern.search(entry.body, 0, LOOKED_THROUGH)
    )
    return _mark(_cut_around(entry.body, match.start()) if match else entry.summary, pattern)


def _pattern(query: Query) -> re.Pattern | None:
    words = {word for slot in query.slots for form in slot.forms for word in form.words}
    looks = [_look_of(word) for word in sorted(words, key=lambda word: (-len(word), word))]
    return re.compile("|".join(looks), re.IGNORECASE) if looks else None


def _look_of(word: str) -> str:
    """Hangul anywhere: what is tied to a noun stands before or after it."""
    if is_hangul(word):
        return re.escape(word)
    return rf"(?<!\w){re.escape(word)}" + (r"\w*" if len(word) >= SHORTEST_BEGINNING else r"(?!\w)")


def _mark(text: str, pattern: re.Pattern | None) -> SafeString:
    if pattern is None:
        return mark_safe(escape(text))
    parts, end = [], 0
    for match in pattern.finditer(text):
        parts += [escape(text[end : match.start()]), "<mark>", escape(match.group()), "</mark>"]
        end = match.end()
    return mark_safe("".join([*parts, escape(text[end:])]))


def _cut_around(text: str, at: int) -> str:
    """About `EXCERPT` characters around the place, from word to word."""
    start = text.rfind(" ", 0, at - BEFORE) + 1 if at > BEFORE else 0
    end = text.find(" ", start + EXCERPT)
    cut = text[start : end if end > 0 else None]
    return ("… " if start else "") + cut + (" …" if end > 0 else "")
