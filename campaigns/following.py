"""Prices and kept pieces after a change; many changes of one saving are followed once, at its end."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from campaigns.campaign_prices import follow_products
from campaigns.kept_stock import follow_kept
from campaigns.models import Campaign, CampaignProduct

_gathered: ContextVar[list[tuple[int, set[int]]] | None] = ContextVar("gathered", default=None)


def follow(*, campaign_id: int, product_ids: Iterable[int], now: datetime) -> None:
    """What the campaign promises for these products has changed."""
    gathered = _gathered.get()
    if gathered is not None:
        gathered.append((campaign_id, set(product_ids)))
        return
    follow_products(product_ids=product_ids, now=now)
    follow_kept(campaign_id=campaign_id, now=now)


def follow_campaign(*, campaign_id: int, now: datetime) -> None:
    """The same for all of its products."""
    ids = CampaignProduct.objects.filter(campaign=campaign_id).values_list("product_id", flat=True)
    follow(campaign_id=campaign_id, product_ids=ids, now=now)


@contextmanager
def followed_once(*, now: datetime) -> Iterator[None]:
    """Inside a transaction: whatever changes in this block is followed when it ends."""
    gathered: list[tuple[int, set[int]]] = []
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    campaigns = {campaign for campaign, _ids in gathered}
    # All of them before any stock, as a buyer takes one and then its stock.
    list(Campaign.objects.select_for_update(no_key=True).filter(pk__in=campaigns).order_by("pk").values("pk"))
    follow_products(product_ids={pk for _campaign, ids in gathered for pk in ids}, now=now)
    for campaign_id in sorted(campaigns):
        follow_kept(campaign_id=campaign_id, now=now)
