"""Who may: by the user's permissions, and for a token also by the scopes it was given."""

from collections.abc import Mapping
from typing import Any

from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated

_LIKE_GET = {"HEAD", "OPTIONS"}


def asked_of(view, name: str, method: str) -> Any:
    """What the view's attribute says for this method; it may be one text for all or a mapping by method."""
    wanted = getattr(view, name, None)
    if isinstance(wanted, Mapping):
        return wanted.get("GET" if method in _LIKE_GET else method)
    return wanted


class HasScope(BasePermission):
    """A token may only what it was given for: all of `required_scope`, one text or several. A view without it is closed
    to tokens.
    """

    def has_permission(self, request, view):
        if request.auth is None:
            return True
        wanted = asked_of(view, "required_scope", request.method)
        if wanted is None:
            return False
        all_of_them = {wanted} if isinstance(wanted, str) else set(wanted)
        return all_of_them <= set(request.auth.scopes)


class HasPermission(BasePermission):
    """The user holds `required_permission` ("app.codename"), or one of several; a method without one is open to all."""

    def has_permission(self, request, view):
        wanted = asked_of(view, "required_permission", request.method)
        if wanted is None:
            return True
        enough = (wanted,) if isinstance(wanted, str) else wanted
        return request.user.is_authenticated and any(request.user.has_perm(name) for name in enough)


OPEN_TO_ALL = (AllowAny, HasScope)
LOGGED_IN = (IsAuthenticated, HasScope)
BY_PERMISSION = (HasPermission, HasScope)
