"""Who asks: a browser by its session and its CSRF token, or a program by a bearer token."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import authentication, exceptions
from rest_framework.request import Request

CHALLENGE = "Bearer"
LONGEST_TOKEN = 200


class TokenRefused(exceptions.AuthenticationFailed):
    default_detail: Any = _("This token is not known, or no longer valid.")


class CsrfRefused(exceptions.PermissionDenied):
    default_code = "csrf_failed"


class BearerBase(authentication.BaseAuthentication):
    """`Authorization: Bearer …`. What is found becomes `request.auth`; it has `user` and `scopes`.

    Whoever keeps the tokens says in `find` which one it is; None for one unknown, revoked or past its time.
    """

    def find(self, text: str) -> Any:
        raise NotImplementedError

    def authenticate(self, request: Request):
        scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        text = text.strip()
        if scheme.lower() != "bearer" or not text or len(text) > LONGEST_TOKEN or not text.isascii():
            raise TokenRefused
        token = None if "\x00" in text else self.find(text)
        if token is None or not token.user.is_active:
            raise TokenRefused
        return token.user, token

    def authenticate_header(self, request):
        return CHALLENGE


class SessionAuthentication(authentication.SessionAuthentication):
    """The visitor of the session. Whoever sends a session cookie, named or not, proves with X-CSRFToken that they meant it.

    A request without the cookie has nothing that another site could misuse.
    """

    def authenticate(self, request: Request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES or request._request.user.is_authenticated:
            self.enforce_csrf(request)
        user = request._request.user
        return (user, None) if user.is_authenticated and user.is_active else None

    def enforce_csrf(self, request):
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as refused:
            raise CsrfRefused(str(refused.detail)) from refused

    def authenticate_header(self, request):
        return CHALLENGE
