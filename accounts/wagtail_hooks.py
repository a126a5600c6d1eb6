from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from accounts import customer_admin, second_factor_admin, token_admin
from accounts.api_tokens import ISSUED, REVOKED
from accounts.area_admin import AreaViewSet
from accounts.deactivation import DEACTIVATED, REACTIVATED
from accounts.second_factor import RESET, is_owner, should_be_asked


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


@hooks.register("register_admin_urls")
def register_second_factor_addresses():
    return [
        path("users/<int:user_id>/second-factor/", second_factor_admin.reset, name="reset_second_factor"),
    ]


@hooks.register("register_user_listing_buttons")
def offer_to_reset_second_factor(user, request_user):
    if is_owner(user=request_user) and user.pk != request_user.pk:
        address = reverse("reset_second_factor", args=[user.pk])
        yield Button(_("Take the second factor away"), address, icon_name="lock", priority=40)


@hooks.register("construct_homepage_panels")
def remind_of_second_factor(request, panels):
    if should_be_asked(user=request.user, now=timezone.now()):
        panels.append(second_factor_admin.ReminderPanel())


@hooks.register("register_settings_menu_item")
def register_token_menu_item():
    return MenuItem(_("API tokens"), reverse("api_tokens"), name="api-tokens", icon_name="key", order=950)


@hooks.register("register_log_actions")
def register_token_log(actions):
    actions.register_action(ISSUED, _("Make an API token"), _("API token made"))
    actions.register_action(REVOKED, _("Revoke an API token"), _("API token revoked"))
    actions.register_action(RESET, _("Take a second factor away"), _("Second factor taken away"))
    actions.register_action(DEACTIVATED, _("Deactivate an account"), _("Account deactivated"))
    actions.register_action(REACTIVATED, _("Activate an account again"), _("Account activated again"))
