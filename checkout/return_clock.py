"""How long goods may be sent back without a reason."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from checkout.models import Order


def return_deadline(order: Order) -> datetime | None:
    """The end of the last day on which goods may be sent back; None before they have arrived.

    RETURN_DAYS days from delivery, the day of delivery not counted (Civil Act, articles 157 and 159).
    """
    if order.delivered_at is None:
        return None
    last_day = timezone.localdate(order.delivered_at) + timedelta(days=settings.RETURN_DAYS)
    return timezone.make_aware(datetime.combine(last_day, time.max))
