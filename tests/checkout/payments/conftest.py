"""The provider beside the tests: a real server on a port of its own."""

import json
from dataclasses import replace
from decimal import Decimal

import httpx
import pytest

from checkout.models import Order, Payment
from checkout.sandbox_server import SandboxServer

RETURN_URL = "http://testserver/orders/M-1/paid/"


@pytest.fixture
def server(settings):
    with SandboxServer() as running:
        settings.SANDBOX_API_URL = running.url
        yield running


@pytest.fixture
def faults(server):
    """`faults(hang=True)` switches one on; what was on before stays on."""

    def switch_on(**changes):
        server.faults = replace(server.faults, **changes)

    return switch_on


@pytest.fixture
def call(server):
    """`call("POST", "/v1/intents", {...}, key="a")` as a merchant with the right key."""

    def answered(method, path, body=None, *, key="", authorization=f"Bearer {server.key}"):
        headers = {"Authorization": authorization, **({"Idempotency-Key": key} if key else {})}
        content = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        return httpx.request(
            method, f"{server.url}{path}", headers=headers, content=content, timeout=10, trust_env=False
        )

    return answered


@pytest.fixture
def payment():
    """12,000 won of the order M-1, not started."""
    return Payment(order=Order(number="M-1"), provider="sandbox", amount=Decimal(12000), currency="KRW")


def refund_of(capture: Payment, amount: int) -> Payment:
    return Payment(
        order=capture.order,
        kind=Payment.Kind.REFUND,
        reverses=capture,
        amount=Decimal(amount),
        currency=capture.currency,
    )
