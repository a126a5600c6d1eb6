"""Where the admin sends whoever may not enter it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import RedirectView


class StaffDoorView(RedirectView):
    """To the log-in. Whoever is logged in already and no staff is told so, and not sent to and fro between the two."""

    pattern_name = "account_login"
    query_string = True

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return super().get(request, *args, **kwargs)
