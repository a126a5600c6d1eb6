from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.webhooks import endpoint
from webhooks.models import OutgoingDelivery, OutgoingMessage
from webhooks.purging import purge_told

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)


def told(*, days: int, statuses: tuple[str, ...]) -> OutgoingMessage:
    at = NOW - timedelta(days=days)
    message = OutgoingMessage.objects.create(
        event="order.placed", event_id=f"evt_{days}_{statuses}", payload={}, created_at=at
    )
    for status in statuses:
        OutgoingDelivery.objects.create(
            message=message,
            endpoint=endpoint("https://partner.example/"),
            status=status,
            sent_at=at if status == "sent" else None,
        )
    return message


def test_what_was_taken_goes_after_ninety_days_and_what_was_not_stays():
    stays = [
        told(days=90, statuses=("sent",)),
        told(days=400, statuses=("failed",)),
        told(days=400, statuses=("pending",)),
        told(days=400, statuses=("sent", "failed")),
    ]
    told(days=91, statuses=("sent", "sent"))
    told(days=91, statuses=())
    assert purge_told(now=NOW) == 3
    assert list(OutgoingMessage.objects.order_by("pk")) == stays
    left = OutgoingDelivery.objects.order_by("pk").values_list("status", flat=True)
    assert list(left) == ["sent", "failed", "pending", "failed"]
    assert purge_told(now=NOW) == 0
