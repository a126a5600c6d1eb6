"""What a refused or failed request is answered with."""

import sys
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from api.problem_details import PROBLEM, make_problem

RETRY_SECONDS = "10"
_WITHOUT_DATABASE = {400, 500, 503}


def wants_json(request: HttpRequest) -> bool:
    if request.path.startswith(tuple(settings.JSON_PATHS)):
        return True
    accepted = request.headers.get("Accept", "")
    return "json" in accepted and "text/html" not in accepted


def error_json(request: HttpRequest, status: int, detail: str = "", code: str = "") -> JsonResponse:
    body = make_problem(request=request, status=status, detail=detail, code=code)
    return JsonResponse(body, status=status, content_type=PROBLEM)


def error_page(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    """400, 500 and 503 are rendered without the request, so that neither a bad host nor a lost database can hurt."""
    context = {"status": status, "request_id": getattr(request, "id", "-"), "STATIC_URL": settings.STATIC_URL}
    with_request = None if status in _WITHOUT_DATABASE else request
    body = render_to_string(f"errors/{template or status}.html", context, request=with_request)
    return HttpResponse(body, status=status)


def _answer(request: HttpRequest, status: int, template: str = "", detail: str = "") -> HttpResponse:
    return (
        error_json(request, status, detail) if wants_json(request) else error_page(request, status, template)
    )


def bad_request(request, exception=None):
    too_big = isinstance(exception, RequestDataTooBig)
    return _answer(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_big else HTTPStatus.BAD_REQUEST)


def permission_denied(request, exception=None):
    return _answer(request, HTTPStatus.FORBIDDEN)


def forgery_suspected(request, reason=""):
    detail = "The form's token is missing or too old. Load the page again and send it once more."
    return _answer(request, HTTPStatus.FORBIDDEN, "403_forgery", detail)


def page_not_found(request, exception=None):
    return _answer(request, HTTPStatus.NOT_FOUND)


def server_error(request):
    """A database that is away or busy is no fault of the page: it is told apart, and worth another try."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR)
    response = _answer(request, HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = RETRY_SECONDS
    return response
