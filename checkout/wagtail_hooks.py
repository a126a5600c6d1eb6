from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from checkout.desk import (
    address,
    mails,
    messages,
    money,
    refunds,
    returns,
    writing,
)
from checkout.desk.figures.explorer import FiguresPageViewSet
from checkout.desk.menu import build_figures_menu, build_order_menu
from checkout.desk.orders import OrderAdmin
from checkout.desk.panel import DayPanel
from checkout.desk.reports import BrandReportItem, CustomerReportItem
from checkout.desk.steps import STEPS
from checkout.desk.urls import urlpatterns
from checkout.viewsets import ShippingMethodViewSet

modeladmin_register(OrderAdmin)
register_snippet(ShippingMethodViewSet)


@hooks.register("register_admin_urls")
def register_order_addresses():
    return urlpatterns


@hooks.register("register_admin_menu_item")
def register_order_menu():
    return build_order_menu()


# After Wagtail's own, whose place it takes.
@hooks.register("register_admin_viewset", order=10)
def register_pages_with_figures():
    return FiguresPageViewSet()


@hooks.register("insert_global_admin_css")
def style_figures():
    return format_html('<link rel="stylesheet" href="{}">', static("css/figures_desk.css"))


@hooks.register("register_admin_menu_item")
def register_figures_menu():
    return build_figures_menu()


@hooks.register("register_reports_menu_item")
def register_customer_report():
    return CustomerReportItem()


@hooks.register("register_reports_menu_item")
def register_brand_report():
    return BrandReportItem()


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    if request.user.has_perm("checkout.view_order"):
        panels.append(DayPanel())


@hooks.register("register_log_actions")
def register_order_log(actions):
    for step in STEPS:
        actions.register_action(step.log_action, step.button, step.button)
    actions.register_action(mails.RESENT, _("Mail sent again"), _("Mail sent again"))
    actions.register_action(address.ADDRESS_CHANGED, _("Address changed"), _("Address changed"))
    actions.register_action(writing.WRITTEN, _("Order written by staff"), _("Order written by staff"))
    actions.register_action(refunds.REFUNDED, _("Paid back"), _("Paid back"))
    actions.register_action(returns.DECIDED, _("Return answered"), _("Return answered"))
    actions.register_action(returns.RECEIVED, _("Return received"), _("Return received"))
    actions.register_action(returns.CLOSED, _("Return closed"), _("Return closed"))
    actions.register_action(money.ASKED, _("Provider asked"), _("Provider asked"))
    actions.register_action(money.RETRIED, _("Refund tried again"), _("Refund tried again"))
    actions.register_action(money.GIVEN_BACK, _("Other sum given back"), _("Other sum given back"))
    actions.register_action(money.BY_HAND, _("Paid back by hand"), _("Paid back by hand"))
    actions.register_action(messages.AGAIN, _("Processed again"), _("Processed again"))
