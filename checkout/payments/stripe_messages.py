"""Messages that Stripe sends: signed with the endpoint's secret, not older than five minutes."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import stripe
from django.conf import settings

from checkout.payments.provider import BadWebhook, WebhookMessage

WEBHOOK_TOLERANCE = timedelta(minutes=5)
LONGEST_HEADER = 4096
ID = re.compile(r"[\x21-\x7e]{1,255}")
_SECONDS = re.compile(r"[1-9][0-9]{0,10}")
_STAMPS = re.compile(r"(?:^|,)t=([^,]*)")


def read_message(*, body: bytes, headers: Mapping[str, str], now: datetime) -> WebhookMessage:
    """The message's ids; `ref` is empty where it is not about a Checkout Session. Raises BadWebhook."""
    given = {name.lower(): value for name, value in headers.items()}
    header = given.get("stripe-signature", "")
    if not header.isascii() or len(header) > LONGEST_HEADER:
        raise BadWebhook("The header Stripe-Signature is malformed.")
    _ensure_fresh(header, now=now)
    _ensure_signed(body, header)
    return _message(body)


def _ensure_fresh(header: str, *, now: datetime) -> None:
    # The library's own check takes the time from the clock, and lets messages from the future in.
    stamps = _STAMPS.findall(header)
    if len(stamps) != 1 or not _SECONDS.fullmatch(stamps[0]):
        raise BadWebhook("The header Stripe-Signature has no time.")
    if abs(now - datetime.fromtimestamp(int(stamps[0]), tz=UTC)) > WEBHOOK_TOLERANCE:
        raise BadWebhook("The message is too old, or from the future.")


def _ensure_signed(body: bytes, header: str) -> None:
    try:
        stripe.WebhookSignature.verify_header(body, header, settings.STRIPE_WEBHOOK_SECRET, tolerance=None)
    except (stripe.SignatureVerificationError, UnicodeDecodeError) as error:
        raise BadWebhook("No signature is ours.") from error


def _message(body: bytes) -> WebhookMessage:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadWebhook("The body is not JSON.") from error
    if not isinstance(told, dict) or told.get("object") != "event":
        raise BadWebhook("The body is no event of Stripe's.")
    return WebhookMessage(event_id=_id(told), kind=_kind(told), ref=_session_id(told.get("data")))


def _kind(told: dict[str, Any]) -> str:
    kind = told.get("type")
    return kind if isinstance(kind, str) and len(kind) <= 100 and kind.isprintable() else ""


def _session_id(data: Any) -> str:
    thing = data.get("object") if isinstance(data, dict) else None
    if not isinstance(thing, dict):
        raise BadWebhook("The event is about nothing.")
    return _id(thing) if thing.get("object") == "checkout.session" else ""


def _id(told: dict[str, Any]) -> str:
    found = told.get("id")
    if not isinstance(found, str) or not ID.fullmatch(found):
        raise BadWebhook("The body has no id.")
    return found
