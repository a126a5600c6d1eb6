"""The admin's part of the second factor: the reminder on its first page, and the way out for a lost device."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from accounts.models import User
from accounts.second_factor import (
    NoSecondFactor,
    has_second_factor,
    is_owner,
    reminder_name,
    reset_second_factor,
)


class ReminderPanel(Component):
    name = "second-factor"
    template_name = "accounts/admin/second_factor_panel.html"
    order = 40

    def get_context_data(self, parent_context) -> dict[str, Any]:
        return {"reminder": reminder_name(now=timezone.now()), "request": parent_context["request"]}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, user_id: int) -> HttpResponse:
    """Asks whether it is meant, and takes somebody's second factor away. One's own is changed on one's own pages."""
    owner = cast(User, request.user)
    if not is_owner(user=owner):
        raise PermissionDenied
    user = get_object_or_404(User, pk=user_id)
    if user.pk == owner.pk:
        return redirect("mfa_index")
    if request.method != "POST":
        context = {"person": user, "has_one": has_second_factor(user=user)}
        return render(request, "accounts/admin/reset_second_factor.html", context)
    try:
        reset_second_factor(user=user, actor=owner, now=timezone.now())
    except NoSecondFactor as refusal:
        messages.error(request, str(refusal))
    else:
        text = _("%(name)s is logged out everywhere and can set up a new second factor.")
        messages.success(request, text % {"name": user.get_username()})
    return redirect(reverse("wagtailusers_users:index"))
