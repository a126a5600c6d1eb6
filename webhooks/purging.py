"""What partners were told long ago. What was given up stays: staff may send it again."""

from datetime import datetime, timedelta

from stories.portions import delete_in_portions
from webhooks.models import OutgoingDelivery, OutgoingMessage

KEPT = timedelta(days=90)


def purge_told(*, now: datetime) -> int:
    """Deletes deliveries that were taken 90 days ago, and messages that nobody is owed any more; returns how many deliveries.

    In small portions, so that nobody waits for it.
    """
    since = now - KEPT
    told = OutgoingDelivery.objects.filter(status=OutgoingDelivery.Status.SENT, sent_at__lt=since)
    deleted = delete_in_portions(told)
    delete_in_portions(OutgoingMessage.objects.filter(deliveries=None, created_at__lt=since))
    return deleted
