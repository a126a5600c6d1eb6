from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from products.bulk_actions import ChangePrices, PublishProducts, UnpublishProducts
from products.price_changes import PRICE_CHANGED
from products.stock_admin import stock
from products.viewsets import ShopViewSetGroup

register_snippet(ShopViewSetGroup)
for bulk_action in (PublishProducts, UnpublishProducts, ChangePrices):
    hooks.register("register_bulk_action", bulk_action)


class StockMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("products.change_stockrecord")


@hooks.register("register_admin_urls")
def register_stock_address():
    return [path("stock/", stock, name="product_stock")]


@hooks.register("register_admin_menu_item")
def register_stock_menu_item():
    return StockMenuItem(_("Stock"), reverse("product_stock"), name="stock", icon_name="list-ol", order=210)


@hooks.register("register_log_actions")
def register_price_log(actions):
    actions.register_action(PRICE_CHANGED, _("Change prices by percent"), _("Prices changed by percent"))
