from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.snippets.models import register_snippet

from products.bulk_actions import ChangePrices, PublishProducts, UnpublishProducts
from products.catalogue_edits import PRICE_SET
from products.price_changes import PRICE_CHANGED
from products.stock_admin import stock
from products.stock_levels import find_low_stock
from products.stock_list_admin import stock_list
from products.viewsets import ShopViewSetGroup

register_snippet(ShopViewSetGroup)
for bulk_action in (PublishProducts, UnpublishProducts, ChangePrices):
    hooks.register("register_bulk_action", bulk_action)


class StockMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("products.change_stockrecord")


@hooks.register("register_admin_urls")
def register_stock_address():
    return [
        path("stock/", stock, name="product_stock"),
        path("stock/list/", stock_list, name="product_stock_list"),
    ]


@hooks.register("register_admin_menu_item")
def register_stock_menu_item():
    return StockMenuItem(_("Stock"), reverse("product_stock"), name="stock", icon_name="list-ol", order=210)


class StockListMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("products.view_stockrecord")


@hooks.register("register_admin_menu_item")
def register_stock_list_menu_item():
    address = reverse("product_stock_list")
    return StockListMenuItem(_("Stock list"), address, name="stock-list", icon_name="table", order=211)


class LowStockItem(SummaryItem):
    order = 400
    template_name = "products/admin/stock_summary.html"

    def is_shown(self):
        return self.request.user.has_perm("products.view_stockrecord")

    def get_context_data(self, parent_context):
        return {"low": find_low_stock().count()}


@hooks.register("construct_homepage_summary_items")
def show_low_stock(request, items):
    items.append(LowStockItem(request))


@hooks.register("register_log_actions")
def register_price_log(actions):
    actions.register_action(PRICE_CHANGED, _("Change prices by percent"), _("Prices changed by percent"))
    actions.register_action(PRICE_SET, _("Set prices"), _("Prices set by a program"))
