"""What a merchant asks for, checked before anything is done. Everything here raises Refusal."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from checkout.sandbox_server.refusal import Refusal

LARGEST_AMOUNT = 10**12
_CURRENCY = re.compile(r"[A-Z]{3}")
_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]+")


@dataclass(frozen=True)
class AskedIntent:
    amount: int
    currency: str
    reference: str
    return_url: str


@dataclass(frozen=True)
class AskedRefund:
    intent: str
    amount: int


def read_key(headers: dict[str, str]) -> str:
    key = headers.get("idempotency-key", "")
    if not 1 <= len(key) <= 255:
        raise Refusal(422, "idempotency_key_required")
    return key


def read_object(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise Refusal(422, "body_is_not_json") from error
    if not isinstance(told, dict):
        raise Refusal(422, "body_is_no_object")
    return told


def read_intent(told: dict[str, Any]) -> AskedIntent:
    amount, currency = told.get("amount"), told.get("currency")
    reference, return_url = told.get("reference"), told.get("return_url")
    if not isinstance(currency, str) or not _CURRENCY.fullmatch(currency):
        raise Refusal(422, "bad_currency")
    if not isinstance(reference, str) or not 1 <= len(reference) <= 64:
        raise Refusal(422, "bad_reference")
    if not isinstance(return_url, str) or not _is_page(return_url):
        raise Refusal(422, "bad_return_url")
    return AskedIntent(_amount(amount), currency, reference, return_url)


def read_refund(told: dict[str, Any]) -> AskedRefund:
    intent = told.get("intent")
    if not isinstance(intent, str):
        raise Refusal(422, "bad_intent")
    return AskedRefund(intent, _amount(told.get("amount")))


def origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _amount(amount: object) -> int:
    if not isinstance(amount, int) or isinstance(amount, bool) or not 1 <= amount <= LARGEST_AMOUNT:
        raise Refusal(422, "bad_amount")
    return amount


def _is_page(url: str) -> bool:
    if len(url) > 2000 or not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.netloc))
