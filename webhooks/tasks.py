from celery import shared_task
from django.utils import timezone

from stories.waking import wake
from webhooks.announcing import DELIVER
from webhooks.delivering import deliver, find_due_deliveries

AT_ONCE = 200


@shared_task(name=DELIVER)
def deliver_webhook(delivery_id: int) -> None:
    """Twice for one delivery is once: only who claims it sends it."""
    deliver(delivery_id=delivery_id, now=timezone.now())


@shared_task(name="webhooks.sweep")
def sweep_webhooks() -> None:
    """Finds what nobody was called to: the broker was away, a worker died, or it is time to try again."""
    for delivery_id in find_due_deliveries(now=timezone.now(), limit=AT_ONCE):
        if not wake(DELIVER, delivery_id):
            return
