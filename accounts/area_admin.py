"""The desk of areas: provinces, what belongs to each, and a search through all of them."""

from django.db import transaction
from django.db.models import Count, ProtectedError, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import ButtonsColumnMixin, Column, NumberColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from accounts.areas.tree import count_uses, delete_area, read_area, read_path, save_area
from accounts.forms.areas import AreaForm, NewAreaForm
from accounts.models import Area

INDEX = "areas:index"
# Wider than any id, and a number that no column holds, is no id.
LONGEST_ID = 18


class AreaColumn(ButtonsColumnMixin, TitleColumn):
    """Leads to what belongs to it."""

    def __init__(self, name, *, view, **kwargs):
        super().__init__(name, **kwargs)
        self.view = view

    def get_link_url(self, instance, parent_context):
        if instance.level == Area.Level.DISTRICT:
            return self.view.get_edit_url(instance)
        return _list_of(instance.pk)

    def get_buttons(self, instance, parent_context):
        return self.view.get_list_buttons(instance)


class AreaIndexView(generic.IndexView):
    """The provinces, with `parent` what belongs to an area; a search looks through all."""

    model = Area
    search_fields = ["local_name", "name", "code"]
    search_backend_name = None
    paginate_by = 50

    @cached_property
    def parent(self) -> Area | None:
        text = self.request.GET.get("parent", "")
        if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
            return None
        return Area.objects.filter(pk=int(text)).first()

    def get_base_queryset(self) -> QuerySet[Area]:
        areas = Area.objects.select_related("parent").annotate(holds=Count("children"))
        return areas if self.is_searching else areas.filter(parent=self.parent)

    def order_queryset(self, queryset):
        return queryset.order_by("country", "code", "pk")

    @cached_property
    def columns(self):
        return [
            AreaColumn("local_name", label=_("Local name"), view=self),
            Column("name", label=_("Name")),
            Column("parent", label=_("Belongs to"), accessor=lambda area: area.parent or area.country.name),
            Column("code", label=_("Official code")),
            Column("level", label=_("Level"), accessor="get_level_display"),
            NumberColumn("holds", label=_("Holds"), classname="number"),
        ]

    def get_page_subtitle(self):
        return str(self.parent) if self.parent else ""

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, *_way_to(self.parent)]

    def get_add_url(self):
        place = super().get_add_url()
        if place is None or self.parent is None:
            return place
        return None if self.parent.level == Area.Level.DISTRICT else f"{place}?parent={self.parent.pk}"

    @cached_property
    def header_buttons(self):
        buttons = list(super().header_buttons)
        if self.parent and (edit_url := self.get_edit_url(self.parent)):
            buttons.append(HeaderButton(_("Rename"), url=edit_url, icon_name="edit"))
        return buttons


class AreaCreateView(generic.CreateView):
    def get_initial(self):
        return {**super().get_initial(), "parent": self.request.GET.get("parent")}

    def save_instance(self):
        area = save_area(area=self.form.instance)
        log(instance=area, action="wagtail.create", user=self.request.user)
        return area

    def get_success_url(self):
        return _list_of(self.object.parent_id)


class AreaEditView(generic.EditView):
    def save_instance(self):
        area = save_area(area=self.form.instance)
        log(instance=area, action="wagtail.edit", user=self.request.user)
        return area

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, *_way_to(self.object)]

    def get_success_url(self):
        return _list_of(self.object.parent_id)


class AreaDeleteView(generic.DeleteView):
    template_name = "accounts/admin/delete_area.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"uses": count_uses(area=self.object)}

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            text = _("“%(name)s” stays: something stands on it.") % {"name": self.object}
            messages.error(self.request, text)
            return self.render_to_response(self.get_context_data())

    @transaction.atomic
    def delete_action(self):
        log(instance=self.object, action="wagtail.delete", user=self.request.user, deleted=True)
        delete_area(area=self.object)

    def get_success_url(self):
        return _list_of(self.object.parent_id)


class AreaViewSet(ModelViewSet):
    model = Area
    icon = "globe"
    menu_label = gettext_lazy("Areas")
    menu_order = 940
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = AreaIndexView
    add_view_class = AreaCreateView
    edit_view_class = AreaEditView
    delete_view_class = AreaDeleteView
    list_per_page = AreaIndexView.paginate_by
    search_fields = AreaIndexView.search_fields
    search_backend_name = None

    def get_form_class(self, for_update=False):
        return AreaForm if for_update else NewAreaForm

    def get_common_view_kwargs(self, **kwargs):
        """What uses an area is counted on the page that deletes it."""
        return super().get_common_view_kwargs(**{"usage_url_name": None, **kwargs})

    def get_urlpatterns(self):
        return [place for place in super().get_urlpatterns() if place.name != "usage"]


def _way_to(area: Area | None) -> list[dict]:
    path = read_path(area_id=area.pk) if area else []
    steps = [{"url": reverse(INDEX), "label": _("Areas")}]
    steps += [{"url": _list_of(pk), "label": read_area(area_id=pk)["local_name"]} for pk in path]
    steps[-1]["url"] = ""
    return steps


def _list_of(parent_id: int | None) -> str:
    return reverse(INDEX) + (f"?parent={parent_id}" if parent_id else "")
