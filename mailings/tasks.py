from celery import shared_task
from django.utils import timezone

from mailings.life import SWEEP
from mailings.rounds import go_round


# What is begun here, beat begins again: the broker need not hand it to a second worker.
@shared_task(name=SWEEP, acks_late=False)
def sweep() -> None:
    go_round(clock=timezone.now)
