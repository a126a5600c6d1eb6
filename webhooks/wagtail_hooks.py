from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from webhooks import delivery_admin, endpoint_admin


class DeskMenuItem(MenuItem):
    """Shown to whoever has `permission`."""

    def __init__(self, *args, permission: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_viewset")
def register_endpoints():
    return endpoint_admin.EndpointViewSet()


@hooks.register("register_admin_urls")
def register_webhook_addresses():
    return [
        path("webhooks/endpoints/<int:endpoint_id>/", endpoint_admin.show, name="webhook_endpoint"),
        path(
            "webhooks/endpoints/<int:endpoint_id>/test/",
            endpoint_admin.send_test,
            name="webhook_endpoint_test",
        ),
        path("webhooks/deliveries/", delivery_admin.show_log, name="webhook_deliveries"),
        path("webhooks/deliveries/again/", delivery_admin.take_all_again, name="webhook_deliveries_again"),
        path("webhooks/deliveries/<int:delivery_id>/", delivery_admin.show, name="webhook_delivery"),
        path(
            "webhooks/deliveries/<int:delivery_id>/again/",
            delivery_admin.take_again,
            name="webhook_delivery_again",
        ),
    ]


@hooks.register("register_admin_menu_item")
def register_webhook_menu():
    items = [
        DeskMenuItem(
            _("Deliveries"),
            reverse("webhook_deliveries"),
            name="webhook-deliveries",
            icon_name="history",
            order=10,
            permission=delivery_admin.VIEW,
        ),
        DeskMenuItem(
            _("Endpoints"),
            reverse("webhook_endpoints:index"),
            name="webhook-endpoints",
            icon_name="link",
            order=20,
            permission="webhooks.change_webhookendpoint",
        ),
    ]
    return SubmenuMenuItem(_("Webhooks"), Menu(items=items), name="webhooks", icon_name="link", order=930)


@hooks.register("register_log_actions")
def register_webhook_log(actions):
    actions.register_action(endpoint_admin.TESTED, _("Send a test message"), _("Test message sent"))
    actions.register_action(delivery_admin.SENT_AGAIN, _("Send again"), _("Sent again"))
    actions.register_action(
        delivery_admin.ALL_SENT_AGAIN, _("Send all failed again"), _("All failed messages sent again")
    )
