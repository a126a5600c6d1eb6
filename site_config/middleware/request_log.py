"""One line for each request, and an id that ties all lines of a request together."""

import logging
import re
import time
from contextvars import ContextVar
from http import HTTPStatus
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError

from site_config.secret_paths import hide_secrets

current_request_id: ContextVar[str] = ContextVar("current_request_id", default="-")
logger = logging.getLogger("impact.request")
_SOUND_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class RequestLogMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = _id_of(request)
        held = current_request_id.set(request.id)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request.id
            self._log(request, response.status_code, started)
            return response
        finally:
            current_request_id.reset(held)

    @staticmethod
    def _log(request, status: int, started: float) -> None:
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        user = _user_of(request)
        # What no view answered and was there all the same is a file.
        is_file = request.resolver_match is None and status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
        path = request.path if is_file else hide_secrets(request.path, request=request)
        logger.info(
            "%s %s %s %.1f ms user=%s",
            request.method,
            path,
            status,
            milliseconds,
            user,
            extra={
                "method": request.method,
                "path": path,
                "status": status,
                "milliseconds": milliseconds,
                "user": user,
            },
        )


def _id_of(request) -> str:
    """A proxy that we trust may have given the request its id already."""
    given = request.headers.get("X-Request-ID", "")
    if settings.TRUSTED_PROXY_COUNT and _SOUND_ID.fullmatch(given):
        return given
    return uuid4().hex


def _user_of(request) -> str:
    """A request without a session cookie is nobody's: its session is not touched for the log's sake."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and not hasattr(request, "_cached_user"):
        return "anonymous"
    try:
        return str(request.session[SESSION_KEY])
    except (AttributeError, KeyError):
        return "anonymous"
    except DatabaseError:
        return "unknown"
