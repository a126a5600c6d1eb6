"""Opens the campaigns of the demo: their products, prices and codes, and the page that tells of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from campaigns.following import followed_once
from campaigns.landing_pages import open_page
from campaigns.models import Campaign, CampaignPage, CampaignProduct, Coupon
from home.demo import shapes
from home.demo.bodies import BodyWriter, MissingReference
from home.demo.content import HOUSE_ACCENT
from home.demo.rooms import Rooms, publish_as_of


@dataclass(frozen=True)
class Marketing:
    rooms: Rooms
    products: Mapping[str, int]
    now: datetime

    @transaction.atomic
    def open(self, shape: shapes.Campaign) -> Campaign:
        """Raises MissingReference for a product that the demo does not have."""
        began = self.now - timedelta(days=shape.began_days_ago)
        campaign = Campaign.objects.create(
            slug=shape.slug,
            title=shape.title,
            percent=Decimal(shape.percent),
            starts_at=began,
            ends_at=began + timedelta(days=shape.runs_days),
        )
        with followed_once(now=self.now):
            for number, (slug, price) in enumerate(shape.prices.items()):
                if slug not in self.products:
                    raise MissingReference(f"product {slug}")
                # `campaign.product_links.create` would write nothing before the campaign is saved.
                CampaignProduct.objects.create(
                    campaign=campaign,
                    product_id=self.products[slug],
                    price=Decimal(price) if price else None,
                    sort_order=number,
                )
        Coupon.objects.bulk_create(_coupon(coupon, campaign) for coupon in shape.coupons)
        self._tell(open_page(campaign=campaign), shape, began)
        return campaign

    def _tell(self, page: CampaignPage, shape: shapes.Campaign, began: datetime) -> None:
        known = {path: told.pk for path, told in self.rooms.pages.items()}
        writer = BodyWriter(gallery=self.rooms.gallery, products=self.products, pages=known)
        page.summary = shape.summary
        page.cover = self.rooms.gallery.image(shape.cover, HOUSE_ACCENT)
        page.cover_alt = shape.cover.alt
        page.body = writer.write(body=shape.body, accent=HOUSE_ACCENT, place=page.slug)
        page.first_published_at = began
        publish_as_of(page, moment=began, author=self.rooms.author)


def _coupon(shape: shapes.Coupon, campaign: Campaign) -> Coupon:
    return Coupon(
        campaign=campaign,
        code=shape.code,
        kind=shape.kind,
        percent=Decimal(shape.percent) if shape.percent else None,
        minimum=Decimal(shape.minimum) if shape.minimum else None,
        limit_total=shape.limit_total,
        limit_per_customer=shape.limit_per_customer,
    )
