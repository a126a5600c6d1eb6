"""Ways to pay where nobody outside knows the state: staff say what came in and what went back."""

from collections.abc import Mapping
from datetime import datetime

from checkout.models import Payment
from checkout.payments.provider import BadWebhook, Intent, ProviderRefused, RefundAnswer, WebhookMessage


class OfflineProvider:
    is_online = False

    def start(self, *, payment: Payment, return_url: str) -> Intent:
        raise ProviderRefused("Nobody outside keeps this payment.")

    def fetch(self, *, payment: Payment) -> Intent:
        raise ProviderRefused("Nobody outside keeps this payment.")

    def cancel(self, *, payment: Payment) -> Intent:
        raise ProviderRefused("Nobody outside keeps this payment.")

    def refund(self, *, payment: Payment) -> RefundAnswer:
        """Not done: staff send the money by hand and say so."""
        return RefundAnswer(ref="", is_done=False)

    def parse_webhook(self, *, body: bytes, headers: Mapping[str, str], now: datetime) -> WebhookMessage:
        raise BadWebhook("Nobody sends messages about this way of paying.")
