from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from campaigns.models import AdvertSlot
from stories.choosers import SearchOnlyChooserViewSet


class AdvertSlotViewSet(SnippetViewSet):
    model = AdvertSlot
    icon = "thumbtack"
    chooser_viewset_class = SearchOnlyChooserViewSet
    menu_label = _("Adverts")
    menu_order = 340
    add_to_admin_menu = True
    list_display = ["title", "place", BooleanColumn("is_active"), "starts_at", "ends_at", "sort_order"]
    list_filter = ["place", "is_active"]
    ordering = ["place", "sort_order", "pk"]
    search_fields = ["title", "text"]


register_snippet(AdvertSlotViewSet)
