"""Who reads a page that is the same for everybody who is not known."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

# Browsers say so when nobody looks at the page yet, and perhaps nobody ever will.
AHEAD = "prefetch"


def reader_of(request: HttpRequest) -> Any:
    """The account that is logged in, else None; nothing is asked about a request without a session's cookie."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def is_looked_at(request: HttpRequest) -> bool:
    """A page is opened for somebody's eyes, not fetched ahead."""
    purposes = request.headers.get("Sec-Purpose", ""), request.headers.get("Purpose", "")
    return request.method == "GET" and not any(AHEAD in purpose for purpose in purposes)
