from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site

from checkout.models import Order
from checkout.printing.receipt import draw_receipt
from checkout.printing.receipt_facts import read_receipt
from checkout.views.shopper import own_order, remember_order


@never_cache
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    order = own_order(request, number)
    receipt = read_receipt(order=order, site=Site.find_for_request(request))
    response = render(request, "checkout/receipt.html", {"order": order, "receipt": receipt})
    return _remember(request, response, order)


@never_cache
@require_safe
def show_pdf(request: HttpRequest, number: str) -> HttpResponse:
    order = own_order(request, number)
    receipt = read_receipt(order=order, site=Site.find_for_request(request))
    response = HttpResponse(draw_receipt(receipt), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="receipt-{order.number}.pdf"'
    return _remember(request, response, order)


def _remember(request: HttpRequest, response: HttpResponse, order: Order) -> HttpResponse:
    """Who came by the mail's link can go on to the order and to the other form of the paper."""
    if "token" in request.GET:
        remember_order(request, response, order)
    return response
