"""What was read, as it stands in the table."""

from datetime import datetime

from django.utils import timezone

from stories.models import DailyReads
from stories.reads import write_down_reads


def forget_uncounted() -> None:
    """What tests before this one have read is not ours."""
    write_down_reads(now=timezone.now())
    DailyReads.objects.all().delete()


def read_so_far(now: datetime | None = None) -> dict[tuple[str, int], int]:
    """{(kind, id): reads}, over all days."""
    write_down_reads(now=now or timezone.now())
    counts: dict[tuple[str, int], int] = {}
    for row in DailyReads.objects.all():
        counts[row.kind, row.thing] = counts.get((row.kind, row.thing), 0) + row.reads
    return counts
