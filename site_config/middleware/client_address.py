"""Whose word about the visitor's address and scheme is taken."""

from django.conf import settings

_FORWARDED = [
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
]


class ClientAddressMiddleware:
    """REMOTE_ADDR becomes the address that the outermost trusted proxy saw.

    Without trusted proxies anybody may have written the forwarded headers, so they are thrown away before anything
    reads them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        proxies = settings.TRUSTED_PROXY_COUNT
        if not proxies:
            for header in _FORWARDED:
                request.META.pop(header, None)
            return self.get_response(request)
        chain = [
            hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()
        ]
        if len(chain) >= proxies:
            request.META["REMOTE_ADDR"] = chain[-proxies]
        return self.get_response(request)
