"""A card payment without a card: speaks with the sandbox provider, ours or anybody's with the same protocol."""

import hmac
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook

from checkout.models import Order, Payment
from checkout.models.order import OrderStatus
from checkout.payments.minor_units import from_minor, to_minor
from checkout.payments.provider import (
    BadWebhook,
    Intent,
    IntentStatus,
    ProviderRefused,
    ProviderUnavailable,
    RefundAnswer,
    WebhookMessage,
)
from checkout.payments.timed_http import ask

WEBHOOK_TOLERANCE = timedelta(minutes=5)
_ID = re.compile(r"[\x21-\x7e]{1,255}")
_SECONDS = re.compile(r"[1-9][0-9]{0,10}")
_ON_ITS_WAY = {"pending", "processing"}
_CAME_TO_NOTHING = {"failed", "cancelled"}
# A key that is not let in is the shop's own trouble: it says nothing of the payment.
_ASK_AGAIN = {401, 403, 408, 425, 429}


class Sandbox:
    code = "sandbox"
    name: str | Promise = _("Card (test payment)")
    description: str | Promise = _("A page where you choose how the payment ends. No money moves.")
    first_status: str = OrderStatus.PENDING_PAYMENT
    is_online = True

    def deadline(self, now: datetime) -> datetime:
        return now + timedelta(seconds=settings.CHECKOUT_RESERVATION_SECONDS)

    def instructions(self, order: Order) -> str:
        return ""

    def start(self, *, payment: Payment, return_url: str) -> Intent:
        asked = {
            "amount": _minor(payment),
            "currency": payment.currency,
            "reference": payment.order.number,
            "return_url": return_url,
        }
        return _intent(_call("POST", "/v1/intents", body=asked, key=payment.attempt_key), payment)

    def fetch(self, *, payment: Payment) -> Intent:
        return _intent(_call("GET", _path(payment)), payment)

    def cancel(self, *, payment: Payment) -> Intent:
        return _intent(_call("POST", f"{_path(payment)}/cancel"), payment)

    def refund(self, *, payment: Payment) -> RefundAnswer:
        capture = payment.reverses
        if capture is None or not capture.provider_ref:
            raise ProviderRefused("There is no payment over there that could be sent back.")
        asked = {"intent": capture.provider_ref, "amount": _minor(payment)}
        answer = _call("POST", "/v1/refunds", body=asked, key=payment.attempt_key)
        if answer.get("status") in _CAME_TO_NOTHING:
            raise ProviderRefused(f"The provider could not send the money back: {answer['status']}.")
        return RefundAnswer(ref=_id(answer), is_done=answer.get("status") not in _ON_ITS_WAY)

    def parse_webhook(self, *, body: bytes, headers: Mapping[str, str], now: datetime) -> WebhookMessage:
        given = {name.lower(): value for name, value in headers.items()}
        event_id = given.get("webhook-id", "")
        if not _ID.fullmatch(event_id):
            raise BadWebhook("The header webhook-id is missing or malformed.")
        sent_at = _sent_at(given.get("webhook-timestamp", ""), now=now)
        text = _text(body)
        if not _is_signed(given.get("webhook-signature", ""), event_id=event_id, sent_at=sent_at, text=text):
            raise BadWebhook("No signature is ours.")
        return _message(event_id, text)


def _minor(payment: Payment) -> int:
    try:
        return to_minor(payment.amount, payment.currency)
    except ValueError as error:
        raise ProviderRefused(str(error)) from error


def _path(payment: Payment) -> str:
    if not payment.provider_ref:
        raise ProviderRefused("This payment was never started over there.")
    return f"/v1/intents/{quote(payment.provider_ref, safe='')}"


