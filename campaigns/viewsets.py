from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet

from campaigns.models import AdvertSlot, Coupon
from products.templatetags.money import money
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


def worth_of(coupon: Coupon) -> str:
    if coupon.kind == Coupon.Kind.PERCENT:
        return f"{coupon.percent:g} %"
    return money(coupon.amount) if coupon.kind == Coupon.Kind.AMOUNT else str(coupon.get_kind_display())


def counted(coupon: Coupon) -> str:
    return f"{coupon.redeemed} / {coupon.limit_total}" if coupon.limit_total else str(coupon.redeemed)


class CouponViewSet(SnippetViewSet):
    model = Coupon
    icon = "tag"
    chooser_viewset_class = SearchOnlyChooserViewSet
    # A copy would carry the code, and a code is one coupon's.
    copy_view_enabled = False
    menu_label = _("Coupons")
    menu_order = 330
    add_to_admin_menu = True
    list_display = [
        "code",
        Column("worth", label=_("Worth"), accessor=worth_of),
        Column("campaign", label=_("Campaign"), sort_key="campaign__title"),
        BooleanColumn("is_active"),
        "starts_at",
        "ends_at",
        Column("redeemed", label=_("Redeemed"), accessor=counted, sort_key="redeemed"),
    ]
    list_filter = ["campaign", "kind", "is_active"]
    list_per_page = 50
    ordering = ["code"]
    search_fields = ["code", "campaign__title"]
    search_backend_name = None
