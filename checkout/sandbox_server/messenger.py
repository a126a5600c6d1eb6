"""Signed messages to the shop, sent in the background: again and again, with growing waits, until one is taken."""

import heapq
import json
import random
import secrets
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx
from standardwebhooks import Webhook

from checkout.sandbox_server.faults import Faults

WAITS = (1, 2, 4, 8, 16, 32, 64, 128)
MOST_SECONDS_APART = 0.3


@dataclass(frozen=True)
class Message:
    id: str
    body: bytes
    key: str = field(repr=False)

    def headers(self, now: datetime) -> dict[str, str]:
        """Signed anew for every attempt; the id stays."""
        sent_at = now.astimezone(UTC).replace(microsecond=0)
        signer = Webhook(self.key if self.key.startswith("whsec_") else self.key.encode())
        return {
            "Content-Type": "application/json",
            "webhook-id": self.id,
            "webhook-timestamp": str(int(sent_at.timestamp())),
            "webhook-signature": signer.sign(self.id, sent_at, self.body.decode()),
        }


@dataclass(order=True)
class _Delivery:
    due: float
    number: int
    message: Message = field(compare=False)
    attempt: int = field(compare=False, default=0)


class Messenger:
    """Without a `url` messages are only kept in `messages`."""

    def __init__(self, *, url: str | None, secret: str, waits: tuple[float, ...]):
        self.messages: list[Message] = []
        self._url = url
        self._secret = secret
        self._waits = waits
        self._plan: list[_Delivery] = []
        self._numbers = 0
        self._is_busy = False
        self._is_over = False
        self._changed = threading.Condition()
        self._worker = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        self._worker.start()

    def stop(self) -> None:
        with self._changed:
            self._is_over = True
            self._changed.notify_all()
        self._worker.join(timeout=15)

    def announce(self, kind: str, ref: str, *, faults: Faults) -> None:
        body = json.dumps({"type": kind, "data": {"id": ref}}).encode()
        message = Message(f"msg_{secrets.token_hex(12)}", body, self._secret)
        forged = Message(f"msg_{secrets.token_hex(12)}", body, secrets.token_hex(16))
        copies = [message] * faults.webhook_copies
        spread = MOST_SECONDS_APART if faults.webhook_copies > 1 else 0
        with self._changed:
            self.messages.append(message)
            if self._url and not faults.drop_webhooks:
                for copy in [*([forged] if faults.forge_webhooks else []), *copies]:
                    self._schedule(copy, attempt=0, wait=random.uniform(0, spread))  # noqa: S311 - no secret

    def drain(self, seconds: float) -> bool:
        """Waits until nothing is left to be sent; False when that takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._plan and not self._is_busy, timeout=seconds)

    def _schedule(self, message: Message, *, attempt: int, wait: float) -> None:
        self._numbers += 1
        heapq.heappush(self._plan, _Delivery(time.monotonic() + wait, self._numbers, message, attempt))
        self._changed.notify_all()

    def _work(self) -> None:
        while (delivery := self._next()) is not None:
            is_taken = self._deliver(delivery.message)
            with self._changed:
                if not is_taken and delivery.attempt < len(self._waits):
                    wait = self._waits[delivery.attempt]
                    self._schedule(delivery.message, attempt=delivery.attempt + 1, wait=wait)
                self._is_busy = False
                self._changed.notify_all()

    def _next(self) -> _Delivery | None:
        """Waits for the next delivery that is due; None when the work is over."""
        with self._changed:
            while not self._is_over:
                wait = self._plan[0].due - time.monotonic() if self._plan else None
                if wait is not None and wait <= 0:
                    self._is_busy = True
                    return heapq.heappop(self._plan)
                self._changed.wait(wait)
            return None

    def _deliver(self, message: Message) -> bool:
        headers = message.headers(datetime.now(tz=UTC))
        try:
            answer = httpx.post(
                str(self._url), content=message.body, headers=headers, timeout=10, trust_env=False
            )
        except httpx.HTTPError:
            return False
        return answer.is_success
