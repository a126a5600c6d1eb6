"""Every address of the provider and what it does."""

import hmac
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import parse_qs

from checkout.sandbox_server.asked import read_intent, read_key, read_object, read_refund
from checkout.sandbox_server.faults import read_faults
from checkout.sandbox_server.ledger import Intent, State
from checkout.sandbox_server.pages import CHOICES, page_headers, pay_page, static_file
from checkout.sandbox_server.provider import SandboxProvider
from checkout.sandbox_server.refusal import Refusal


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


def answer(provider: SandboxProvider, request: Request) -> Reply:
    try:
        door, found = _find_door(request)
        if not request.path.startswith(_OPEN):
            _check_key(provider, request)
        return door(provider, request, *found)
    except Refusal as refusal:
        return _json(refusal.status, {"error": refusal.code})


def open_intent(provider: SandboxProvider, request: Request) -> Reply:
    key = read_key(request.headers)
    intent, is_new = provider.ledger.open_intent(key=key, asked=read_intent(read_object(request.body)))
    return _json(201 if is_new else 200, _told(provider, intent))


def show_intent(provider: SandboxProvider, request: Request, intent_id: str) -> Reply:
    return _json(200, _told(provider, provider.ledger.intent(intent_id)))


def cancel_intent(provider: SandboxProvider, request: Request, intent_id: str) -> Reply:
    return _json(200, _told(provider, provider.move(intent_id, State.CANCELLED)))


def open_refund(provider: SandboxProvider, request: Request) -> Reply:
    key = read_key(request.headers)
    asked = read_refund(read_object(request.body))
    is_done = not provider.faults.pending_refunds
    refund, is_new = provider.ledger.refund(key=key, asked=asked, is_done=is_done)
    return _json(201 if is_new else 200, asdict(refund))


def show_pay_page(provider: SandboxProvider, request: Request, intent_id: str) -> Reply:
    return _page(200, provider.ledger.intent(intent_id))


def choose(provider: SandboxProvider, request: Request, intent_id: str) -> Reply:
    intent = provider.ledger.intent(intent_id)
    chosen = parse_qs(request.body.decode(errors="replace")).get("do", [""])[0]
    if chosen not in CHOICES:
        return _page(422, intent)
    provider.move(intent_id, CHOICES[chosen])
    return Reply(303, b"", headers={**page_headers(intent), "Location": intent.return_url})


def choose_for_test(provider: SandboxProvider, request: Request, intent_id: str, chosen: str) -> Reply:
    return _json(200, _told(provider, provider.move(intent_id, CHOICES[chosen])))


def set_faults(provider: SandboxProvider, request: Request) -> Reply:
    provider.faults = read_faults(read_object(request.body))
    return _json(200, asdict(provider.faults))


def show_static_file(provider: SandboxProvider, request: Request, name: str) -> Reply:
    body, kind = static_file(name)
    return Reply(200, body, kind, {"Cache-Control": "max-age=300", "X-Content-Type-Options": "nosniff"})


_OPEN = ("/pay/", "/static/")
_ID = r"([A-Za-z0-9_]{1,64})"
_DOORS: list[tuple[str, str, Callable[..., Reply]]] = [
    ("POST", r"/v1/intents", open_intent),
    ("GET", rf"/v1/intents/{_ID}", show_intent),
    ("POST", rf"/v1/intents/{_ID}/cancel", cancel_intent),
    ("POST", r"/v1/refunds", open_refund),
    ("GET", rf"/pay/{_ID}", show_pay_page),
    ("POST", rf"/pay/{_ID}", choose),
    ("GET", r"/static/(.+)", show_static_file),
    ("POST", r"/test/faults", set_faults),
    ("POST", rf"/test/intents/{_ID}/({'|'.join(CHOICES)})", choose_for_test),
]


def _find_door(request: Request) -> tuple[Callable[..., Reply], tuple[str, ...]]:
    fitting = [
        (method, door, match.groups())
        for method, pattern, door in _DOORS
        if (match := re.fullmatch(pattern, request.path))
    ]
    for method, door, found in fitting:
        if method == request.method:
            return door, found
    raise Refusal(405 if fitting else 404, "wrong_method" if fitting else "not_found")


def _check_key(provider: SandboxProvider, request: Request) -> None:
    given = request.headers.get("authorization", "")
    if not hmac.compare_digest(given.encode(errors="replace"), f"Bearer {provider.key}".encode()):
        raise Refusal(401, "wrong_key")


def _told(provider: SandboxProvider, intent: Intent) -> dict[str, Any]:
    return {
        **asdict(intent),
        "redirect_url": f"{provider.public_url}/pay/{intent.id}",
        "amount_refunded": provider.ledger.refunded(intent),
    }


def _json(status: int, told: dict[str, Any]) -> Reply:
    return Reply(status, json.dumps(told).encode())


def _page(status: int, intent: Intent) -> Reply:
    return Reply(status, pay_page(intent).encode(), "text/html; charset=utf-8", page_headers(intent))
