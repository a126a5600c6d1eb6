"""What campaigns promise, told to the products they promise it for."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from campaigns.models import CampaignProduct
from products.dated_prices import DatedPrice
from products.models import Product
from products.price_schedule import schedule_prices

SOURCE = "campaign:"


@transaction.atomic
def follow_products(*, product_ids: Iterable[int], now: datetime) -> list[int]:
    """Writes the dated prices of these products anew, from every campaign that is neither stopped nor over.

    Returns the ids of those that differed.
    """
    # Locked before anything is read of the campaigns: of two who write at once, the second reads what the first wrote.
    rows = Product.objects.select_for_update(of=("self",)).filter(pk__in=set(product_ids)).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    promised: dict[int, list[DatedPrice]] = defaultdict(list)
    links = CampaignProduct.objects.filter(product__in=ids, campaign__stopped_at=None)
    for link in links.select_related("campaign").order_by("campaign_id"):
        if (price := _promise(link)) and (price.ends_at is None or price.ends_at > now):
            promised[link.product_id].append(price)
    return schedule_prices(by_product={pk: promised[pk] for pk in ids})


def follow_all(*, now: datetime) -> list[int]:
    """The same for everything that is or was in a campaign; nothing differs unless somebody wrote past these rules."""
    linked = CampaignProduct.objects.values_list("product_id", flat=True)
    priced = Product.objects.exclude(dated_prices=[]).values_list("pk", flat=True)
    return follow_products(product_ids={*linked, *priced}, now=now)


def campaign_of(source: str) -> str:
    """The short name of the campaign that promised a price; empty when none did."""
    return source.removeprefix(SOURCE) if source.startswith(SOURCE) else ""


def _promise(link: CampaignProduct) -> DatedPrice | None:
    """None for a product that only stands in the campaign."""
    campaign = link.campaign
    if link.price is None and campaign.percent is None:
        return None
    return DatedPrice(
        source=f"{SOURCE}{campaign.slug}",
        starts_at=campaign.starts_at,
        ends_at=campaign.ends_at,
        amount=link.price,
        percent=campaign.percent if link.price is None else None,
    )
