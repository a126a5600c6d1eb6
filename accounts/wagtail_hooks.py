from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts import customer_admin, token_admin
from accounts.api_tokens import ISSUED, REVOKED
from accounts.area_admin import AreaViewSet
from accounts.deactivation import DEACTIVATED, REACTIVATED


@hooks.register("register_admin_urls")
def register_token_addresses():
    return [
        path("tokens/", token_admin.show, name="api_tokens"),
        path("tokens/new/", token_admin.create, name="api_token_new"),
        path("tokens/<int:token_id>/revoke/", token_admin.revoke, name="api_token_revoke"),
    ]


@hooks.register("register_admin_urls")
def register_customer_addresses():
    return [
        path("customers/<int:user_id>/deactivate/", customer_admin.deactivate, name="customer_deactivate"),
        path("customers/<int:user_id>/reactivate/", customer_admin.reactivate, name="customer_reactivate"),
    ]


@hooks.register("register_admin_viewset")
def register_areas():
    return AreaViewSet("areas")


@hooks.register("register_settings_menu_item")
def register_token_menu_item():
    return MenuItem(_("API tokens"), reverse("api_tokens"), name="api-tokens", icon_name="key", order=950)


@hooks.register("register_log_actions")
def register_token_log(actions):
    actions.register_action(ISSUED, _("Make an API token"), _("API token made"))
    actions.register_action(REVOKED, _("Revoke an API token"), _("API token revoked"))
    actions.register_action(DEACTIVATED, _("Deactivate an account"), _("Account deactivated"))
    actions.register_action(REACTIVATED, _("Activate an account again"), _("Account activated again"))
