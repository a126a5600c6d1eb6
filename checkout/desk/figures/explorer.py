"""Wagtail's own list of pages and its editor, with what each story earned, for whoever may see it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Case, DecimalField, Value, When
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets.button import Button

from checkout.desk.figures.periods import CHOICES, FOR_FIGURES, chosen_days, name_period, period_of
from checkout.desk.figures.rows import FiguresRow
from checkout.story_figures import NOTHING, Figures, read_figures, read_impact_of_story
from products.templatetags.money import money

COUNTED = {
    "readers": _("Readers"),
    "adds": _("Adds"),
    "orders": _("Orders"),
    "revenue": _("Revenue"),
}


class FiguresColumn(Column):
    """Empty for a page that nobody has read or bought from in the period."""

    def __init__(self, name: str, figures: dict[Any, Figures]):
        super().__init__(name, label=COUNTED[name], sort_key=name, classname="number", width="7%")
        self.figures = figures

    def get_value(self, instance):
        value = getattr(self.figures.get(instance.pk, NOTHING), self.name)
        if not value:
            return ""
        return money(value, "") if self.name == "revenue" else intcomma(value)


class FiguresExplorer(ExplorableIndexView):
    """Sorted by a figure, all pages of the list are, not only those shown. Three queries more for any number."""

    @cached_property
    def figures(self) -> dict[Any, Figures]:
        return read_figures(by="story", period=period_of(chosen_days(self.request)))

    @cached_property
    def shows_figures(self) -> bool:
        return self.request.user.has_perm(FOR_FIGURES)

    @cached_property
    def explorable_columns(self):
        columns = super().explorable_columns
        if not self.shows_figures:
            return columns
        place = next(place for place, column in enumerate(columns) if column.name == "title") + 1
        return [*columns[:place], *(FiguresColumn(name, self.figures) for name in COUNTED), *columns[place:]]

    def get_valid_orderings(self):
        orderings = super().get_valid_orderings()
        # The search index does not know what is counted here.
        if self.shows_figures and not self.is_searching:
            orderings += [f"{sign}{name}" for name in COUNTED for sign in ("", "-")]
        return orderings

    def order_queryset(self, queryset):
        name = (self.ordering or "").removeprefix("-")
        if name not in COUNTED:
            return super().order_queryset(queryset)
        arms = [
            When(pk=pk, then=Value(value))
            for pk, one in self.figures.items()
            if (value := getattr(one, name))
        ]
        figure = Case(*arms, default=Value(0), output_field=DecimalField(max_digits=20, decimal_places=2))
        by = figure.desc() if self.ordering.startswith("-") else figure.asc()
        return queryset.order_by(by, "title", "pk")

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if not self.shows_figures:
            return buttons
        now = chosen_days(self.request)
        asked = self.request.GET.dict()
        return [
            *buttons,
            *(
                Button(
                    gettext("Figures: %(period)s") % {"period": label},
                    url=f"{self.index_url}?{urlencode(asked | {'days': days})}",
                    icon_name="check" if days == now else "table",
                    priority=200 + place,
                )
                for place, (days, label) in enumerate(CHOICES)
            ),
        ]


class StoryFiguresPanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle figures")
        icon_name = "table"
        has_counter = False

    name = "figures"
    title = _("What it earned")
    template_name = "checkout/admin/story_figures.html"
    order = 500

    def get_context_data(self, parent_context):
        days = chosen_days(self.request)
        period = period_of(days)
        now = read_figures(by="story", period=period)
        before = read_figures(by="story", period=period.before) if period.before else {}
        pk = self.object.pk
        return super().get_context_data(parent_context) | {
            "row": FiguresRow(
                pk,
                self.object.title,
                "",
                now.get(pk, NOTHING),
                before.get(pk, NOTHING),
                read_impact_of_story(story=pk, period=period),
            ),
            "has_before": period.before is not None,
            "period": name_period(days),
            "periods": CHOICES,
            "days": days,
        }


class FiguresEditor(EditView):
    def get_side_panels(self):
        panels = list(super().get_side_panels())
        if not self.expects_json_response and self.request.user.has_perm(FOR_FIGURES):
            panels.append(StoryFiguresPanel(self.page, self.request))
        return MediaContainer(panels)


class FiguresPageViewSet(PageViewSet):
    """Every page's, in the place of Wagtail's own."""

    index_view_class = FiguresExplorer
    edit_view_class = FiguresEditor
