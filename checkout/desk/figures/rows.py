"""Figures beside those of the period before, with a name and a way to whom they are counted for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from wagtail.models import Page, get_page_models

from campaigns.models import Campaign
from checkout.deeds import UnitSum
from checkout.story_figures import NOTHING, Figures, Period, read_figures, read_impact
from problems.templatetags.claims import figure

TALLEST = 10


@dataclass(frozen=True)
class FiguresRow:
    key: Any
    title: str
    edit_url: str
    now: Figures
    before: Figures
    impact: list[UnitSum] = field(default_factory=list)

    @property
    def impact_text(self) -> str:
        return ", ".join(f"{figure(one.amount)} {one.unit}" for one in self.impact)

    @property
    def readers(self) -> int:
        return self.now.readers

    @property
    def adds(self) -> int:
        return self.now.adds

    @property
    def orders(self) -> int:
        return self.now.orders

    @property
    def revenue(self) -> Decimal:
        return self.now.revenue

    @property
    def readers_before(self) -> int:
        return self.before.readers

    @property
    def adds_before(self) -> int:
        return self.before.adds

    @property
    def orders_before(self) -> int:
        return self.before.orders

    @property
    def revenue_before(self) -> Decimal:
        return self.before.revenue

    @property
    def revenue_change(self) -> Decimal:
        return self.now.revenue - self.before.revenue

    @property
    def revenue_percent(self) -> Decimal | None:
        """None when there was nothing before to compare with."""
        if not self.before.revenue:
            return None
        percent = self.revenue_change * 100 / self.before.revenue
        return percent.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Bar:
    """Both in percent of the longest."""

    row: FiguresRow
    now: int
    before: int


def compare_figures(*, by: str, period: Period) -> list[FiguresRow]:
    """Whatever has figures in the period or in the one before, which is empty for all time.

    Among stories stand other pages when something was bought or added from them, and not when they were only read.
    """
    now = read_figures(by=by, period=period)
    before = read_figures(by=by, period=period.before) if period.before else {}
    keys = now.keys() | before.keys()
    if by == "campaign":
        names = _name_campaigns(keys)
    elif by == "story":
        sold = {key for key, one in (*now.items(), *before.items()) if one.orders or one.adds}
        names = _name_pages(Q(pk__in=sold) | Q(pk__in=keys, content_type__in=_types_of_stories()))
    else:
        names = _name_pages(Q(pk__in=keys))
    impact = read_impact(by=by, period=period)
    return [
        FiguresRow(
            key,
            *names.get(key, (str(key), "")),
            now.get(key, NOTHING),
            before.get(key, NOTHING),
            impact.get(key, []),
        )
        for key in keys
        if by == "campaign" or key in names
    ]


def draw_bars(*, rows: Iterable[FiguresRow], of: str) -> list[Bar]:
    """The ten largest by "revenue" or "readers"; none when all are nothing."""
    largest = sorted(rows, key=lambda row: (-getattr(row.now, of), row.title))[:TALLEST]
    longest = max((max(getattr(row.now, of), getattr(row.before, of)) for row in largest), default=0)
    if longest <= 0:
        return []
    return [
        Bar(row, _percent(getattr(row.now, of), longest), _percent(getattr(row.before, of), longest))
        for row in largest
        if getattr(row.now, of) > 0 or getattr(row.before, of) > 0
    ]


def _percent(part, whole) -> int:
    return max(0, round(100 * part / whole))


def _types_of_stories() -> list[ContentType]:
    stories = [model for model in get_page_models() if getattr(model, "read_as", "") == "story"]
    return list(ContentType.objects.get_for_models(*stories).values())


def _name_pages(which: Q) -> dict[Any, tuple[str, str]]:
    pages = Page.objects.filter(which, depth__gt=1).values_list("pk", "title")
    return {pk: (title, reverse("wagtailadmin_pages:edit", args=[pk])) for pk, title in pages}


def _name_campaigns(keys: Iterable[str]) -> dict[Any, tuple[str, str]]:
    titles = Campaign.objects.filter(slug__in=list(keys)).values_list("slug", "title")
    return {slug: (title, "") for slug, title in titles}
