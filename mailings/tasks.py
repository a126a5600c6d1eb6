from celery import shared_task
from django.utils import timezone

from mailings.carts import remind_of_carts
from mailings.life import SWEEP
from mailings.purging import purge_letters
from mailings.restocking import tell_restocked
from mailings.rounds import go_round


# What is begun here, beat begins again: the broker need not hand it to a second worker.
@shared_task(name=SWEEP, acks_late=False)
def sweep() -> None:
    go_round(clock=timezone.now)


@shared_task(name="mailings.tell_restocked", acks_late=False)
def tell_who_waits() -> None:
    tell_restocked(now=timezone.now())


@shared_task(name="mailings.remind_of_carts", acks_late=False)
def remind() -> None:
    remind_of_carts(now=timezone.now())


@shared_task(name="mailings.purge", acks_late=False)
def purge() -> None:
    purge_letters(now=timezone.now())
