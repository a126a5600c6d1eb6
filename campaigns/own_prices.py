"""What the products of a campaign cost without it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Min

from campaigns.models import Campaign
from products.models import Variant


@dataclass(frozen=True)
class OwnPrices:
    """In the shop's currency; the same when there is one variant."""

    lowest: Decimal
    highest: Decimal


def read_own_prices(campaign: Campaign) -> dict[int, OwnPrices]:
    """{product id: prices of its offered variants}; one query for a campaign as it was read."""
    known: dict[int, OwnPrices] | None = campaign.__dict__.get("own_prices")
    if known is None:
        offered = Variant.objects.offered().filter(product__campaign_links__campaign=campaign.pk).order_by()
        prices = offered.values_list("product").annotate(Min("price"), Max("price"))
        known = campaign.__dict__["own_prices"] = {pk: OwnPrices(*both) for pk, *both in prices}
    return known
