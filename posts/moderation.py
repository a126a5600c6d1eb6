"""Who decides what of readers' texts is public: one guarded statement a decision, so that of two at once one counts."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from posts.models import Moderated, Status
from posts.models.moderated import LONGEST_REFUSAL
from posts.texts import tidy_line

MODERATE = "posts.moderate"


class AlreadyDecided(Exception):
    def __init__(self):
        text = _("Somebody else decided on this meanwhile, or it was written anew. Please look at it again.")
        super().__init__(str(text))


def may_moderate(*, user: User) -> bool:
    return user.has_perm(MODERATE)


def approve(*, item: Moderated, by: User, now: datetime) -> None:
    """Makes a waiting text public, in the wording that `item` has. Raises AlreadyDecided."""
    _decide(item, Status.APPROVED, by=by, now=now)


def approve_all(*, items: Iterable[Moderated], by: User, now: datetime) -> list[Moderated]:
    """Those that were still waiting as they were read, and are public now."""
    approved = []
    for item in items:
        try:
            approve(item=item, by=by, now=now)
        except AlreadyDecided:
            continue
        approved.append(item)
    return approved


def refuse(*, item: Moderated, by: User, reason: str, now: datetime) -> None:
    """The author reads the reason. Raises AlreadyDecided, or ValidationError naming the field."""
    reason = tidy_line(reason)
    if not reason:
        raise ValidationError({"reason": _("Please say why: the author reads it.")})
    if len(reason) > LONGEST_REFUSAL:
        raise ValidationError({"reason": _("At most %(most)s characters.") % {"most": LONGEST_REFUSAL}})
    _decide(item, Status.REFUSED, by=by, now=now, reason=reason)


def put_back(*, item: Moderated) -> None:
    """Undoes a decision: the text waits again, and is not public meanwhile. Raises AlreadyDecided."""
    as_read = type(item)._default_manager.filter(pk=item.pk, version=item.version, status=item.status)
    again = {"status": Status.PENDING, "decided_at": None, "decided_by": None, "refusal": ""}
    if item.is_pending or not as_read.update(**again):
        raise AlreadyDecided
    item.refresh_from_db()


def _decide(item: Moderated, status: Status, *, by: User, now: datetime, reason: str = "") -> None:
    as_read = type(item)._default_manager.pending().filter(pk=item.pk, version=item.version)
    if not as_read.update(status=status, decided_at=now, decided_by=by, refusal=reason):
        raise AlreadyDecided
    item.refresh_from_db()
