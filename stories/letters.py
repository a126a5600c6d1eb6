"""What all letters of the house are made of: HTML with its style inlined, plain text, and links that begin with SITE_URL."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import css_inline
from django.conf import settings
from django.template.loader import render_to_string

_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


@dataclass(frozen=True)
class Letter:
    subject: str
    html: str
    text: str


def compose_letter(*, subject: str, template: str, facts: Mapping[str, Any]) -> Letter:
    """The letter of `template`.html and `template`.txt, in the language of the moment."""
    context = dict(facts)
    return Letter(
        subject=subject,
        html=inline_style(render_to_string(f"{template}.html", context)),
        text=squeeze(render_to_string(f"{template}.txt", context)),
    )


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
