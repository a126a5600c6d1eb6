"""What the shop asks of a way to pay, and how the answers of the world outside are named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise

from checkout.models import Order, Payment


class IntentStatus(StrEnum):
    """Where an intent to pay stands, in the words of the sandbox's protocol."""

    REQUIRES_ACTION = "requires_action"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Intent:
    """What a provider says of one attempt. `amount` is in the currency's own unit (won, not minor units)."""

    ref: str
    status: IntentStatus
    amount: Decimal
    currency: str
    redirect_url: str = ""


@dataclass(frozen=True)
class RefundAnswer:
    """What a provider says of money sent back. `is_done` is False while it is still on its way."""

    ref: str
    is_done: bool


@dataclass(frozen=True)
class WebhookMessage:
    """A message whose signature and time were checked. Only its ids are believed; the rest is fetched."""

    event_id: str
    kind: str
    ref: str


class ProviderUnavailable(Exception):
    """No answer, or none that can be understood: what happened over there is not known. Ask again later."""


class ProviderRefused(Exception):
    """A clear no, which asking again would not change. Its text is for staff."""


class BadWebhook(Exception):
    """A message that is not the provider's, or too old, or no message at all."""


class PaymentProvider(Protocol):
    """One way to pay. Every call that leaves the process ends within PAYMENT_TIMEOUT_SECONDS.

    `is_online` tells whether somebody outside knows the state: start, fetch, cancel and refund then raise
    ProviderUnavailable or ProviderRefused. No call may be made inside a database transaction. The same
    payment is always sent under its own `attempt_key`, so that a repeated call changes nothing.
    """

    code: str
    name: str | Promise
    description: str | Promise
    first_status: str
    is_online: bool

    def deadline(self, now: datetime) -> datetime | None:
        """When an unpaid order lapses; None when it does not wait for payment."""

    def instructions(self, order: Order) -> str:
        """What the buyer has to do next to pay; empty when nothing."""

    def start(self, *, payment: Payment, return_url: str) -> Intent:
        """Opens the attempt over there; again with the same payment gives the same intent."""

    def fetch(self, *, payment: Payment) -> Intent:
        """The state of a started attempt."""

    def cancel(self, *, payment: Payment) -> Intent:
        """Gives a started attempt up; the answer says what it has become, which may be captured."""

    def refund(self, *, payment: Payment) -> RefundAnswer:
        """Sends back `payment.amount` of the capture that `payment.reverses`; `payment` is the refund's own row."""

    def parse_webhook(self, *, body: bytes, headers: Mapping[str, str], now: datetime) -> WebhookMessage:
        """Raises BadWebhook."""
