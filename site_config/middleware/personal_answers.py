"""Nobody between us and a visitor keeps what only that visitor may see."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

ROOT = "/api/"
CREDENTIALS = ("Authorization", "Order-Token", "Cookie")


class PersonalAnswersMiddleware:
    """What the API answers to somebody it may know is kept by no cache, unless the view says otherwise."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_known = any(request.headers.get(name) for name in CREDENTIALS)
        if is_known and request.path.startswith(ROOT) and "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response
