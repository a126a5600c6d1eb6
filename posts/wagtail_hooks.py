from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem

from posts.desk import moderation
from posts.desk.urls import urlpatterns
from posts.moderation import MODERATE


@hooks.register("register_admin_urls")
def register_moderation_addresses():
    return urlpatterns


class ModerationMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(MODERATE)


@hooks.register("register_admin_menu_item")
def register_moderation_menu_item():
    address = reverse("reader_texts")
    return ModerationMenuItem(
        _("What readers write"), address, name="reader-texts", icon_name="comment", order=340
    )


class WaitingTextsItem(SummaryItem):
    order = 410
    template_name = "posts/admin/summary.html"

    def is_shown(self):
        return self.request.user.has_perm(MODERATE)

    def get_context_data(self, parent_context):
        return {"waiting": moderation.count_waiting()}


@hooks.register("construct_homepage_summary_items")
def show_waiting_texts(request, items):
    items.append(WaitingTextsItem(request))


@hooks.register("register_permissions")
def register_moderation_permission():
    app, codename = MODERATE.split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename)


@hooks.register("register_log_actions")
def register_moderation_log(actions):
    actions.register_action(moderation.APPROVED, _("Approve"), _("Approved"))
    actions.register_action(moderation.REFUSED, _("Refuse"), _("Refused"))
    actions.register_action(moderation.PUT_BACK, _("Put back"), _("Put back to what waits"))
    actions.register_action(moderation.ANSWERED, _("Answer"), _("Answered"))
