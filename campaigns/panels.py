"""How a campaign is edited: its promise, its products, its limits, and what hangs on it to look at."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.context_processors import PermWrapper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)

from campaigns.models import CampaignPage, Coupon
from campaigns.own_prices import read_own_prices
from stories.letters import absolute


class StatePanel(Panel):
    """Whether it runs, and the one click that stops it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "campaigns/admin/state_panel.html"

        def is_shown(self):
            return bool(self.instance.pk)

        def get_context_data(self, parent_context=None):
            campaign = self.instance
            context: dict[str, Any] = {
                "campaign": campaign,
                "state": campaign.state_at(timezone.now()),
                "is_stopped": campaign.stopped_at is not None,
                "may_stop": self.request.user.has_perm("campaigns.change_campaign"),
            }
            return super().get_context_data(parent_context) | context


class OwnPricePanel(Panel):
    """What a product costs without the campaign: a price that was typed wrong shows beside it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "campaigns/admin/own_price.html"

        def is_shown(self):
            return bool(self.instance.pk)

        def get_context_data(self, parent_context=None):
            link = self.instance
            own = read_own_prices(link.campaign).get(link.product_id)
            context: dict[str, Any] = {"own": own}
            if own and link.price is not None and link.price < own.lowest:
                context["percent"] = round(100 - 100 * link.price / own.lowest)
            return super().get_context_data(parent_context) | context


class HangingPanel(Panel):
    """Its page, codes and adverts, with a way to each and to one more, and what its mailings came to."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "campaigns/admin/hanging_panel.html"

        def is_shown(self):
            return bool(self.instance.pk)

        def get_context_data(self, parent_context=None):
            campaign = self.instance
            asked = f"?campaign={campaign.pk}"
            page = getattr(campaign, "page", None)
            context: dict[str, Any] = {
                "campaign": campaign,
                "page": page,
                "codes": [(coupon, link_with(coupon, page)) for coupon in campaign.coupons.order_by("code")],
                "adverts": campaign.adverts.order_by("place", "sort_order", "pk"),
                "has_mailings": campaign.mailings.exists(),
                "perms": PermWrapper(self.request.user),
                "add_coupon_url": reverse("wagtailsnippets_campaigns_coupon:add") + asked,
                "add_advert_url": reverse("wagtailsnippets_campaigns_advertslot:add") + asked,
            }
            return super().get_context_data(parent_context) | context


def link_with(coupon: Coupon, page: CampaignPage | None) -> str:
    """Puts the code into the cart of whoever follows it, and leads on to the campaign's page once that can be read."""
    asked = {"code": coupon.code} | ({"next": page.get_url()} if page is not None and page.live else {})
    return absolute(f"{reverse('checkout:cart_coupon')}?{urlencode(asked)}")


campaign_edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                StatePanel(heading=_("State")),
                FieldPanel("title"),
                FieldPanel("slug"),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading=_("When")),
                FieldPanel("percent"),
                MultipleChooserPanel(
                    "product_links",
                    chooser_field_name="product",
                    heading=_("Products"),
                    label=_("Product"),
                    panels=[
                        FieldPanel("product"),
                        OwnPricePanel(),
                        FieldRowPanel([FieldPanel("price"), FieldPanel("kept_pieces")]),
                    ],
                ),
            ],
            heading=_("Promise"),
        ),
        ObjectList(
            [
                HangingPanel(heading=_("Page, codes and adverts")),
                MultiFieldPanel(
                    [FieldRowPanel([FieldPanel("limit_redemptions"), FieldPanel("budget")])],
                    heading=_("Limits of all its codes together"),
                ),
            ],
            heading=_("Page, codes, adverts"),
        ),
    ]
)
