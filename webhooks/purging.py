"""What partners were told long ago. What was given up stays: staff may send it again."""

from datetime import datetime, timedelta

from webhooks.models import OutgoingDelivery, OutgoingMessage

KEPT = timedelta(days=90)
AT_ONCE = 1000


def purge_told(*, now: datetime) -> int:
    """Deletes deliveries that were taken 90 days ago, and messages that nobody is owed any more; returns how many deliveries.

    In small portions, so that nobody waits for it.
    """
    since = now - KEPT
    told = OutgoingDelivery.objects.filter(status=OutgoingDelivery.Status.SENT, sent_at__lt=since)
    deleted = 0
    while ids := list(told.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        deleted += len(ids)
        OutgoingDelivery.objects.filter(pk__in=ids).delete()
    owed_to_nobody = OutgoingMessage.objects.filter(deliveries=None, created_at__lt=since)
    while ids := list(owed_to_nobody.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        OutgoingMessage.objects.filter(pk__in=ids).delete()
    return deleted
