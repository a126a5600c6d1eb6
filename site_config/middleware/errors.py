"""Refusals that views give without a body get one: a page for people, JSON for scripts."""

from http import HTTPStatus

from django.conf import settings
from django.utils.datastructures import MultiValueDictKeyError

from site_config.errors import bad_request, error_json, error_page, wants_json

_PAGES = {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.TOO_MANY_REQUESTS}


class ErrorBodyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        status = response.status_code
        if status < HTTPStatus.BAD_REQUEST or (settings.DEBUG and status == HTTPStatus.INTERNAL_SERVER_ERROR):
            return response
        if wants_json(request):
            is_json = "json" in response.get("Content-Type", "")
            return response if is_json else _keeping_headers(error_json(request, status), response)
        if status in _PAGES and not response.streaming and not response.content:
            return _keeping_headers(error_page(request, status), response)
        return response

    def process_exception(self, request, exception):
        """A form without a field that its view cannot do without is a bad request, and no failure of ours."""
        return bad_request(request, exception) if isinstance(exception, MultiValueDictKeyError) else None


def _keeping_headers(fresh, refused):
    for name in ("Allow", "Retry-After", "Vary"):
        if name in refused:
            fresh[name] = refused[name]
    fresh.cookies = refused.cookies
    return fresh