def _call(method: str, path: str, *, body: dict | None = None, key: object = "") -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {settings.SANDBOX_API_KEY}", "Accept": "application/json"}
    if body is not None:
        headers |= {"Content-Type": "application/json", "Idempotency-Key": str(key)}
    answer = ask(
        method=method,
        url=f"{settings.SANDBOX_API_URL}{path}",
        headers=headers,
        content=json.dumps(body).encode() if body is not None else b"",
        seconds=settings.PAYMENT_TIMEOUT_SECONDS,
    )
    if 400 <= answer.status < 500 and answer.status not in _ASK_AGAIN:
        raise ProviderRefused(f"{answer.status} {answer.body[:200].decode(errors='replace')}")
    if not 200 <= answer.status < 300:
        raise ProviderUnavailable(f"The provider answered {answer.status}.")
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise ProviderUnavailable("The answer is not JSON.") from error
    if not isinstance(told, dict):
        raise ProviderUnavailable("The answer is no JSON object.")
    return told


def _id(told: dict[str, Any]) -> str:
    ref = told.get("id")
    if not isinstance(ref, str) or not _ID.fullmatch(ref):
        raise ProviderUnavailable("The answer has no id.")
    return ref


def _intent(told: dict[str, Any], payment: Payment) -> Intent:
    ref = _id(told)
    if payment.provider_ref not in ("", ref):
        raise ProviderUnavailable(f"The answer is about {ref}, not about {payment.provider_ref}.")
    try:
        status = IntentStatus(str(told.get("status")))
    except ValueError as error:
        raise ProviderUnavailable("The answer has no status we know.") from error
    currency = told.get("currency", payment.currency)
    if currency != payment.currency:
        raise ProviderUnavailable("The answer is in another currency.")
    return Intent(ref, status, _amount(told, payment), currency, _redirect_url(told))


def _amount(told: dict[str, Any], payment: Payment) -> Decimal:
    """What the provider says; the payment's own where it says nothing."""
    units = told.get("amount")
    if units is None:
        return payment.amount
    if not isinstance(units, int) or isinstance(units, bool) or not 0 <= units < 10**12:
        raise ProviderUnavailable("The answer's amount is no whole number.")
    return from_minor(units, payment.currency)


def _redirect_url(told: dict[str, Any]) -> str:
    url = told.get("redirect_url") or ""
    try:
        is_page = isinstance(url, str) and urlsplit(url).scheme in ("http", "https") and len(url) <= 2000
    except ValueError:
        is_page = False
    if url and not is_page:
        raise ProviderUnavailable("The answer's redirect_url is no address of a page.")
    return url


def _sent_at(seconds: str, *, now: datetime) -> datetime:
    if not _SECONDS.fullmatch(seconds):
        raise BadWebhook("The header webhook-timestamp is missing or malformed.")
    sent_at = datetime.fromtimestamp(int(seconds), tz=UTC)
    if abs(now - sent_at) > WEBHOOK_TOLERANCE:
        raise BadWebhook("The message is too old, or from the future.")
    return sent_at


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadWebhook("The body is not UTF-8.") from error


def _is_signed(signatures: str, *, event_id: str, sent_at: datetime, text: str) -> bool:
    # The library's own check takes the time from the clock, and stumbles over headers without a comma.
    secret = settings.SANDBOX_WEBHOOK_SECRET
    try:
        signer = Webhook(secret if secret.startswith("whsec_") else secret.encode())
    except (EmptyWebhookSecretError, ValueError) as error:
        raise BadWebhook("SANDBOX_WEBHOOK_SECRET cannot be used.") from error
    expected = signer.sign(event_id, sent_at, text).encode()
    return any(
        hmac.compare_digest(expected, signature.encode(errors="replace"))
        for signature in signatures.split(" ")
    )


def _message(event_id: str, text: str) -> WebhookMessage:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadWebhook("The body is not JSON.") from error
    data = told.get("data") if isinstance(told, dict) else None
    ref = data.get("id") if isinstance(data, dict) else None
    if not isinstance(ref, str) or not _ID.fullmatch(ref):
        raise BadWebhook("The body has no data.id.")
    kind = told.get("type")
    is_clear = isinstance(kind, str) and len(kind) <= 100 and kind.isprintable()
    return WebhookMessage(event_id=event_id, kind=kind if is_clear else "", ref=ref)
