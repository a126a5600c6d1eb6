"""Forms of the storefront have one way of answering, those of libraries too."""

from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from accounts.middleware import DESKS


class FormAnswersMiddleware:
    """303 after a form that succeeded. One that failed is a page like any other, except to htmx, which must know: 422.

    Whoever is sent to say who they are, and from there back, has sent nothing that succeeded: that stays 302. The admins'
    own scripts read their answers, which stay as they are.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            response.status_code == HTTPStatus.FOUND
            and _is_form(request)
            and not _leads_back(request, response)
        ):
            response.status_code = HTTPStatus.SEE_OTHER
        return response

    def process_template_response(self, request, response):
        is_page = response.status_code == HTTPStatus.OK
        if is_page and _is_form(request) and request.htmx and _has_failed(response.context_data or {}):
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


def _is_form(request: HttpRequest) -> bool:
    return request.method == "POST" and not request.path.startswith(DESKS)


def _leads_back(request: HttpRequest, response: HttpResponse) -> bool:
    query = urlsplit(response["Location"]).query
    return parse_qs(query).get("next") == [request.get_full_path()]


def _has_failed(context: dict) -> bool:
    return any(isinstance(form, BaseForm) and form.is_bound and form.errors for form in context.values())
