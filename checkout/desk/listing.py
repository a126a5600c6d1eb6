"""What the lists of the order desk share: paging, sorting, and a safe file of what is filtered."""

from datetime import MAXYEAR, MINYEAR, datetime

import django_filters
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from checkout.payments import KNOWN
from products.tables_as_csv import BYTE_ORDER_MARK, harmless
from products.templatetags.money import money

AT_ONCE = 1000


class DeskListing(ReportView):
    """Sorted by one column, the youngest row first among equals; exports are read in portions."""

    is_searchable = True
    default_ordering = "-pk"

    def get(self, request, *args, **kwargs):
        if self.is_export:
            rows = self.get_queryset().iterator(chunk_size=AT_ONCE)
            return self.as_spreadsheet(rows, request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_filtered_queryset(self) -> QuerySet:
        return self.get_queryset()

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        column = F(self.ordering.removeprefix("-"))
        is_descending = self.ordering.startswith("-")
        by = column.desc(nulls_last=True) if is_descending else column.asc(nulls_last=True)
        return queryset.order_by(by, "-pk")

    def get_paginator(self, *args, **kwargs):
        paginator = super().get_paginator(*args, **kwargs)
        paginator.verbose_name, paginator.verbose_name_plural = self.verbose_name, self.verbose_name_plural
        return paginator

    def to_row_dict(self, item):
        return {name: harmless(value) for name, value in super().to_row_dict(item).items()}

    def get_heading(self, queryset, field):
        return force_str(self.export_headings[field])

    def stream_csv(self, queryset):
        yield BYTE_ORDER_MARK.encode()
        yield from super().stream_csv(queryset)


class MoneyColumn(Column):
    """An amount in the currency of its row, the shop's when the row names none."""

    def __init__(self, name, **kwargs):
        super().__init__(name, classname="number", **kwargs)

    def get_value(self, instance):
        return money(super().get_value(instance), getattr(instance, "currency", ""))


class PeriodFilter(django_filters.DateFromToRangeFilter):
    """From a day to a day; the first and the last years of the calendar, which no clock can move, are no bounds."""

    def filter(self, qs, value):
        if value:
            value = slice(
                *(day if day and MINYEAR < day.year < MAXYEAR else None for day in (value.start, value.stop))
            )
        return super().filter(qs, value)


class MomentColumn(Column):
    """A time of the shop's day, to the minute; empty for none."""

    def __init__(self, name, **kwargs):
        super().__init__(name, classname="moment", **kwargs)

    def get_value(self, instance):
        return moment(super().get_value(instance))


class DeskColumn(Column):
    """A cell of the desk's own template, which may hold a form that comes back to the list as it stands."""

    def __init__(self, name, *, template: str, **kwargs):
        super().__init__(name, **kwargs)
        self.cell_template_name = template

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        asked = context["request"].GET.copy()
        asked.pop("_w_filter_fragment", None)
        return context | {"back": f"{context['table'].base_url}?{asked.urlencode()}"}

    def render_cell_html(self, instance, parent_context):
        context = self.get_cell_context_data(instance, parent_context)
        return self.cell_template.render(context, context["request"])


def moment(when: datetime | None) -> str:
    return date_format(timezone.localtime(when), "Y-m-d H:i") if when else ""


def provider_name(code: str) -> str:
    provider = KNOWN.get(code)
    return str(provider.name) if provider else code


def provider_choices() -> list[tuple[str, str]]:
    return [(code, str(provider.name)) for code, provider in KNOWN.items()]
