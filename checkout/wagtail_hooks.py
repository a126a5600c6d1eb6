from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from checkout import (
    order_admin_mails,
    order_admin_money,
    order_admin_refunds,
    order_admin_returns,
    order_admin_slips,
    order_admin_views,
)
from checkout.order_admin import OrderAdmin
from checkout.order_admin_steps import STEPS
from checkout.viewsets import ShippingMethodViewSet

modeladmin_register(OrderAdmin)
register_snippet(ShippingMethodViewSet)


class DeskMenuItem(MenuItem):
    """Shown to whoever has `permission`."""

    def __init__(self, *args, permission: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_urls")
def register_order_addresses():
    return [
        path("orders/<int:order_id>/packing-slip/", order_admin_slips.show_slip, name="packing_slip"),
        path(
            "orders/<int:order_id>/packing-slip.pdf", order_admin_slips.show_slip_pdf, name="packing_slip_pdf"
        ),
        path("packing-slips/", order_admin_slips.show_slips, name="packing_slips"),
        path("packing-slips.pdf", order_admin_slips.show_slips_pdf, name="packing_slips_pdf"),
        path("orders/<int:order_id>/refund/", order_admin_refunds.refund, name="order_refund"),
        path("returns/", order_admin_returns.show_returns, name="order_returns"),
        path("returns/<int:request_id>/", order_admin_returns.show_return, name="order_return"),
        path("returns/<int:request_id>/decide/", order_admin_returns.decide, name="order_return_decide"),
        path("returns/<int:request_id>/receive/", order_admin_returns.receive, name="order_return_receive"),
        path("returns/photos/<int:line_id>/", order_admin_returns.photo, name="order_return_photo"),
        path("orders/<int:order_id>/<slug:step_name>/", order_admin_views.take, name="order_step"),
        path("payments/<int:payment_id>/ask/", order_admin_money.ask_provider, name="payment_ask"),
        path("payments/<int:payment_id>/retry/", order_admin_money.retry, name="refund_retry"),
        path("payments/<int:payment_id>/by-hand/", order_admin_money.pay_by_hand, name="refund_by_hand"),
        path("mails/", order_admin_mails.show_mails, name="order_mails"),
        path("mails/<int:email_id>/resend/", order_admin_mails.resend, name="order_mail_resend"),
        path("mails/<int:order_id>/<slug:kind>/", order_admin_mails.preview, name="order_mail"),
        path(
            "mails/<int:order_id>/<slug:kind>/html/", order_admin_mails.preview_html, name="order_mail_html"
        ),
    ]


@hooks.register("register_admin_menu_item")
def register_order_menu():
    items = [
        DeskMenuItem(
            _("Orders"),
            reverse("orders_modeladmin_index"),
            name="orders",
            icon_name="list-ul",
            order=10,
            permission="checkout.view_order",
        ),
        DeskMenuItem(
            _("Packing slips"),
            reverse("packing_slips"),
            name="packing-slips",
            icon_name="clipboard-list",
            order=15,
            permission="checkout.view_order",
        ),
        DeskMenuItem(
            _("Returns"),
            reverse("order_returns"),
            name="returns",
            icon_name="undo",
            order=17,
            permission="checkout.view_order",
        ),
        DeskMenuItem(
            _("Mails"),
            reverse("order_mails"),
            name="mails",
            icon_name="mail",
            order=20,
            permission="checkout.view_order",
        ),
        DeskMenuItem(
            _("Shipping"),
            reverse(ShippingMethodViewSet().get_url_name("list")),
            name="shipping",
            icon_name="site",
            order=30,
            permission="checkout.view_shippingmethod",
        ),
    ]
    return SubmenuMenuItem(_("Orders"), Menu(items=items), name="order-desk", icon_name="list-ul", order=190)


@hooks.register("register_log_actions")
def register_order_log(actions):
    for step in STEPS:
        actions.register_action(step.log_action, step.button, step.button)
    actions.register_action(order_admin_mails.RESENT, _("Mail sent again"), _("Mail sent again"))
    actions.register_action(order_admin_refunds.REFUNDED, _("Paid back"), _("Paid back"))
    actions.register_action(order_admin_returns.DECIDED, _("Return answered"), _("Return answered"))
    actions.register_action(order_admin_returns.RECEIVED, _("Return received"), _("Return received"))
    actions.register_action(order_admin_money.ASKED, _("Provider asked"), _("Provider asked"))
    actions.register_action(order_admin_money.RETRIED, _("Refund tried again"), _("Refund tried again"))
    actions.register_action(order_admin_money.BY_HAND, _("Paid back by hand"), _("Paid back by hand"))
