"""Letters that are in the queue, and are not to go out any more."""

from django.db import transaction
from django.db.models import QuerySet
from post_office.models import STATUS, Email


@transaction.atomic
def take_letters_back(*, emails: QuerySet[Email]) -> None:
    """Deletes those that wait; one that is being handed over at this moment is not among them."""
    waiting = emails.filter(status__in=[STATUS.queued, STATUS.requeued])
    # Whoever wants to hand one of them over waits, and then finds nothing: without the lock it would go out as well.
    ids = list(waiting.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    Email.objects.filter(pk__in=ids).delete()
