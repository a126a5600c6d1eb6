"""What an endpoint raises to refuse a request; `api.problem_details` makes the answer of it."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException


class Refused(APIException):
    """A refusal with a code for programs, a text for people and, as `members`, what a program needs to go on.

    `retry_after` is in whole seconds. `errors` names fields with their texts.
    """

    default_detail: Any = _("This cannot be done.")

    def __init__(
        self,
        *,
        status: int,
        code: str,
        detail: Any = None,
        errors: dict[str, list[str]] | None = None,
        retry_after: int | None = None,
        **members: Any,
    ):
        super().__init__(detail=None if detail is None else str(detail), code=code)
        self.status_code = status
        self.code = code
        self.errors = errors or {}
        self.retry_after = retry_after
        self.members = members


def not_found(detail: Any = None) -> Refused:
    """Also for what is there and not for this visitor's eyes."""
    return Refused(
        status=HTTPStatus.NOT_FOUND, code="not_found", detail=detail or _("There is nothing at this address.")
    )


def invalid(**errors: Any) -> Refused:
    """A field's text, or list of texts, by the field's name."""
    texts = {
        field: [str(text) for text in (found if isinstance(found, list) else [found])]
        for field, found in errors.items()
    }
    return Refused(
        status=HTTPStatus.BAD_REQUEST,
        code="validation_error",
        detail=_("Some values are wrong."),
        errors=texts,
    )


def conflict(code: str, detail: Any = None, **members: Any) -> Refused:
    return Refused(status=HTTPStatus.CONFLICT, code=code, detail=detail, **members)


def unprocessable(code: str, detail: Any = None, **members: Any) -> Refused:
    return Refused(status=HTTPStatus.UNPROCESSABLE_ENTITY, code=code, detail=detail, **members)


def unavailable(code: str, detail: Any = None, *, retry_after: int = 10, **members: Any) -> Refused:
    return Refused(
        status=HTTPStatus.SERVICE_UNAVAILABLE, code=code, detail=detail, retry_after=retry_after, **members
    )
