"""Whoever tries too often is asked to wait."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from api.rate_limits import count_attempt, visitor_of


def refuse_hurry(request: HttpRequest, *, group: str) -> HttpResponse | None:
    """Counts this attempt; the page that asks to wait when there were too many, else None."""
    seconds = count_attempt(group=group, who=visitor_of(request))
    if not seconds:
        return None
    response = render(
        request, "errors/429.html", {"status": 429, "request_id": getattr(request, "id", "-")}, status=429
    )
    response["Retry-After"] = str(seconds)
    return response
