"""Telling partners' systems what has happened."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from stories.waking import wake_after_commit
from webhooks.models import OutgoingDelivery, OutgoingMessage, WebhookEndpoint

DELIVER = "webhooks.deliver"


def announce(*, event: str, read_data: Callable[[], dict], now: datetime) -> None:
    """Owes the event to every active endpoint that asked for it.

    When there is none it costs one query: `read_data` is not called and nothing is written. Stands or falls with
    the caller's transaction.
    """
    # Filtered here: SQLite cannot look into a list of JSON, and there are few endpoints.
    endpoints = [
        endpoint for endpoint in WebhookEndpoint.objects.filter(is_active=True) if event in endpoint.events
    ]
    if endpoints:
        owe(event=event, data=read_data(), endpoints=endpoints, now=now)


@transaction.atomic
def owe(*, event: str, data: dict, endpoints: list[WebhookEndpoint], now: datetime) -> OutgoingMessage:
    """Writes the message and a delivery for each of `endpoints`, and calls a worker once committed."""
    message = OutgoingMessage.objects.create(
        event=event,
        event_id=f"evt_{uuid4().hex}",
        payload={"type": event, "timestamp": now.isoformat(), "data": data},
        created_at=now,
    )
    for endpoint in endpoints:
        delivery = OutgoingDelivery.objects.create(message=message, endpoint=endpoint, next_attempt_at=now)
        wake_after_commit(DELIVER, delivery.pk)
    return message
