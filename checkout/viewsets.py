from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet

from checkout.models import ShippingMethod
from stories.choosers import SearchOnlyChooserViewSet


class ShippingMethodViewSet(SnippetViewSet):
    model = ShippingMethod
    icon = "site"
    chooser_viewset_class = SearchOnlyChooserViewSet
    menu_label = _("Shipping")
    add_to_admin_menu = False
    copy_view_enabled = False
    search_backend_name = None
    search_fields = ["name", "code"]
    list_display = [
        "name",
        Column("code", label=_("Code"), sort_key="code"),
        Column("days_min", label=_("Days, at least")),
        Column("days_max", label=_("Days, at most")),
        BooleanColumn("is_active", label=_("Active"), sort_key="is_active"),
        Column("sort_order", label=_("Order"), sort_key="sort_order"),
    ]
