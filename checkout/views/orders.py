from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from checkout.forms import FindOrderForm
from checkout.models import Order
from checkout.order_life import cancel_order
from checkout.orders import find_guest_order
from checkout.payments import KNOWN
from checkout.statuses import IllegalStep, may_become
from checkout.views.answers import failed_status, see_other
from checkout.views.shopper import remember_order, remembered_orders
from stories.models import MuseumImage
from stories.paging import open_page
from stories.picture_sizes import CARD_FILTERS

MY_ORDERS_A_PAGE = 5


@never_cache
@require_GET
def show(request: HttpRequest, number: str) -> HttpResponse:
    order = _own_order(request, number)
    context = {
        "order": order,
        "lines": order.lines.select_related("variant__product__brand")
        .prefetch_related("claims", _pictures("image"))
        .order_by("line_no"),
        "events": order.events.all(),
        "shipments": order.shipments.all(),
        "may_cancel": may_become(order=order, to_status="cancelled"),
        "instructions": KNOWN[order.payment_method]().instructions(order) if _is_waiting(order) else "",
    }
    response = render(request, "checkout/order.html", context)
    if "token" in request.GET:
        remember_order(request, response, order)
    return response


@require_POST
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    order = _own_order(request, number)
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


def _own_order(request: HttpRequest, number: str) -> Order:
    """The order if it is this visitor's: by account, by the mail's link, or by the browser that placed it."""
    order = Order.objects.prefetch_related("payments").filter(number=number).first()
    if order is None:
        raise Http404
    is_theirs = request.user.is_authenticated and order.user_id == request.user.pk
    by_link = constant_time_compare(request.GET.get("token", ""), order.access_token)
    by_browser = order.user_id is None and order.number in remembered_orders(request)
    if not (is_theirs or by_link or by_browser):
        raise Http404
    return order


def _pictures(path: str) -> Prefetch:
    return Prefetch(path, MuseumImage.objects.prefetch_renditions(*CARD_FILTERS))


def _is_waiting(order: Order) -> bool:
    return order.status == "pending_payment" and order.payment_method in KNOWN
