"""What readers search for, what finds nothing and what they open; from here a synonym or a promotion is made of it."""

from datetime import timedelta
from urllib.parse import urlencode

import django_filters
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_required
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import NumberColumn, TitleColumn

from products.desk_listing import DeskColumn, DeskListing
from search.asking import read_asked
from search.models import AskedText
from search.promotions import can_be_promoted_for

FOR_REPORT = "search.view_askedtext"
PERIODS = [("7", _("7 days")), ("30", _("30 days")), ("90", _("90 days"))]
USUAL_PERIOD = "30"


class AskedFilterSet(WagtailFilterSet):
    days = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=PERIODS,
        initial=USUAL_PERIOD,
        empty_label=None,
        method="leave",
        widget=forms.RadioSelect,
    )
    nothing = django_filters.ChoiceFilter(
        label=_("Found nothing"),
        choices=[("last", _("The last time")), ("ever", _("At least once"))],
        empty_label=_("All"),
        method="filter_nothing",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = AskedText
        fields: list[str] = []

    def __init__(self, data=None, *args, **kwargs):
        asked = data.copy() if data is not None else {}
        asked.setdefault("days", USUAL_PERIOD)
        super().__init__(asked, *args, **kwargs)

    def leave(self, rows, name, value):
        """The rows are those of the period already."""
        return rows

    def filter_nothing(self, rows, name, value):
        return rows.filter(found=0) if value == "last" else rows.filter(nothing__gt=0)


class DeedsColumn(DeskColumn):
    """What can be made of a text. In the forms a comma would part it into two."""

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        filled_in = urlencode({"words": instance.text.replace(",", " "), "next": context["back"]})
        return context | {
            "synonym_url": f"{reverse('wagtailsnippets_search_synonym:add')}?{filled_in}",
            "promotion_url": f"{reverse('wagtailsnippets_search_promotion:add')}?{filled_in}",
        }


class OpenedColumn(DeskColumn):
    """What was opened most, with the one click that promotes it."""

    def get_cell_context_data(self, instance, parent_context):
        can_be_promoted = instance.opened_title and can_be_promoted_for(text=instance.text)
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"can_be_promoted": can_be_promoted}


@method_decorator(permission_required(FOR_REPORT), name="dispatch")
class AskedReportView(DeskListing):
    model = AskedText
    template_name = "search/admin/asked.html"
    results_template_name = "search/admin/asked_results.html"
    page_title = _("What readers search for")
    header_icon = "search"
    verbose_name = _("search")
    verbose_name_plural = _("searches")
    index_url_name = "asked_texts"
    index_results_url_name = "asked_texts_results"
    filterset_class = AskedFilterSet
    search_backend_name = None
    search_fields = ["text"]
    default_ordering = "-asked"
    among_equals = "text"
    export_filename = "searches"
    export_headings = {
        "text": _("Searched for"),
        "asked": _("Times"),
        "nothing": _("Found nothing"),
        "found": _("Results, last time"),
        "opened": _("Opened"),
        "opened_title": _("Opened most"),
    }
    list_export = list(export_headings)

    @cached_property
    def days(self) -> int:
        asked = self.filters.form.cleaned_data["days"] if self.filters.is_valid() else ""
        return int(asked or USUAL_PERIOD)

    def get_base_queryset(self):
        until = timezone.localdate()
        return read_asked(since=until - timedelta(days=self.days - 1), until=until)

    def get_context_data(self, *args, **kwargs):
        return super().get_context_data(*args, **kwargs) | {"days": self.days}

    @cached_property
    def columns(self):
        return [
            TitleColumn(
                "text",
                label=_("Searched for"),
                sort_key="text",
                get_url=lambda row: f"{reverse('search:results')}?{urlencode({'query': row.text})}",
                link_attrs={"target": "_blank", "rel": "noreferrer"},
            ),
            _number("asked", _("Times")),
            _number("nothing", _("Found nothing")),
            _number("found", _("Results, last time")),
            _number("opened", _("Opened")),
            OpenedColumn(
                "opened_most",
                label=_("Opened most"),
                classname="opened-cell",
                template="search/admin/opened_cell.html",
            ),
            DeedsColumn("deeds", label=_("Make of it"), template="search/admin/deeds_cell.html"),
        ]


class AskedReportItem(MenuItem):
    def __init__(self):
        address = reverse("asked_texts")
        super().__init__(
            _("What readers search for"), address, name="asked-texts", icon_name="table", order=0
        )

    def is_shown(self, request):
        return request.user.has_perm(FOR_REPORT)


def _number(name: str, label) -> NumberColumn:
    return NumberColumn(name, label=label, sort_key=name, classname="number")
