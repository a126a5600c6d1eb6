"""From `starts_at` on, and until before `ends_at`; what is empty is open."""

from datetime import datetime
from typing import Protocol

from django.db.models import F, Q
from django.utils.translation import gettext as _

ENDS_AFTER_START = Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))


class Dated(Protocol):
    starts_at: datetime | None
    ends_at: datetime | None


def runs_at(now: datetime, *, of: str = "") -> Q:
    """Of rows whose time `now` is; by `of`, such as "campaign__", of those whose campaign's it is."""
    return (Q(**{f"{of}starts_at": None}) | Q(**{f"{of}starts_at__lte": now})) & (
        Q(**{f"{of}ends_at": None}) | Q(**{f"{of}ends_at__gt": now})
    )


def refuse_early_end(dated: Dated) -> dict[str, str]:
    """{field: why} for an end that is not after the start."""
    if dated.starts_at and dated.ends_at and dated.ends_at <= dated.starts_at:
        return {"ends_at": _("It has to end after it starts.")}
    return {}
