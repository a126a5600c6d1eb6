"""What the provider remembers: intents to pay and refunds, in one SQLite file of its own."""

import secrets
import sqlite3
import threading
from dataclasses import dataclass
from enum import StrEnum

from checkout.sandbox_server.asked import AskedIntent, AskedRefund
from checkout.sandbox_server.refusal import Refusal


class State(StrEnum):
    REQUIRES_ACTION = "requires_action"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDS = {State.CAPTURED, State.FAILED, State.CANCELLED}


@dataclass(frozen=True)
class Intent:
    id: str
    amount: int
    currency: str
    reference: str
    return_url: str
    status: State

    @property
    def is_ended(self) -> bool:
        return self.status in ENDS


@dataclass(frozen=True)
class Refund:
    id: str
    intent: str
    amount: int
    status: str


_TABLES = """
CREATE TABLE IF NOT EXISTS intent (
    id TEXT PRIMARY KEY, amount INTEGER NOT NULL, currency TEXT NOT NULL, reference TEXT NOT NULL,
    return_url TEXT NOT NULL, status TEXT NOT NULL, key TEXT NOT NULL UNIQUE
);
CREATE TABLE IF NOT EXISTS refund (
    id TEXT PRIMARY KEY, intent TEXT NOT NULL REFERENCES intent, amount INTEGER NOT NULL,
    status TEXT NOT NULL, key TEXT NOT NULL UNIQUE
);
"""
_INTENT = "SELECT id, amount, currency, reference, return_url, status FROM intent"
_REFUND = "SELECT id, intent, amount, status FROM refund"


class Ledger:
    def __init__(self, path: str):
        self._lock = threading.RLock()
        self._file = sqlite3.connect(path, check_same_thread=False, timeout=10)
        self._file.executescript(_TABLES)

    def close(self) -> None:
        with self._lock:
            self._file.close()

    def intents(self, where: str = "", *values: object) -> dict[str, Intent]:
        """In the order in which they were opened."""
        with self._lock:
            rows = self._file.execute(f"{_INTENT} {where} ORDER BY rowid", values).fetchall()
        return {row[0]: _intent(*row) for row in rows}

    def refunds(self, where: str = "", *values: object) -> dict[str, Refund]:
        with self._lock:
            rows = self._file.execute(f"{_REFUND} {where} ORDER BY rowid", values).fetchall()
        return {row[0]: Refund(*row) for row in rows}

    def intent(self, intent_id: str) -> Intent:
        found = self.intents("WHERE id = ?", intent_id)
        if not found:
            raise Refusal(404, "no_such_intent")
        return found[intent_id]

    def open_intent(self, *, key: str, asked: AskedIntent) -> tuple[Intent, bool]:
        """The same key gives the same intent; the second value tells whether it is new."""
        with self._lock:
            for intent in self.intents("WHERE key = ?", key).values():
                if asked != AskedIntent(intent.amount, intent.currency, intent.reference, intent.return_url):
                    raise Refusal(409, "idempotency_key_reused")
                return intent, False
            intent_id = f"int_{secrets.token_hex(12)}"
            self._write(
                "INSERT INTO intent VALUES (?, ?, ?, ?, ?, ?, ?)",
                *(intent_id, asked.amount, asked.currency, asked.reference, asked.return_url),
                *(State.REQUIRES_ACTION.value, key),
            )
            return self.intent(intent_id), True

    def move(self, intent_id: str, state: State) -> tuple[Intent, bool]:
        """An intent that has come to an end stays there; the second value tells whether anything changed."""
        with self._lock:
            intent = self.intent(intent_id)
            if intent.is_ended or intent.status == state:
                return intent, False
            self._write("UPDATE intent SET status = ? WHERE id = ?", state.value, intent_id)
            return self.intent(intent_id), True

    def refund(self, *, key: str, asked: AskedRefund, is_done: bool) -> tuple[Refund, bool]:
        """All refunds of an intent together never exceed what was captured."""
        with self._lock:
            for refund in self.refunds("WHERE key = ?", key).values():
                if asked != AskedRefund(refund.intent, refund.amount):
                    raise Refusal(409, "idempotency_key_reused")
                return self._settle(refund, is_done=is_done), False
            intent = self.intent(asked.intent)
            if intent.status != State.CAPTURED:
                raise Refusal(422, "not_captured")
            if self.refunded(intent) + asked.amount > intent.amount:
                raise Refusal(422, "more_than_captured")
            refund_id = f"ref_{secrets.token_hex(12)}"
            status = "done" if is_done else "pending"
            self._write(
                "INSERT INTO refund VALUES (?, ?, ?, ?, ?)", refund_id, intent.id, asked.amount, status, key
            )
            return self.refunds("WHERE id = ?", refund_id)[refund_id], True

    def refunded(self, intent: Intent) -> int:
        return sum(refund.amount for refund in self.refunds("WHERE intent = ?", intent.id).values())

    def _settle(self, refund: Refund, *, is_done: bool) -> Refund:
        if is_done:
            self._write("UPDATE refund SET status = 'done' WHERE id = ?", refund.id)
        return self.refunds("WHERE id = ?", refund.id)[refund.id]

    def _write(self, statement: str, *values: object) -> None:
        with self._file:
            self._file.execute(statement, values)


def _intent(
    intent_id: str, amount: int, currency: str, reference: str, return_url: str, status: str
) -> Intent:
    return Intent(intent_id, amount, currency, reference, return_url, State(status))
