from celery import shared_task
from django.utils import timezone

from campaigns.kept_stock import follow_all_kept


@shared_task(name="campaigns.follow_kept_stock")
def follow_kept_stock() -> None:
    """What campaigns keep for their buyers, after pieces came in, orders ended and campaigns were over."""
    follow_all_kept(now=timezone.now())
