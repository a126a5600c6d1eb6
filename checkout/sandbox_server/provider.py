"""The provider itself, whoever speaks with it: it remembers, sends messages, and goes wrong when it is told to."""

import threading
from dataclasses import replace

from checkout.sandbox_server.faults import Faults
from checkout.sandbox_server.ledger import Intent, Ledger, Refund, State
from checkout.sandbox_server.messenger import Message, Messenger


class SandboxProvider:
    def __init__(self, *, key: str, ledger: Ledger, messenger: Messenger, faults: Faults, public_url: str):
        self.key = key
        self.ledger = ledger
        self.messenger = messenger
        self.faults = faults
        self.public_url = public_url
        self._counting = threading.Lock()

    @property
    def intents(self) -> list[Intent]:
        return list(self.ledger.intents().values())

    @property
    def refunds(self) -> list[Refund]:
        return list(self.ledger.refunds().values())

    @property
    def messages(self) -> list[Message]:
        """Every message that was due, sent or not; `message.headers(now)` signs it."""
        return list(self.messenger.messages)

    def pay(self, intent_id: str) -> Intent:
        return self.move(intent_id, State.CAPTURED)

    def fail(self, intent_id: str) -> Intent:
        return self.move(intent_id, State.FAILED)

    def wait(self, intent_id: str) -> Intent:
        return self.move(intent_id, State.AUTHORIZED)

    def cancel(self, intent_id: str) -> Intent:
        return self.move(intent_id, State.CANCELLED)

    def move(self, intent_id: str, state: State) -> Intent:
        """Tells the shop when anything changed."""
        intent, has_changed = self.ledger.move(intent_id, state)
        if has_changed:
            self.messenger.announce(f"intent.{intent.status}", intent.id, faults=self.faults)
        return intent

    def drain(self, seconds: float = 10) -> bool:
        """Waits until every message was taken or given up; False when that takes longer."""
        return self.messenger.drain(seconds)

    def faults_of_call(self, path: str) -> Faults:
        """The faults that this call meets; `calls` counts down."""
        with self._counting:
            faults = self.faults
            if not path.startswith("/v1/") or faults.calls == 0:
                return Faults()
            if faults.calls:
                self.faults = replace(faults, calls=faults.calls - 1)
            return faults
