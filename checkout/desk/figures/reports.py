"""What stories, campaigns, brands and problems earned, beside the period before; for whoever advertises, without names."""

from operator import attrgetter
from typing import Any

import django_filters
from django import forms
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_required
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from checkout.desk.figures.periods import (
    CHOICES,
    FOR_FIGURES,
    USUAL,
    asked_days,
    name_period,
    period_of,
)
from checkout.desk.figures.rows import FiguresRow, compare_figures, draw_bars
from checkout.desk.listing import MoneyColumn
from checkout.story_figures import Period
from products.desk_listing import DeskListing

TITLES = {
    "story": (_("What stories earned"), _("Story"), "doc-full"),
    "campaign": (_("What campaigns earned"), _("Campaign"), "tag"),
    "brand": (_("What brands earned"), _("Brand"), "group"),
    "problem": (_("What problems earned"), _("Problem"), "help"),
}


class FiguresFilterSet(WagtailFilterSet):
    days = django_filters.ChoiceFilter(
        label=_("Period"), choices=CHOICES, initial=USUAL, empty_label=None, widget=forms.RadioSelect
    )

    class Meta:
        model = Page
        fields: list[str] = []


@method_decorator(permission_required(FOR_FIGURES), name="dispatch")
class FiguresView(DeskListing):
    """One of the four; its rows are counted, not rows of a table: they are sorted here."""

    by = "story"
    model = Page
    template_name = "checkout/admin/figures.html"
    results_template_name = "checkout/admin/figures_results.html"
    filterset_class = FiguresFilterSet
    default_ordering = "-revenue"
    verbose_name = _("line")
    verbose_name_plural = _("lines")
    counted = ["readers", "adds", "orders", "revenue"]

    @property
    def page_title(self):
        return TITLES[self.by][0]

    @property
    def header_icon(self):
        return TITLES[self.by][2]

    @property
    def index_url_name(self):
        return f"{self.by}_figures"

    @property
    def index_results_url_name(self):
        return f"{self.by}_figures_results"

    @property
    def export_filename(self):
        return f"{self.by}-figures"

    @cached_property
    def shown(self) -> list[str]:
        """A campaign is no page: it has no readers and no adds of its own."""
        return self.counted[2:] if self.by == "campaign" else self.counted

    @cached_property
    def list_export(self) -> list[str]:
        compared = [name for figure in self.shown for name in (figure, f"{figure}_before")]
        return ["title", *compared, "revenue_change", "revenue_percent", "impact_text"]

    @cached_property
    def export_headings(self) -> dict[str, Any]:
        return {
            "title": TITLES[self.by][1],
            "readers": _("Readers"),
            "readers_before": _("Readers, period before"),
            "adds": _("Added to carts"),
            "adds_before": _("Added to carts, period before"),
            "orders": _("Orders"),
            "orders_before": _("Orders, period before"),
            "revenue": _("Revenue, net"),
            "revenue_before": _("Revenue, net, period before"),
            "revenue_change": _("Change"),
            "revenue_percent": _("Change, %"),
            "impact_text": _("Impact"),
        }

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {"data": {"days": asked_days(self.request)}}

    def get(self, request, *args, **kwargs):
        if self.is_export:
            return self.as_spreadsheet(self.get_queryset(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> list[FiguresRow]:
        words = self.search_query.casefold()
        name = self.ordering.removeprefix("-")
        rows = sorted(
            (row for row in self.all_rows if words in row.title.casefold()), key=lambda row: row.title
        )
        filled = [row for row in rows if getattr(row, name) is not None]
        filled.sort(key=attrgetter(name), reverse=self.ordering.startswith("-"))
        return filled + [row for row in rows if getattr(row, name) is None]

    @cached_property
    def period(self) -> Period:
        return period_of(asked_days(self.request))

    @cached_property
    def all_rows(self) -> list[FiguresRow]:
        return compare_figures(by=self.by, period=self.period)

    def get_context_data(self, *args, **kwargs):
        rows = self.all_rows
        return super().get_context_data(*args, **kwargs) | {
            "bars": draw_bars(rows=rows, of="revenue"),
            "reader_bars": draw_bars(rows=rows, of="readers"),
            "has_before": self.period.before is not None,
            "period_name": name_period(asked_days(self.request)),
            "by": self.by,
        }

    @cached_property
    def columns(self):
        headings = self.export_headings
        columns: list[Column] = [
            DoerColumn(
                "title",
                label=headings["title"],
                sort_key="title",
                get_url=lambda row: row.edit_url if row.key in self.editable else None,
            )
        ]
        for name in self.shown:
            column = MoneyColumn if name == "revenue" else _count
            columns.append(column(name, label=headings[name], sort_key=name))
            columns.append(column(f"{name}_before", label=_("before"), sort_key=f"{name}_before"))
        columns.append(
            PercentColumn("revenue_percent", label=headings["revenue_percent"], sort_key="revenue_percent")
        )
        return columns

    @cached_property
    def editable(self) -> set[int]:
        """Pages that this user may open in the editor: not all that are counted."""
        if self.by == "campaign":
            return set()
        theirs = PagePermissionPolicy().instances_user_has_permission_for(self.request.user, "change")
        keys = [row.key for row in self.all_rows]
        return set(theirs.filter(pk__in=keys).values_list("pk", flat=True))


class DoerColumn(TitleColumn):
    """Under the title what its objects do."""

    cell_template_name = "checkout/admin/figures_title.html"


class PercentColumn(NumberColumn):
    def __init__(self, name, **kwargs):
        super().__init__(name, classname="number", **kwargs)

    def get_value(self, instance):
        percent = super().get_value(instance)
        return "" if percent is None else f"{percent:+} %".replace("-", "\N{MINUS SIGN}")


def _count(name: str, **kwargs) -> NumberColumn:
    return NumberColumn(name, classname="number", **kwargs)
