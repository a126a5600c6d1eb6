"""The admins' own content security policy: theirs are the only pages with inline scripts."""

from csp.constants import HEADER
from django.conf import settings


class AdminPolicyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(tuple(settings.CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"])):
            response.headers.setdefault(HEADER, settings.ADMIN_CONTENT_SECURITY_POLICY)
        return response
