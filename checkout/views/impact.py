"""What the museum, a room, a brand, somebody's orders and one receipt have done, each with its lines."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from checkout.impact_check import ReceiptNotFound, check_receipt
from checkout.impact_lines import Place
from checkout.impact_pages import NothingDone, read_brand, read_museum, read_own, read_room


@require_safe
def museum(request: HttpRequest) -> HttpResponse:
    wall = read_museum(place=_place(request))
    return render(request, "checkout/impact/museum.html", {"wall": wall, "title": _("What was done")})


@require_safe
def room(request: HttpRequest, slug: str) -> HttpResponse:
    with _or_not_found(_("There is no such room.")):
        wall = read_room(slug=slug, place=_place(request))
    title = _("What was done: %(title)s") % {"title": wall.about.title}
    return render(request, "checkout/impact/place.html", {"wall": wall, "title": title})


@require_safe
def brand(request: HttpRequest, slug: str) -> HttpResponse:
    with _or_not_found(_("There is no such brand.")):
        wall = read_brand(slug=slug, place=_place(request))
    title = _("What was done by %(title)s") % {"title": wall.about.title}
    context = {"wall": wall, "title": title, "room": wall.about.problem}
    return render(request, "checkout/impact/place.html", context)


@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    with _or_not_found(_("Nobody was given such a receipt.")):
        checked = check_receipt(code=code)
    return render(request, "checkout/impact/receipt.html", {"receipt": checked})


@never_cache
@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    impact = read_own(user=cast(User, request.user), place=_place(request))
    return render(request, "checkout/impact/own.html", {"impact": impact})


def _place(request: HttpRequest) -> Place:
    return Place(before=request.GET.get("before"), number=request.GET.get("page"))


@contextmanager
def _or_not_found(text: str) -> Iterator[None]:
    try:
        yield
    except (NothingDone, ReceiptNotFound) as error:
        raise Http404(text) from error
