"""What lists in the admin share: paging, sorting, a safe file of what is filtered, cells that may hold forms."""

from django.db.models import F, QuerySet
from django.utils.encoding import force_str
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from products.tables_as_csv import BYTE_ORDER_MARK, harmless

AT_ONCE = 1000


class DeskListing(ReportView):
    """Sorted by one column, and by `among_equals` within it; exports are read in portions."""

    is_searchable = True
    default_ordering = "-pk"
    among_equals = "-pk"

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
        return queryset.order_by(by, self.among_equals)

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


class DeskColumn(Column):
    """A cell of a template of ours, which may hold a form that comes back to the list as it stands."""

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
