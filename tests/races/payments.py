"""Orders that wait at the provider, and its messages as they would arrive."""

import os
from datetime import datetime

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from checkout.models import Order, Payment
from checkout.sandbox_server.messenger import Message
from checkout.settlement import start_payment
from products.models import Variant
from tests.factories.checkout import filled_cart, order_cart

# `make storms` asks for as many as the promise names.
STORM = int(os.environ.get("STORM", "6"))


def waiting_order(variant: Variant, **changes) -> tuple[Order, Payment]:
    """One piece of `variant`, ordered now and opened at the provider."""
    now = timezone.now()
    order = order_cart(filled_cart(variant), payment_method="sandbox", now=now, **changes)
    return order, start_payment(payment=order.last_attempt, now=now)


def deliver(message: Message, *, at: datetime | None = None) -> int:
    """The status the shop answers a message with, signed at `at` or now."""
    headers = message.headers(at or timezone.now())
    content_type = headers.pop("Content-Type")
    answer = Client().post(
        "/payments/webhooks/sandbox/", message.body, content_type=content_type, headers=headers
    )
    return answer.status_code


def come_back(order: Order) -> int:
    """The buyer's browser returns from the provider."""
    address = reverse("checkout:return", args=[order.number])
    return Client().get(address, {"token": order.access_token}).status_code
