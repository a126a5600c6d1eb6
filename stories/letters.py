"""What all letters of the house are made of: HTML with its style inlined, plain text, and links that begin with SITE_URL."""

from dataclasses import dataclass

import css_inline
from django.conf import settings

_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


@dataclass(frozen=True)
class Letter:
    subject: str
    html: str
    text: str


def absolute(path: str) -> str:
    """`path` on this site as an address that works in a mail; other addresses stay as they are."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path


def inline_style(html: str) -> str:
    """Mail programs read the style of an element, and few of them a style sheet."""
    return _inliner.inline(html)


def squeeze(text: str) -> str:
    """Never more than one empty line: conditions in a template leave some behind."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.strip())
    return "\n".join(lines) + "\n"
