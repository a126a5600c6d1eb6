"""Packing slips in the admin: of one order, or of all that wait to be packed."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required
from wagtail.models import Site

from checkout.models import Order
from checkout.printing.packing_slip import draw_packing_slips
from checkout.printing.slip_facts import Slip, orders_to_pack, read_slips

# A stack that one person packs before printing the next.
SLIPS_AT_ONCE = 100


@permission_required("checkout.view_order")
@never_cache
@require_safe
def show_slip(request: HttpRequest, order_id: int) -> HttpResponse:
    slips = _slip_of(request, order_id)
    context = {
        "title": _("Packing slip %(number)s") % {"number": slips[0].number},
        "slips": slips,
        "pdf": reverse("packing_slip_pdf", args=[order_id]),
        "back": reverse("orders_modeladmin_inspect", args=[order_id]),
    }
    return render(request, "checkout/admin/packing_slips.html", context)


@permission_required("checkout.view_order")
@never_cache
@require_safe
def show_slip_pdf(request: HttpRequest, order_id: int) -> HttpResponse:
    slips = _slip_of(request, order_id)
    return _pdf(slips, f"packing-slip-{slips[0].number}.pdf")


@permission_required("checkout.view_order")
@never_cache
@require_safe
def show_slips(request: HttpRequest) -> HttpResponse:
    waiting = orders_to_pack()
    slips = _read(request, waiting[:SLIPS_AT_ONCE])
    context = {
        "title": _("Packing slips"),
        "slips": slips,
        "more": waiting.count() - len(slips),
        "pdf": reverse("packing_slips_pdf"),
    }
    return render(request, "checkout/admin/packing_slips.html", context)


@permission_required("checkout.view_order")
@never_cache
@require_safe
def show_slips_pdf(request: HttpRequest) -> HttpResponse:
    return _pdf(_read(request, orders_to_pack()[:SLIPS_AT_ONCE]), "packing-slips.pdf")


def _slip_of(request: HttpRequest, order_id: int) -> list[Slip]:
    slips = _read(request, Order.objects.filter(pk=order_id))
    if not slips:
        raise Http404
    return slips


def _read(request: HttpRequest, orders: QuerySet[Order]) -> list[Slip]:
    return read_slips(orders=orders, site=Site.find_for_request(request))


def _pdf(slips: list[Slip], name: str) -> HttpResponse:
    response = HttpResponse(draw_packing_slips(slips), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
