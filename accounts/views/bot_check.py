"""The picture of a bot check, and its letters read aloud. Drawing costs time: not without end for one visitor."""

from collections.abc import Callable

from captcha.views import captcha_audio, captcha_image
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from api.rate_limits import count_attempt, visitor_of


@require_safe
@never_cache
def picture(request: HttpRequest, key: str) -> HttpResponse:
    return _unless_too_often(request, captcha_image, key)


@require_safe
@never_cache
def sound(request: HttpRequest, key: str) -> HttpResponse:
    return _unless_too_often(request, captcha_audio, key)


def _unless_too_often(
    request: HttpRequest, draw: Callable[[HttpRequest, str], HttpResponse], key: str
) -> HttpResponse:
    wait = count_attempt(group="search", who=f"picture:{visitor_of(request)}")
    if wait:
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    return draw(request, key)
