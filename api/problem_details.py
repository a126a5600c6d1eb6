"""Every refusal as application/problem+json (RFC 9457), in one shape."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import connections
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from api.refusals import Refused

PROBLEM = "application/problem+json"

_CODES = {
    HTTPStatus.UNAUTHORIZED: "not_authenticated",
    HTTPStatus.FORBIDDEN: "permission_denied",
    HTTPStatus.TOO_MANY_REQUESTS: "throttled",
}
_WITHOUT_FIELD = "non_field_errors"


def make_problem(
    *,
    request: Any,
    status: int,
    code: str = "",
    detail: str = "",
    errors: Mapping[str, list[str]] | None = None,
    members: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The body; what is not given follows from `status`."""
    known = HTTPStatus(status)
    return {
        **(members or {}),
        "type": "about:blank",
        "title": known.phrase,
        "status": int(status),
        "code": code or _CODES.get(known, known.name.lower()),
        "detail": detail or known.description or known.phrase,
        "errors": dict(errors or {}),
        "request_id": getattr(request, "id", "-"),
    }


def answer_problem(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. None, so a failure of ours, for everything that is no refusal."""
    refusal = _as_refusal(exc)
    if refusal is None:
        return None
    for connection in connections.all(initialized_only=True):
        if connection.settings_dict["ATOMIC_REQUESTS"] and connection.in_atomic_block:
            connection.set_rollback(True)
    body = make_problem(
        request=context["request"],
        status=refusal.status_code,
        code=_code_of(refusal),
        detail=_detail_of(refusal),
        errors=_errors_of(refusal),
        members=refusal.members if isinstance(refusal, Refused) else None,
    )
    return Response(body, refusal.status_code, headers=_headers_of(refusal), content_type=PROBLEM)


def _as_refusal(exc: Exception) -> exceptions.APIException | None:
    if isinstance(exc, exceptions.APIException):
        return exc
    if isinstance(exc, Http404):
        return exceptions.NotFound()
    if isinstance(exc, DjangoPermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(exc, DjangoValidationError):
        by_field = hasattr(exc, "error_dict")
        return exceptions.ValidationError(exc.message_dict if by_field else {_WITHOUT_FIELD: exc.messages})
    return None


def _code_of(refusal: exceptions.APIException) -> str:
    if isinstance(refusal, Refused):
        return refusal.code
    if isinstance(refusal, exceptions.ValidationError):
        return "validation_error"
    code = refusal.get_codes()
    return code if isinstance(code, str) else refusal.default_code


def _detail_of(refusal: exceptions.APIException) -> str:
    if isinstance(refusal, exceptions.ValidationError):
        return _("Some values are wrong.")
    return str(refusal.detail)


def _errors_of(refusal: exceptions.APIException) -> dict[str, list[str]]:
    if isinstance(refusal, Refused):
        return refusal.errors
    if not isinstance(refusal, exceptions.ValidationError):
        return {}
    errors: dict[str, list[str]] = {}
    for field, text in _texts(refusal.detail):
        errors.setdefault(field or _WITHOUT_FIELD, []).append(text)
    return errors


def _texts(detail: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each text with the way to its field: `variants.0.price`."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            here = path if name == _WITHOUT_FIELD and path else f"{path}.{name}" if path else str(name)
            yield from _texts(inner, here)
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            is_nested = isinstance(inner, Mapping | list)
            yield from _texts(inner, f"{path}.{number}" if path and is_nested else path)
    else:
        yield path, str(detail)


def _headers_of(refusal: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if challenge := getattr(refusal, "auth_header", ""):
        headers["WWW-Authenticate"] = challenge
    wait = refusal.retry_after if isinstance(refusal, Refused) else getattr(refusal, "wait", None)
    if wait is not None:
        headers["Retry-After"] = str(max(1, int(wait)))
    return headers
