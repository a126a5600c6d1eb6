from celery import shared_task
from django.utils import timezone

from search import indexing


@shared_task(name="search.follow_changes")
def follow_changes() -> None:
    indexing.write_what_changed(now=timezone.now())


@shared_task(name="search.sweep")
def sweep() -> None:
    indexing.sweep(now=timezone.now())
