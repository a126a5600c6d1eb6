"""Many rows deleted a thousand at a time, so that nobody waits for the table."""

from django.db.models import QuerySet

AT_ONCE = 1000


def delete_in_portions(rows: QuerySet) -> int:
    """How many of `rows` were there; what hangs on them goes along and is not counted."""
    deleted = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        deleted += len(ids)
        rows.model._default_manager.filter(pk__in=ids).delete()
    return deleted
