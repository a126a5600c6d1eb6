"""What the pages share on which somebody writes: who may, how often, and what becomes of it."""

import math
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from api.rate_limits import count_attempt, visitor_of
from posts.kinds import NoSuchText
from posts.models import Moderated
from stories.answers import see_other


def own_page(view):
    """For whoever is logged in, never kept by a cache; what is another's is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, **named) -> HttpResponse:
        try:
            return view(request, **named)
        except NoSuchText as missing:
            raise Http404 from missing

    return require_http_methods(["GET", "HEAD", "POST"])(never_cache(login_required(guarded)))


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def answer(
    request: HttpRequest,
    *,
    form: forms.Form,
    keep: Callable[[], Moderated],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The form, or the way on once `keep` has kept what was typed in it."""
    wait = 0
    if form.is_bound and form.is_valid():
        wait = count_attempt(group="posts", who=visitor_of(request))
        if wait:
            form.add_error(None, _tell_to_wait(wait))
        else:
            try:
                return _kept(request, keep())
            except ValidationError as refusal:
                form.add_error(None, refusal)
    response = TemplateResponse(request, template, {**context, "form": form})
    if wait:
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        response.headers["Retry-After"] = str(wait)
    return response


def _kept(request: HttpRequest, item: Moderated) -> HttpResponse:
    if item.is_approved:
        messages.success(request, _("It is public now."))
    else:
        messages.success(request, _("Thank you. It is public as soon as somebody at the museum has read it."))
    return see_other(reverse("posts:mine"))


def _tell_to_wait(seconds: int) -> str:
    minutes = math.ceil(seconds / 60)
    text = ngettext(
        "That was a lot at once. Please send it again in %(minutes)s minute.",
        "That was a lot at once. Please send it again in %(minutes)s minutes.",
        minutes,
    )
    return text % {"minutes": minutes}
