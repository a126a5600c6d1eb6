"""What readers type and what they open of the results, counted by day. Who they are is not kept, nor what looks like it."""

import logging
import re
from datetime import date, datetime

from django.db import Error, transaction
from django.db.models import Exists, F, Model, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from search.models import AskedText, Entry, Kind, OpenedResult
from search.texts import LONGEST_TEXT, clean_text

MOST_DIGITS = 6
_MAIL = re.compile(r"[^\s@]+@[^\s@]+")
# What an order's number ends in: ten characters without 0, 1, I and O, letters and digits mixed.
_END_OF_ORDER_NUMBER = re.compile(
    r"(?<![a-z0-9])(?=[a-z]*[2-9])(?=[2-9]*[a-z])[a-hj-np-z2-9]{10}(?![a-z0-9])"
)

logger = logging.getLogger(__name__)


def note_asked(*, text: str, found: int, now: datetime) -> None:
    """Counts one search of a day. Never fails: what cannot be counted is left out."""
    if kept := _to_keep(text):
        times = {"times": F("times") + 1, "times_nothing": F("times_nothing") + int(found == 0)}
        _count(AskedText, {"day": timezone.localdate(now), "text": kept}, {**times, "found": found})


def note_opened(*, text: str, kind: str, source_id: int, now: datetime) -> None:
    """Counts that something was opened from the results for `text`; nothing for what cannot be found. Never fails."""
    if (kept := _to_keep(text)) and kind in Kind.values:
        key = {"day": timezone.localdate(now), "text": kept, "kind": kind, "source_id": source_id}
        if _is_findable(kind, source_id):
            _count(OpenedResult, key, {"times": F("times") + 1})


def looks_personal(text: str) -> bool:
    """Whether it holds an e-mail address, the number of an order, or as many digits as a telephone or a card has."""
    cleaned = clean_text(text)
    has_number = sum(character.isdigit() for character in cleaned) > MOST_DIGITS
    return has_number or bool(_MAIL.search(cleaned) or _END_OF_ORDER_NUMBER.search(cleaned))


def read_asked(*, since: date, until: date) -> QuerySet[AskedText]:
    """One row for each text of these days, its latest, the most frequent text first.

    `asked` and `nothing` are how often it was typed and found nothing, `opened` how many results were opened; `found` are
    the results of the last time. `opened_kind`, `opened_id`, `opened_title`, `opened_url` name what was opened most, None
    without. One query for any number.
    """
    asked = AskedText.objects.filter(day__range=(since, until))
    same = asked.filter(text=OuterRef("text")).order_by()
    opened = OpenedResult.objects.filter(day__range=(since, until), text=OuterRef("text")).order_by()
    each = opened.values("kind", "source_id").annotate(sum=Sum("times"))
    most = each.order_by("-sum", "kind", "source_id")
    named = Entry.objects.findable().filter(kind=OuterRef("opened_kind"), source_id=OuterRef("opened_id"))
    rows = asked.filter(~Exists(same.filter(day__gt=OuterRef("day")))).annotate(
        asked=_sum(same, "times"),
        nothing=_sum(same, "times_nothing"),
        opened=_sum(opened, "times"),
        opened_kind=Subquery(most.values("kind")[:1]),
        opened_id=Subquery(most.values("source_id")[:1]),
    )
    rows = rows.annotate(
        opened_title=Subquery(named.values("title")[:1]), opened_url=Subquery(named.values("url")[:1])
    )
    return rows.order_by("-asked", "text")


def _sum(rows: QuerySet, name: str) -> Coalesce:
    """Of all `rows`, which are those of one text."""
    return Coalesce(Subquery(rows.values("text").annotate(sum=Sum(name)).values("sum")), 0)


def _to_keep(text: str) -> str:
    """As it is written down; empty for what is not to be."""
    cleaned = clean_text(text)
    return "" if len(cleaned) > LONGEST_TEXT or looks_personal(cleaned) else cleaned


def _is_findable(kind: str, source_id: int) -> bool:
    """Also keeps out numbers that somebody made up."""
    try:
        with transaction.atomic():
            return Entry.objects.findable().filter(kind=kind, source_id=source_id).exists()
    except Error as error:
        logger.warning("an opened result was not looked up (%s)", type(error).__name__)
        return False


def _count(model: type[Model], key: dict, changes: dict) -> None:
    """One statement but for the first time of a day. The text of an error would name what was typed."""
    rows = model._default_manager.filter(**key)
    try:
        with transaction.atomic():
            if not rows.update(**changes):
                model._default_manager.bulk_create([model(**key)], ignore_conflicts=True)
                rows.update(**changes)
    except Error as error:
        logger.warning("a search was not counted (%s)", type(error).__name__)
