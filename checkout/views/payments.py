"""On the way to pay and back, and the door for providers' messages."""

import logging

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from checkout.captures import NotPayable, open_attempt
from checkout.models import Payment
from checkout.payments import KNOWN, UnknownPaymentMethod
from checkout.payments.provider import BadWebhook, ProviderRefused, ProviderUnavailable
from checkout.settlement import ask_after, start_payment
from checkout.views.shopper import own_order, remember_order
from checkout.webhook_inbox import UnknownProvider, keep_webhook
from stories.answers import see_other

LARGEST_WEBHOOK = 256 * 1024
SECONDS_TO_THE_NEXT_LOOK = 5

logger = logging.getLogger(__name__)


def go_to_payment(request: HttpRequest, payment: Payment) -> HttpResponse:
    """To the provider's page, or to the order when there is nothing to do there, or nobody answers."""
    try:
        payment = start_payment(payment=payment, now=timezone.now())
    except (ProviderUnavailable, ProviderRefused) as failure:
        logger.warning("payment %s was not started: %s", payment.pk, failure)
        messages.error(
            request,
            _("The payment service does not answer just now. Nothing was charged, and your order is kept."),
        )
    response = see_other(payment.redirect_url or payment.order.get_absolute_url())
    remember_order(request, response, payment.order)
    return response


@require_POST
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """Another try, or another way, to pay an order that waits for its money."""
    order = own_order(request, number)
    try:
        payment = open_attempt(
            order=order, payment_method=request.POST.get("payment_method", ""), now=timezone.now()
        )
    except (NotPayable, UnknownPaymentMethod) as refusal:
        messages.error(request, str(refusal))
        return see_other(order.get_absolute_url())
    return go_to_payment(request, payment)


@never_cache
@require_safe
def come_back(request: HttpRequest, number: str) -> HttpResponse:
    """What the provider says counts, not what the browser brings along."""
    try:
        order = own_order(request, number)
    except Http404:
        return see_other(reverse("checkout:find_order") + f"?number={number}")
    order = ask_after(order=order, now=timezone.now())
    attempt = order.last_attempt
    is_online = attempt.provider in KNOWN and KNOWN[attempt.provider].is_online
    if order.status != "pending_payment" or attempt.status == Payment.Status.FAILED or not is_online:
        return see_other(order.get_absolute_url())
    response = render(request, "checkout/confirming.html", {"order": order})
    response["Refresh"] = str(SECONDS_TO_THE_NEXT_LOOK)
    return response


@csrf_exempt
@never_cache
@require_POST
def webhook(request: HttpRequest, provider: str) -> JsonResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_WEBHOOK:
        return JsonResponse({"error": "too_large"}, status=413)
    body = request.read(LARGEST_WEBHOOK + 1)
    if len(body) > LARGEST_WEBHOOK:
        return JsonResponse({"error": "too_large"}, status=413)
    try:
        keep_webhook(provider=provider, body=body, headers=request.headers, now=timezone.now())
    except UnknownProvider:
        return JsonResponse({"error": "not_found"}, status=404)
    except BadWebhook:
        return JsonResponse({"error": "bad_signature"}, status=400)
    return JsonResponse({"received": True})
