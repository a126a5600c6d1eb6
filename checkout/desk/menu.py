"""What hangs under "Orders" in the menu of the admin."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem


@dataclass(frozen=True)
class Screen:
    name: str
    label: Promise
    address: str
    icon: str
    permission: str = "checkout.view_order"


SCREENS = [
    Screen("day", _("The day"), "day", "calendar-alt"),
    Screen("orders", _("Orders"), "orders_modeladmin_index", "list-ul"),
    Screen("write-order", _("Write an order"), "order_write", "edit", "checkout.change_order"),
    Screen("packing-slips", _("Packing slips"), "packing_slips", "clipboard-list"),
    Screen("transfers", _("Bank transfers"), "transfers", "tasks"),
    Screen("payments", _("Payments"), "payments", "doc-full"),
    Screen("returns", _("Returns"), "order_returns", "undo"),
    Screen("mails", _("Mails"), "order_mails", "mail"),
    Screen("provider-messages", _("Provider messages"), "provider_messages", "download"),
    Screen(
        "shipping",
        _("Shipping"),
        "wagtailsnippets_checkout_shippingmethod:list",
        "site",
        "checkout.view_shippingmethod",
    ),
]


class DeskMenuItem(MenuItem):
    """Shown to whoever has the permission of its screen."""

    def __init__(self, screen: Screen, *, order: int):
        super().__init__(
            screen.label, reverse(screen.address), name=screen.name, icon_name=screen.icon, order=order
        )
        self.permission = screen.permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


FIGURES = "checkout.view_story_figures"
EARNED = [
    Screen("story-figures", _("Stories"), "story_figures", "doc-full", FIGURES),
    Screen("campaign-figures", _("Campaigns"), "campaign_figures", "tag", FIGURES),
    Screen("brand-figures", _("Brands"), "brand_figures", "group", FIGURES),
    Screen("problem-figures", _("Problems"), "problem_figures", "help", FIGURES),
]


def build_figures_menu() -> SubmenuMenuItem:
    items = [DeskMenuItem(screen, order=place * 10) for place, screen in enumerate(EARNED, start=1)]
    return SubmenuMenuItem(_("Figures"), Menu(items=items), name="figures", icon_name="table", order=195)


def build_order_menu() -> SubmenuMenuItem:
    items = [DeskMenuItem(screen, order=place * 10) for place, screen in enumerate(SCREENS, start=1)]
    return SubmenuMenuItem(_("Orders"), Menu(items=items), name="order-desk", icon_name="list-ul", order=190)
