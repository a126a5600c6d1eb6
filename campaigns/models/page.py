from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from campaigns.models.campaign import Campaign
from products.models import Product, StockPromise
from products.offers import make_offers
from stories.models import MuseumPage, StoryPage


class CampaignIndexPage(MuseumPage):
    """Where campaigns hang; what is running stands on it."""

    introduction = models.CharField(_("introduction"), max_length=250, blank=True)

    content_panels = MuseumPage.content_panels + [FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.CampaignPage"]
    max_count = 1

    def get_context(self, request, *args, **kwargs):
        now = timezone.now()
        running = Campaign.objects.running(now).values("pk")
        pages = CampaignPage.objects.child_of(self).live().filter(campaign__in=running)
        return super().get_context(request, *args, **kwargs) | {
            "pages": pages.select_related("campaign").with_cover().newest_first()
        }


class CampaignPage(StoryPage):
    """What a campaign tells; what it promises stands in the campaign itself, outside of drafts."""

    campaign = models.OneToOneField(
        Campaign, verbose_name=_("campaign"), on_delete=models.PROTECT, related_name="page"
    )

    content_panels = [
        *StoryPage.content_panels[:1],
        FieldPanel("campaign", read_only=True),
        *StoryPage.content_panels[1:],
    ]
    # Opened with its campaign, never alone.
    is_creatable = False
    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types: list[str] = []

    AT_START, AT_END = "start", "end"

    @property
    def preview_modes(self):
        return [("", _("Now")), (self.AT_START, _("When it has begun")), (self.AT_END, _("When it is over"))]

    def get_preview_context(self, request, mode_name):
        moments = {self.AT_START: self.campaign.starts_at, self.AT_END: self.campaign.ends_at}
        now = moments.get(mode_name) or timezone.now()
        # Past its own context, which would read the promise of today first.
        return super().get_context(request) | self.read_promise(now=now)

    def read_promise(self, *, now) -> dict:
        """The campaign's products that are on show, in its order, at the prices of `now`."""
        shown = Product.objects.on_show().priced().filter(campaign_links__campaign=self.campaign_id)
        products = shown.order_by("campaign_links__sort_order", "pk").with_card_details()
        kept = StockPromise.objects.pieces_kept_by(self.campaign.holder)
        return {
            "campaign": self.campaign,
            "state": self.campaign.state_at(now),
            "objects": [(product, make_offers(product=product, now=now, kept=kept)) for product in products],
        }

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | self.read_promise(now=timezone.now())
