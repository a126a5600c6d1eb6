"""What the desk of customers can do to an account: close its door, and open it again."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from accounts.deactivation import (
    CannotDeactivate,
    CannotReactivate,
    deactivate_account,
    ensure_deactivatable,
    ensure_reactivatable,
    reactivate_account,
)
from accounts.models import User


@never_cache
@permission_required("accounts.change_user")
@require_http_methods(["GET", "HEAD", "POST"])
def deactivate(request: HttpRequest, user_id: int) -> HttpResponse:
    """Asks whether it is meant, and does it."""
    customer = get_object_or_404(User, pk=user_id)
    if request.method != "POST":
        return _ask(request, customer)
    try:
        deactivate_account(user=customer, actor=_clerk(request), now=timezone.now())
    except CannotDeactivate:
        return _ask(request, customer)
    messages.success(request, _("“%(name)s” is deactivated.") % {"name": customer})
    return redirect("customer_report")


@never_cache
@permission_required("accounts.change_user")
@require_http_methods(["GET", "HEAD", "POST"])
def reactivate(request: HttpRequest, user_id: int) -> HttpResponse:
    """Asks whether it is meant, and does it."""
    customer = get_object_or_404(User, pk=user_id)
    if request.method != "POST":
        return _ask(request, customer)
    try:
        reactivate_account(user=customer, actor=_clerk(request))
    except CannotReactivate:
        return _ask(request, customer)
    messages.success(request, _("“%(name)s” is active again.") % {"name": customer})
    return redirect("customer_report")


def _ask(request: HttpRequest, customer: User) -> HttpResponse:
    """Or says why there is nothing to ask."""
    refusal = None
    try:
        if customer.is_active:
            ensure_deactivatable(user=customer)
        else:
            ensure_reactivatable(user=customer, actor=_clerk(request))
    except (CannotDeactivate, CannotReactivate) as obstacle:
        refusal = str(obstacle)
    context = {"customer": customer, "refusal": refusal}
    return render(request, "accounts/admin/customer_door.html", context)


def _clerk(request: HttpRequest) -> User:
    return cast(User, request.user)
