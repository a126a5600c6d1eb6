"""What letters about an account say. Every link begins with SITE_URL, whatever host the request named; no name that
somebody chose is repeated, because the letter may go to a stranger whose address was typed."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from stories.letters import Letter, absolute, inline_style, squeeze

# How a letter looks of which only the text is written.
PLAIN = "account/email/plain_message.html"


def write_account_letter(*, template: str, facts: Mapping[str, Any]) -> Letter:
    """The letter of the templates that begin with `template`, in the shop's own language."""
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            **facts,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "signup_url": absolute(reverse("account_signup")),
            "reset_url": absolute(reverse("account_reset_password")),
        }
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        text = squeeze(render_to_string(f"{template}_message.txt", context))
        _brand, *paragraphs = [lines.splitlines() for lines in text.split("\n\n")]
        html = render_to_string(
            [f"{template}_message.html", PLAIN], {**context, "subject": subject, "paragraphs": paragraphs}
        )
        return Letter(subject=subject, html=inline_style(html), text=text)
