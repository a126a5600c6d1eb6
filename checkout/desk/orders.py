"""The order desk in the Wagtail admin: orders are read here and taken step by step, never edited or deleted."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from checkout.desk.order_filters import (
    BrandFilter,
    CountryFilter,
    CustomerFilter,
    PaidFilter,
    PaymentMethodFilter,
    StoryFilter,
)
from checkout.desk.order_views import OrderIndexView, OrderInspectView
from checkout.models import Order
from checkout.payments import KNOWN
from products.templatetags.money import money


class OrderPermissions(PermissionHelper):
    """Whoever may view orders reads them; nobody writes, changes or deletes one by hand."""

    def user_can_list(self, user):
        return self.user_has_specific_permission(user, "view_order")

    def user_can_inspect_obj(self, user, obj):
        return self.user_can_list(user)

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_delete_obj(self, user, obj):
        return False


class OrderAdmin(ModelAdmin):
    model = Order
    menu_label = _("Orders")
    menu_icon = "list-ul"
    menu_order = 10
    add_to_admin_menu = False
    base_url_path = "orders"
    permission_helper_class = OrderPermissions
    index_view_class = OrderIndexView
    inspect_view_class = OrderInspectView
    inspect_view_enabled = True
    # modeladmin shows the history to anybody in the admin; the page of an order tells it to those who may know.
    history_view_enabled = False
    index_template_name = "checkout/admin/orders.html"
    inspect_template_name = "checkout/admin/order.html"
    inspect_view_extra_css = ["css/order_desk.css"]
    index_view_extra_css = ["css/order_desk.css"]
    list_display = (
        "number",
        "full_name",
        "email",
        "city",
        "postcode",
        "amount",
        "status",
        "paid",
        "placed",
        "updated",
    )
    list_filter = (
        PaidFilter,
        "status",
        "placed_at",
        "updated_at",
        PaymentMethodFilter,
        CountryFilter,
        BrandFilter,
        StoryFilter,
        CustomerFilter,
    )
    list_per_page = 50
    list_export = (
        "number",
        "placed_at",
        "status",
        "paid",
        "full_name",
        "email",
        "phone",
        "address_line1",
        "address_line2",
        "postcode",
        "city",
        "region",
        "country",
        "pieces",
        "subtotal",
        "discount_total",
        "coupon_code",
        "campaign",
        "shipping_total",
        "tax_total",
        "total",
        "currency",
        "payment",
        "shipping_name",
        "note",
        "updated_at",
    )
    export_filename = "orders"
    search_fields = ("number", "full_name", "email", "lines__sku")
    ordering = ("-placed_at",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("payments")

    def register_indexing(self):
        """An order stands in no index of references: writing one must not cost more for what nobody looks up."""

    def amount(self, order):
        return money(order.total)

    amount.short_description = _("total")  # type: ignore[attr-defined]
    amount.admin_order_field = "total"  # type: ignore[attr-defined]

    def placed(self, order):
        return _moment(order.placed_at)

    placed.short_description = _("placed")  # type: ignore[attr-defined]
    placed.admin_order_field = "placed_at"  # type: ignore[attr-defined]

    def updated(self, order):
        return _moment(order.updated_at)

    updated.short_description = _("updated")  # type: ignore[attr-defined]
    updated.admin_order_field = "updated_at"  # type: ignore[attr-defined]

    def paid(self, order):
        return order.is_paid

    paid.short_description = _("paid")  # type: ignore[attr-defined]
    paid.boolean = True  # type: ignore[attr-defined]

    def pieces(self, order):
        return "; ".join(f"{line.quantity} × {line.sku}" for line in order.lines.all())

    pieces.short_description = _("pieces")  # type: ignore[attr-defined]

    def payment(self, order):
        provider = KNOWN.get(order.payment_method)
        return str(provider.name) if provider else order.payment_method

    payment.short_description = _("payment")  # type: ignore[attr-defined]


def _moment(when: datetime) -> str:
    return date_format(timezone.localtime(when), "Y-m-d H:i")
