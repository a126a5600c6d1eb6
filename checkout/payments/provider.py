from datetime import datetime
from typing import Protocol

from django.utils.functional import Promise

from checkout.models import Order


class PaymentProvider(Protocol):
    """What the shop asks of a way to pay."""

    code: str
    name: str | Promise
    description: str | Promise
    first_status: str

    def deadline(self, now: datetime) -> datetime | None:
        """When an unpaid order lapses; None when it does not wait for payment."""

    def instructions(self, order: Order) -> str:
        """What the buyer has to do next to pay; empty when nothing."""
