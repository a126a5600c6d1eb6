from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from campaigns.following import followed_once
from campaigns.landing_pages import open_page
from campaigns.models import AdvertSlot, Campaign, Coupon
from campaigns.panels import campaign_edit_handler
from problems.templatetags.claims import figure
from products.templatetags.money import money
from stories.choosers import SearchOnlyChooserViewSet

# The tab with its page, codes and adverts.
HANGING = "#tab-page_codes_adverts"


class InCampaignCreateView(CreateView):
    """Opens with the campaign of the address chosen, and leads back to it."""

    def get_initial(self):
        asked = self.request.GET.get("campaign", "")
        return super().get_initial() | ({"campaign": asked} if asked.isdecimal() else {})

    def get_success_url(self):
        campaign = self.object.campaign
        return f"{edit_url_of(campaign)}{HANGING}" if campaign else super().get_success_url()


class CampaignCreateView(CreateView):
    def save_instance(self):
        return _save_followed(super().save_instance)

    def get_success_url(self):
        """On to its page, codes and adverts."""
        return self.get_edit_url()


class CampaignEditView(EditView):
    def get_success_url(self):
        """Back to it: most of a campaign is done in several savings."""
        return self.get_edit_url()

    def save_instance(self):
        return _save_followed(super().save_instance)


def edit_url_of(campaign: Campaign) -> str:
    return reverse("wagtailsnippets_campaigns_campaign:edit", args=[campaign.pk])


def _save_followed(save: Callable[[], Campaign]) -> Campaign:
    """With its products in one go, and with its page; Wagtail has opened the transaction."""
    with followed_once(now=timezone.now()):
        campaign = save()
    open_page(campaign=campaign)
    return campaign


def state_of(campaign: Campaign) -> str:
    return str(campaign.state_at(timezone.now()).label)


def used(campaign: Campaign) -> str:
    limit = f" / {campaign.limit_redemptions}" if campaign.limit_redemptions is not None else ""
    return f"{campaign.redeemed}{limit}"


def spent(campaign: Campaign) -> str:
    return f"{money(campaign.spent)} / {money(campaign.budget)}" if campaign.budget else money(campaign.spent)


class CampaignViewSet(SnippetViewSet):
    model = Campaign
    icon = "date"
    chooser_viewset_class = SearchOnlyChooserViewSet
    # A copy would carry the short name, and orders are told apart by it.
    copy_view_enabled = False
    add_view_class = CampaignCreateView
    edit_view_class = CampaignEditView
    edit_template_name = "campaigns/admin/edit.html"
    edit_handler = campaign_edit_handler
    menu_label = _("Campaigns")
    list_display = [
        "title",
        Column("state", label=_("State"), accessor=state_of),
        "starts_at",
        "ends_at",
        Column("redeemed", label=_("Codes redeemed"), accessor=used, sort_key="redeemed"),
        Column("spent", label=_("Taken off by codes"), accessor=spent, sort_key="spent"),
    ]
    list_per_page = 50
    ordering = ["-starts_at", "-pk"]
    search_fields = ["title", "slug"]
    search_backend_name = None


def worth_of(coupon: Coupon) -> str:
    if coupon.kind == Coupon.Kind.PERCENT and coupon.percent is not None:
        return f"{figure(coupon.percent)} %"
    return money(coupon.amount) if coupon.kind == Coupon.Kind.AMOUNT else str(coupon.get_kind_display())


def counted(coupon: Coupon) -> str:
    return (
        f"{coupon.redeemed} / {coupon.limit_total}"
        if coupon.limit_total is not None
        else str(coupon.redeemed)
    )


class CouponViewSet(SnippetViewSet):
    model = Coupon
    icon = "tag"
    chooser_viewset_class = SearchOnlyChooserViewSet
    # A copy would carry the code, and a code is one coupon's.
    copy_view_enabled = False
    add_view_class = InCampaignCreateView
    menu_label = _("Coupons")
    list_display = [
        "code",
        Column("worth", label=_("Worth"), accessor=worth_of),
        Column("campaign", label=_("Campaign"), sort_key="campaign__title"),
        BooleanColumn("is_active"),
        "starts_at",
        "ends_at",
        Column("redeemed", label=_("Redeemed"), accessor=counted, sort_key="redeemed"),
    ]
    list_filter = ["campaign", "kind", "is_active"]
    list_per_page = 50
    ordering = ["code"]
    search_fields = ["code", "campaign__title"]
    search_backend_name = None


class AdvertSlotViewSet(SnippetViewSet):
    model = AdvertSlot
    icon = "thumbtack"
    chooser_viewset_class = SearchOnlyChooserViewSet
    add_view_class = InCampaignCreateView
    menu_label = _("Adverts")
    list_display = [
        "title",
        "place",
        Column("campaign", label=_("Campaign"), sort_key="campaign__title"),
        BooleanColumn("is_active"),
        "starts_at",
        "ends_at",
        "sort_order",
    ]
    list_filter = ["place", "is_active", "campaign"]
    ordering = ["place", "sort_order", "pk"]
    search_fields = ["title", "text"]


class MarketingViewSetGroup(SnippetViewSetGroup):
    items = (CampaignViewSet, CouponViewSet, AdvertSlotViewSet)
    menu_label = _("Marketing")
    menu_icon = "date"
    menu_order = 330
