"""What the museum, a room, a brand, somebody's orders and one receipt have done, each with its lines."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from checkout.impact_check import ReceiptNotFound, check_receipt
from checkout.impact_pages import NothingDone, read_brand, read_museum, read_own, read_room


@require_safe
def museum(request: HttpRequest) -> HttpResponse:
    wall = read_museum(number=request.GET.get("page"))
    return render(request, "checkout/impact/museum.html", {"wall": wall})


@require_safe
def room(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        wall = read_room(slug=slug, number=request.GET.get("page"))
    except NothingDone as error:
        raise Http404(_("There is no such room.")) from error
    return render(request, "checkout/impact/room.html", {"wall": wall})


@require_safe
def brand(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        wall = read_brand(slug=slug, number=request.GET.get("page"))
    except NothingDone as error:
        raise Http404(_("There is no such brand.")) from error
    return render(request, "checkout/impact/brand.html", {"wall": wall})


@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    try:
        checked = check_receipt(code=code)
    except ReceiptNotFound as error:
        raise Http404(_("Nobody was given such a receipt.")) from error
    return render(request, "checkout/impact/receipt.html", {"receipt": checked})


@never_cache
@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    impact = read_own(user=cast(User, request.user), number=request.GET.get("page"))
    return render(request, "checkout/impact/own.html", {"impact": impact})
