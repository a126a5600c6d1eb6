from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from campaigns import views
from campaigns.receivers import PRODUCTS_CHANGED
from campaigns.stopping import RESUMED, STOPPED
from campaigns.viewsets import MarketingViewSetGroup

register_snippet(MarketingViewSetGroup)


@hooks.register("register_admin_urls")
def register_campaign_addresses():
    return [
        path("campaigns/<int:pk>/stop/", views.stop, name="stop_campaign"),
        path("campaigns/<int:pk>/resume/", views.resume, name="resume_campaign"),
    ]


@hooks.register("register_log_actions")
def register_campaign_log(actions):
    actions.register_action(STOPPED, _("Stop"), _("Stopped the campaign"))
    actions.register_action(RESUMED, _("Resume"), _("Let the campaign go on"))
    actions.register_action(PRODUCTS_CHANGED, _("Products"), _("Changed the products"))
