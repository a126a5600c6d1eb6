from celery import shared_task
from django.utils import timezone

from campaigns.campaign_prices import follow_all
from campaigns.kept_stock import follow_all_kept


@shared_task(name="campaigns.follow_prices")
def follow_prices() -> None:
    """Mends prices that somebody wrote past the rules, once a night."""
    follow_all(now=timezone.now())


@shared_task(name="campaigns.follow_kept_stock")
def follow_kept_stock() -> None:
    """What campaigns keep for their buyers, after pieces came in, orders ended and campaigns were over."""
    follow_all_kept(now=timezone.now())
