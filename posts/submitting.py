"""What every text of a reader goes through before it is kept: its fields are checked, and it waits."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from posts.kinds import KINDS
from posts.models import Moderated, Status
from posts.moderation import may_moderate

MOST_WAITING = 10


class TooManyWaiting(ValidationError):
    def __init__(self):
        text = _("%(most)s of your texts wait for the museum. Please let us read those first.")
        super().__init__(text % {"most": MOST_WAITING})


def submit(*, item: Moderated, now: datetime) -> None:
    """Keeps a new text: what staff who moderate write is public at once.

    Raises TooManyWaiting, ValidationError naming the field, or IntegrityError.
    """
    item.written_at = now
    _check(item)
    if may_moderate(user=item.author):
        item.status, item.decided_at, item.decided_by = Status.APPROVED, now, item.author
    elif _waiting_of(item.author_id) >= MOST_WAITING:
        raise TooManyWaiting
    item.save(force_insert=True)


def resubmit(*, item: Moderated, changes: dict[str, Any], now: datetime, unless: Q | None = None) -> bool:
    """Another wording, which waits again. False where `unless` holds by now. Raises ValidationError naming the field."""
    for field, value in changes.items():
        setattr(item, field, value)
    _check(item)
    state: dict[str, Any] = {"status": Status.PENDING, "decided_at": None, "decided_by": None}
    if may_moderate(user=item.author):
        state = {"status": Status.APPROVED, "decided_at": now, "decided_by": item.author}
    rows = type(item)._default_manager.filter(pk=item.pk)
    rows = rows.exclude(unless) if unless is not None else rows
    done = rows.update(**changes, **state, refusal="", edited_at=now, version=F("version") + 1)
    if done:
        item.refresh_from_db()
    return bool(done)


def _check(item: Moderated) -> None:
    """What it hangs on is there: it was just read."""
    item.clean_fields(exclude={field.name for field in item._meta.fields if field.is_relation})


def _waiting_of(user_id: int) -> int:
    return sum(model.objects.pending().filter(author_id=user_id).count() for model in KINDS.values())
