"""A guest's orders are brought into an account: a code goes to its e-mail, and comes back here."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.codes.proofs import AskedTooOften, CodeExpired, WrongCode
from accounts.models import User
from api.networks import address_of
from checkout.forms import CodeForm
from checkout.guest_orders import NotYourAddress, send_code, take_guest_orders
from checkout.views.answers import failed_status
from stories.answers import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def show(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if not user.email:
        return _ask_for_email(request)
    if request.method != "POST":
        return render(request, "checkout/guest_orders.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            count = take_guest_orders(user=user, code=form.cleaned_data["code"], now=timezone.now())
        except (WrongCode, CodeExpired, NotYourAddress) as refusal:
            form.add_error("code", str(refusal))
        else:
            return _taken(request, count)
    return render(request, "checkout/guest_orders.html", {"form": form}, status=failed_status(request))


@require_POST
@never_cache
@login_required
def send(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if not user.email:
        return _ask_for_email(request)
    try:
        send_code(user=user, address=address_of(request), now=timezone.now())
    except AskedTooOften as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("We have sent six digits to %(email)s.") % {"email": user.email})
    return see_other(reverse("checkout:guest_orders"))


def _taken(request: HttpRequest, count: int) -> HttpResponse:
    if count:
        text = ngettext(
            "%(count)s order is in your account now.", "%(count)s orders are in your account now.", count
        )
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("No order was made with this address that is not in an account."))
    return see_other(reverse("checkout:my_orders"))


def _ask_for_email(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Your account has no e-mail yet."))
    return see_other(reverse("accounts:details"))
