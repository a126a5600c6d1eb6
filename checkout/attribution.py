"""What a visit remembers of its own way here, when its visitor lets it, and what an order keeps of that.

All of it stands in the session, and ends with the visit: nobody is told apart who did not agree.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import F, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from django.template.defaultfilters import slugify
from wagtail.models import Page

from checkout.models import Order, OrderOrigin
from checkout.models.origin import LONGEST_MARK

VISIT = "visit"
# A visit is over when nothing was looked at for so long.
HOURS = timedelta(hours=24)
UTM = ("utm_source", "utm_medium", "utm_campaign")
LONGEST_CAMPAIGN = 80


@dataclass(frozen=True)
class Origin:
    first_story: int | None = None
    last_story: int | None = None
    campaign: str = ""
    utm_source: str = ""
    utm_medium: str = ""
    utm_campaign: str = ""


def credited_story() -> Coalesce:
    """Which story an order line is counted for: the one it was added from, else the last one its visit read.

    Whoever was last there, as most shops count; the first story is kept beside it and shown, and earns nothing.
    `STORY_SALES` in `checkout.reports.sales` says the same in SQL.
    """
    return Coalesce("story_id", "order__origin__last_story_id")


def credited_campaign() -> Coalesce:
    """Which campaign an order is counted for: its coupon's, else the one its visit's link named, else that link's mark."""
    return Coalesce(
        *(
            _filled(name)
            for name in ("order__campaign", "order__origin__campaign", "order__origin__utm_campaign")
        ),
    )


def choice_of(*, session: SessionBase) -> bool | None:
    """Whether this visitor lets us remember the visit; None for one who has not said."""
    visit = session.get(VISIT)
    return visit["agreed"] if visit is not None else None


def choose(*, session: SessionBase, agrees: bool) -> None:
    """Keeps the answer; with a no everything remembered so far is forgotten."""
    if not agrees or not choice_of(session=session):
        session[VISIT] = {"agreed": agrees}


def note_visit(*, session: SessionBase, story: int | None, query: Mapping[str, str], now: datetime) -> None:
    """Remembers a page that was opened: `story` when it tells one, and the marks of the link, the last link's alone."""
    if not choice_of(session=session):
        return
    found = asdict(marks_of(session=session, now=now) or Origin())
    if marks := _marks_in(query):
        found |= dict.fromkeys((*UTM, "campaign"), "") | marks
    if story is not None:
        found |= {"first_story": found["first_story"] or story, "last_story": story}
    if any(found.values()):
        session[VISIT] = {"agreed": True, "at": now.isoformat(), **found}


def marks_of(*, session: SessionBase, now: datetime) -> Origin | None:
    """What is remembered of this visit; None for nothing, or when it was long ago."""
    visit = session.get(VISIT)
    if visit is None or "at" not in visit or now - datetime.fromisoformat(visit["at"]) > HOURS:
        return None
    return Origin(**{name: visit[name] for name in asdict(Origin())})


def keep_origin(*, order: Order, origin: Origin | None) -> None:
    """Freezes where an order came from, with the titles of today; nothing of a visit that remembers nothing."""
    if origin is None:
        return
    pages = Page.objects.in_bulk([pk for pk in (origin.first_story, origin.last_story) if pk])
    first, last = pages.get(origin.first_story), pages.get(origin.last_story)
    OrderOrigin.objects.create(
        order=order,
        **asdict(origin)
        | {
            "first_story": first,
            "first_story_title": first.title if first else "",
            "last_story": last,
            "last_story_title": last.title if last else "",
        },
    )


def _filled(name: str) -> Any:
    return NullIf(F(name), Value(""), output_field=TextField())


def _marks_in(query: Mapping[str, str]) -> dict[str, str]:
    marks = {name: _clean(query.get(name, "")) for name in UTM}
    marks["campaign"] = slugify(_clean(query.get("campaign", "")))[:LONGEST_CAMPAIGN]
    return {name: mark for name, mark in marks.items() if mark}


def _clean(text: str) -> str:
    return "".join(character for character in text if character.isprintable()).strip()[:LONGEST_MARK]
