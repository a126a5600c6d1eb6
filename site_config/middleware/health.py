"""Probes come by address, not by name, and must not wait for anything that pages wait for."""

from django.http import HttpResponseNotAllowed
from django.utils.cache import add_never_cache_headers

from site_config import health

_PROBES = {"/livez": health.live, "/readyz": health.ready}


class HealthMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        probe = _PROBES.get(request.path)
        if probe is None:
            return self.get_response(request)
        response = (
            probe(request) if request.method in {"GET", "HEAD"} else HttpResponseNotAllowed(["GET", "HEAD"])
        )
        add_never_cache_headers(response)
        return response
