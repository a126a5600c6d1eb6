from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from checkout.forms import FindOrderForm
from checkout.order_access import find_guest_order
from checkout.order_life import cancel_order
from checkout.refund_limit import AboveLimit
from checkout.statuses import IllegalStep
from checkout.views.answers import failed_status
from checkout.views.hurry import refuse_hurry
from checkout.views.order_page import read_order_page
from checkout.views.shopper import own_order, remember_order
from stories.answers import see_other


@never_cache
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    order = own_order(request, number)
    response = render(request, "checkout/order.html", read_order_page(order=order, now=timezone.now()))
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
    except (IllegalStep, AboveLimit) as refusal:
        messages.error(request, str(refusal))
    return see_other(order.get_absolute_url())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        form = FindOrderForm(initial={"number": request.GET.get("number", "")[:50]})
        return render(request, "checkout/find_order.html", {"form": form})
    hurry = refuse_hurry(request, group="orders")
    if hurry is not None:
        return hurry
    form = FindOrderForm(request.POST)
    if form.is_valid():
        order = find_guest_order(**form.cleaned_data)
        if order is not None:
            response = see_other(order.get_absolute_url())
            remember_order(request, response, order)
            return response
        form.add_error(None, _("There is no order with this number and e-mail."))
    return render(request, "checkout/find_order.html", {"form": form}, status=failed_status(request))
