from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from checkout.forms import FindOrderForm
from checkout.models import Order
from checkout.order_access import find_guest_order
from checkout.order_life import cancel_order, may_cancel
from checkout.payments import KNOWN, offered_providers
from checkout.statuses import IllegalStep
from checkout.views.answers import failed_status, see_other
from checkout.views.shopper import own_order, remember_order
from stories.models import MuseumImage
from stories.paging import open_page
from stories.picture_sizes import CARD_FILTERS

MY_ORDERS_A_PAGE = 5


@never_cache
@require_GET
def show(request: HttpRequest, number: str) -> HttpResponse:
    order = own_order(request, number)
    context = {
        "order": order,
        "lines": order.lines.select_related("variant__product__brand")
        .prefetch_related("claims", _pictures("image"))
        .order_by("line_no"),
        "events": order.events.all(),
        "shipments": order.shipments.all(),
        "may_cancel": may_cancel(order),
        "instructions": KNOWN[order.payment_method]().instructions(order) if _is_waiting(order) else "",
        "ways_to_pay": _ways_to_pay(order),
    }
    response = render(request, "checkout/order.html", context)
    if "token" in request.GET:
        remember_order(request, response, order)
    return response


@require_POST
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    order = own_order(request, number)
    actor = request.user if request.user.is_authenticated else None
    try:
        cancel_order(order=order, actor=actor, reason=_("cancelled by the buyer"), now=timezone.now())
        messages.success(request, _("Your order is cancelled."))
    except IllegalStep as refusal:
        messages.error(request, str(refusal))
    return see_other(order.get_absolute_url())


@never_cache
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    form = FindOrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        order = find_guest_order(**form.cleaned_data)
        if order is not None:
            response = see_other(order.get_absolute_url())
            remember_order(request, response, order)
            return response
        form.add_error(None, _("There is no order with this number and e-mail."))
    status = failed_status(request) if request.method == "POST" else 200
    return render(request, "checkout/find_order.html", {"form": form}, status=status)


@never_cache
@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    orders = (
        Order.objects.filter(user=cast(User, request.user))
        .newest_first()
        .prefetch_related(_pictures("lines__image"))
    )
    page = open_page(items=orders, number=request.GET.get("page"), per_page=MY_ORDERS_A_PAGE)
    return render(request, "checkout/my_orders.html", {"orders": page})


def _pictures(path: str) -> Prefetch:
    return Prefetch(path, MuseumImage.objects.prefetch_renditions(*CARD_FILTERS))


def _is_waiting(order: Order) -> bool:
    return order.status == "pending_payment" and order.payment_method in KNOWN


def _ways_to_pay(order: Order) -> list:
    """How a waiting order can be paid now; the way chosen before comes first."""
    if order.status != "pending_payment":
        return []
    ways = [provider for provider in offered_providers() if provider.first_status == order.status]
    return sorted(ways, key=lambda provider: provider.code != order.payment_method)
