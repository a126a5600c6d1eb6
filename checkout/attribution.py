"""What a visit remembers of its own way here, when its visitor lets it, and what an order keeps of that.

All of it stands in the session, and ends with the visit: nobody is told apart who did not agree.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.template.defaultfilters import slugify
from wagtail.models import Page

from checkout.models import Order, OrderOrigin
from checkout.models.origin import LONGEST_MARK

VISIT = "visit"
# A visit is over when nothing was looked at for so long.
HOURS = timedelta(hours=24)
# How late its end may come: until then opening a page writes nothing.
OFTEN_ENOUGH = timedelta(hours=1)
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


def choice_of(*, session: SessionBase, now: datetime) -> bool | None:
    """Whether this visitor lets us remember the visit; None for one who has not said, or said yes in a visit that is over."""
    visit = session.get(VISIT)
    if visit is None or (visit["agreed"] and _is_over(visit, now)):
        return None
    return visit["agreed"]


def choose(*, session: SessionBase, agrees: bool, now: datetime) -> None:
    """Keeps the answer; with a no everything remembered so far is forgotten."""
    if not agrees:
        session[VISIT] = {"agreed": False}
    elif not choice_of(session=session, now=now):
        session[VISIT] = {"agreed": True, "at": now.isoformat()}


def forget_visit(*, session: SessionBase) -> None:
    """Keeps no answer either: of a browser that asks not to be followed."""
    session.pop(VISIT, None)


def note_visit(*, session: SessionBase, story: int | None, query: Mapping[str, str], now: datetime) -> bool:
    """Remembers a page that was opened: `story` when it tells one, and the marks of the link, the last link's alone.

    Whether there was anything to write: not for every page that is opened, and not after a no that was said meanwhile.
    """
    if not choice_of(session=session, now=now):
        return False
    before = asdict(marks_of(session=session, now=now) or Origin())
    found = dict(before)
    if marks := _marks_in(query):
        found |= dict.fromkeys((*UTM, "campaign"), "") | marks
    if story is not None:
        found |= {"first_story": found["first_story"] or story, "last_story": story}
    is_fresh = now - datetime.fromisoformat(session[VISIT]["at"]) < OFTEN_ENOUGH
    if (found == before and is_fresh) or not _still_agrees(session, now):
        return False
    session[VISIT] = {"agreed": True, "at": now.isoformat(), **found}
    return True


def marks_of(*, session: SessionBase, now: datetime) -> Origin | None:
    """What is remembered of this visit; None for nothing, or when it was long ago."""
    visit = session.get(VISIT)
    if visit is None or not visit["agreed"] or _is_over(visit, now):
        return None
    marks = {name: visit[name] for name in asdict(Origin()) if visit.get(name)}
    return Origin(**marks) if marks else None


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


def _is_over(visit: Mapping[str, Any], now: datetime) -> bool:
    return now - datetime.fromisoformat(visit["at"]) > HOURS


def _still_agrees(session: SessionBase, now: datetime) -> bool:
    """By the row as it is now: what this request read before may be older than a no."""
    if session.session_key is None or session.modified:
        return True
    return choice_of(session=type(session)(session.session_key), now=now) is True


def _marks_in(query: Mapping[str, str]) -> dict[str, str]:
    marks = {name: _clean(query.get(name, "")) for name in UTM}
    marks["campaign"] = slugify(_clean(query.get("campaign", "")))[:LONGEST_CAMPAIGN]
    return {name: mark for name, mark in marks.items() if mark}


def _clean(text: str) -> str:
    return "".join(character for character in text if character.isprintable()).strip()[:LONGEST_MARK]
