from celery import shared_task
from django.utils import timezone

from stories import reads


@shared_task(name="stories.write_down_reads")
def write_down_reads() -> None:
    """Moves what was counted in the cache into the table: a cache that is lost takes along what came since."""
    reads.write_down_reads(now=timezone.now())
