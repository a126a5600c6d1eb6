"""Two stand-ins for Stripe: its own stripe-mock, which checks requests, and one that tells what a test wants told."""

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

SESSION_ID = "cs_test_a1b2c3"
INTENT_ID = "pi_3PQabc"


@contextmanager
def run_stripe_mock(program: str) -> Iterator[str]:
    """The address of a running stripe-mock."""
    anywhere = "127.0.0.1:"
    with subprocess.Popen(
        [program, "-http-addr", anywhere, "-https-addr", anywhere],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            for line in process.stdout:
                if found := re.search(r"for HTTP at address: (\S+)", line):
                    yield f"http://{found[1]}"
                    break
            else:
                raise RuntimeError("stripe-mock did not start.")
        finally:
            process.kill()


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    fields: dict[str, str]
    headers: dict[str, str]


class _Conversation(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_one(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        parts = urlsplit(self.path)
        fields = dict(parse_qsl(parts.query) + parse_qsl(self.rfile.read(length).decode()))
        asked = Asked(self.command, parts.path, fields, dict(self.headers.items()))
        self.server.asked.append(asked)
        status, body = self.server.answers[f"{asked.method} {asked.path}"]
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    do_GET = do_POST = handle_one  # noqa: N815

    def log_message(self, *args):
        pass


class StripeServer(ThreadingHTTPServer):
    """`answers` holds status and body by method and path; what was asked stands in `asked`."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.asked: list[Asked] = []
        self.answers: dict[str, tuple[int, Any]] = {}

    def tell(self, call: str, body: Any, status: int = 200) -> None:
        self.answers[call] = (status, body)

    def calls(self) -> list[str]:
        return [f"{asked.method} {asked.path}" for asked in self.asked]

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()


def session(**changes) -> dict[str, Any]:
    """A Checkout Session as the API reference shows one, of a buyer who has not paid yet."""
    return {
        "id": SESSION_ID,
        "object": "checkout.session",
        "amount_subtotal": 15000,
        "amount_total": 15000,
        "automatic_tax": {"enabled": False, "status": None},
        "client_reference_id": "A-1",
        "currency": "krw",
        "customer": None,
        "customer_email": "haneul@example.org",
        "expires_at": 1772432160,
        "livemode": False,
        "metadata": {},
        "mode": "payment",
        "payment_intent": None,
        "payment_method_types": ["card", "kakao_pay"],
        "payment_status": "unpaid",
        "status": "open",
        "url": f"https://checkout.stripe.com/c/pay/{SESSION_ID}#fidkdWxOYHw",
    } | changes


def payment_intent(status: str) -> dict[str, Any]:
    return {
        "id": INTENT_ID,
        "object": "payment_intent",
        "amount": 15000,
        "amount_received": 15000 if status == "succeeded" else 0,
        "currency": "krw",
        "latest_charge": None,
        "metadata": {},
        "status": status,
    }


def completed(*, payment_status: str = "unpaid", attempt: Any = None) -> dict[str, Any]:
    return session(status="complete", payment_status=payment_status, payment_intent=attempt, url=None)


def refund(status: str = "succeeded", **changes) -> dict[str, Any]:
    return {
        "id": "re_3PQdef",
        "object": "refund",
        "amount": 4000,
        "charge": "ch_3PQabc",
        "currency": "krw",
        "metadata": {},
        "payment_intent": INTENT_ID,
        "reason": None,
        "status": status,
    } | changes


def listed(*things: dict[str, Any]) -> dict[str, Any]:
    return {"object": "list", "url": "/v1/refunds", "has_more": False, "data": list(things)}


def problem(kind: str = "invalid_request_error", **more) -> dict[str, Any]:
    return {"error": {"type": kind, "message": "Something is wrong.", **more}}
