from contextlib import suppress

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from search import indexing
from search.following import SomebodyElseWrites
from search.index_engine.writing import IndexNotWritten
from search.purging import purge_asked
from search.repair import repair, repair_index


@shared_task(name="search.follow_changes")
def follow_changes() -> None:
    indexing.write_what_changed(now=timezone.now())


# The broker hands a long task to a second worker when it is not taken off at once; beat calls these again anyway.
@shared_task(name="search.sweep", time_limit=840, soft_time_limit=780, acks_late=False)
def sweep() -> None:
    indexing.sweep(now=timezone.now())


@shared_task(name="search.compare_index", time_limit=840, soft_time_limit=780, acks_late=False)
def compare_index() -> None:
    """Finds what the index has lost without anybody's knowing."""
    if settings.ELASTICSEARCH_URL:
        with suppress(IndexNotWritten):
            repair_index(now=timezone.now())


@shared_task(name="search.repair", time_limit=3600, soft_time_limit=3500, acks_late=False)
def repair_all() -> None:
    """Compares everything, once a night: rows that were written past every rule are found too. Forgets old searches."""
    purge_asked(now=timezone.now())
    with suppress(IndexNotWritten, SomebodyElseWrites):
        repair(now=timezone.now())
