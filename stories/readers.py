"""Who reads a page that is the same for everybody who is not known."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest

# Browsers say so when nobody looks at the page yet, and perhaps nobody ever will.
AHEAD = ("prefetch", "prerender")
# What calls itself a machine that reads for others; whoever fetches a page by hand is taken at their word.
_CRAWLERS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|archiver|preview|externalhit|monitor|pingdom|lighthouse|scrap|feedfetch",
    re.IGNORECASE,
)


def reader_of(request: HttpRequest) -> Any:
    """The account that is logged in, else None; nothing is asked about a request without a session's cookie."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def is_looked_at(request: HttpRequest) -> bool:
    """A page is opened for somebody's eyes, not fetched ahead."""
    purposes = request.headers.get("Sec-Purpose", ""), request.headers.get("Purpose", "")
    return request.method == "GET" and not any(word in purpose for purpose in purposes for word in AHEAD)


def is_crawler(request: HttpRequest) -> bool:
    """By its own word."""
    return bool(_CRAWLERS.search(request.headers.get("User-Agent", "")))


def wants_no_trace(request: HttpRequest) -> bool:
    """Do-Not-Track or Global Privacy Control: nothing of the visit is kept, whatever else was agreed to."""
    return request.headers.get("DNT") == "1" or request.headers.get("Sec-GPC") == "1"
