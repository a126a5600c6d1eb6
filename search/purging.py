"""What readers typed long ago."""

from datetime import datetime, timedelta

from django.utils import timezone

from search.models import AskedText, OpenedResult
from stories.portions import delete_in_portions

# A year can still be compared with the one before.
KEPT = timedelta(days=400)


def purge_asked(*, now: datetime) -> int:
    """Forgets what was typed and opened more than 400 days ago; how many rows.

    In small portions, so that nobody waits for it.
    """
    before = timezone.localdate(now) - KEPT
    asked, opened = (model.objects.filter(day__lt=before) for model in (AskedText, OpenedResult))
    return delete_in_portions(asked) + delete_in_portions(opened)
