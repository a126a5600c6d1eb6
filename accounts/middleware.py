"""What every request of somebody known passes: the door of the desk, and the note of when a session was used."""

import hashlib
import logging
from http import HTTPStatus
from typing import cast
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.second_factor import must_set_up
from accounts.sessions.log_ins import LISTED, note_use
from accounts.views.second_factor import GOING_TO
from api.networks import address_of
from api.permissions import asked_of
from api.problem_details import PROBLEM, make_problem

DESKS = ("/admin/", "/django-admin/")
WAYS_OUT = {"wagtailadmin_logout", "admin:logout"}
SECONDS_BETWEEN_NOTES = 600

logger = logging.getLogger(__name__)


class SecondFactorMiddleware:
    """An owner without a second factor is let into neither admin, nor to what the API keeps for staff.

    A token is a factor of its own: it was made behind this door.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        is_desk = request.path.startswith(DESKS)
        if not is_desk and not _is_for_staff(request, view):
            return None
        if request.resolver_match and request.resolver_match.view_name in WAYS_OUT:
            return None
        if must_set_up(user=cast(User, request.user)):
            return _send_to_set_up(request) if is_desk else _refuse(request)
        if is_desk and request.user.is_authenticated:
            request.session.pop(GOING_TO, None)
        return None


class SessionUseMiddleware:
    """Notes where and when a listed session was last used, at most every ten minutes.

    It looks into no session that the request has not opened: pages that are the same for everybody stay so.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if session.accessed and session.session_key and session.get(LISTED) and _is_due(session.session_key):
            _note(request)
        return response


def _is_for_staff(request: HttpRequest, view) -> bool:
    """Asked by session for what needs a permission."""
    if request.headers.get("Authorization", "").partition(" ")[0]:
        return False
    return asked_of(getattr(view, "cls", None), "required_permission", request.method or "") is not None


def _send_to_set_up(request: HttpRequest) -> HttpResponse:
    is_page = request.method in ("GET", "HEAD")
    place = request.get_full_path() if is_page else reverse("wagtailadmin_home")
    return HttpResponseRedirect(f"{reverse('mfa_index')}?{urlencode({'next': place})}")


def _refuse(request: HttpRequest) -> HttpResponse:
    body = make_problem(
        request=request,
        status=HTTPStatus.FORBIDDEN,
        code="second_factor_required",
        detail=_("Your account needs a second factor for this: set one up at set_up_at."),
        members={"set_up_at": request.build_absolute_uri(reverse("mfa_index"))},
    )
    return JsonResponse(body, status=HTTPStatus.FORBIDDEN, content_type=PROBLEM)


def _is_due(session_key: str) -> bool:
    name = hashlib.sha256(session_key.encode()).hexdigest()[:32]
    return cache.add(f"session-use:{name}", 1, timeout=SECONDS_BETWEEN_NOTES)


def _note(request: HttpRequest) -> None:
    try:
        note_use(
            session_key=request.session.session_key or "",
            address=address_of(request),
            device=request.headers.get("User-Agent", ""),
            now=timezone.now(),
        )
    except DatabaseError:
        logger.warning("the use of a session could not be noted", exc_info=True)
