"""Which pages of other origins may call the API from a browser: those listed, with the visitor's cookies."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

ROOT = "/api/"
METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
HEADERS = "accept, authorization, content-type, idempotency-key, order-token, x-csrftoken"
EXPOSED = "Idempotent-Replayed, Location, Retry-After, X-Request-ID"
SECONDS_KEPT = "600"


class CrossOriginMiddleware:
    """An origin that is not listed gets no header, and so its pages no answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        origin = request.headers.get("Origin", "")
        is_listed = origin in settings.CORS_ALLOWED_ORIGINS
        asks_first = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        response = HttpResponse(status=204) if is_listed and asks_first else self.get_response(request)
        patch_vary_headers(response, ["Origin"])
        if is_listed:
            response["Access-Control-Allow-Origin"] = origin
            response["Access-Control-Allow-Credentials"] = "true"
            response["Access-Control-Expose-Headers"] = EXPOSED
            if asks_first:
                response["Access-Control-Allow-Methods"] = METHODS
                response["Access-Control-Allow-Headers"] = HEADERS
                response["Access-Control-Max-Age"] = SECONDS_KEPT
        return response
