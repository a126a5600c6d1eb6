"""Pieces that are kept for the buyers of a campaign: whoever orders with one of its codes.

They are promised to the campaign as to an order, so that nobody else can have them; an order of its buyers takes them over
in its own transaction. Rows are taken in the order campaign, stock, as where an order is placed.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from campaigns.models import Campaign, Coupon
from campaigns.models.campaign import HOLDER, holder_of
from products.models import StockPromise, Variant
from products.stock import hand_over_stock, keep_stock, lock_stock

WITHOUT_END = datetime(9999, 12, 31, tzinfo=UTC)


def read_kept(*, campaign_id: int) -> dict[int, int]:
    """{variant id: pieces} that the campaign's buyers can have besides what is free."""
    return StockPromise.objects.pieces_kept_by(holder_of(campaign_id))


def read_kept_for(*, coupon_id: int | None) -> dict[int, int]:
    """The same for whoever has a code; nothing without one, or for one that belongs to no campaign."""
    coupon = Coupon.objects.filter(pk=coupon_id).only("campaign_id").first() if coupon_id else None
    return read_kept(campaign_id=coupon.campaign_id) if coupon and coupon.campaign_id else {}


def take_kept(*, campaign_id: int, wanted: Mapping[int, int], now: datetime) -> None:
    """Frees of `wanted` what is kept for the campaign, for the order that reserves it next in this transaction."""
    lock_stock(variants=wanted)
    kept = read_kept(campaign_id=campaign_id)
    pieces = {pk: min(count, kept[pk]) for pk, count in wanted.items() if pk in kept}
    if pieces:
        hand_over_stock(pieces=pieces, holder=holder_of(campaign_id), now=now)


@transaction.atomic
def follow_kept(*, campaign_id: int, now: datetime) -> None:
    """Keeps what the campaign promises its buyers and they have not bought yet, as far as it is there.

    Everything is free again when it is stopped, over or gone.
    """
    campaign = Campaign.objects.select_for_update(no_key=True).filter(pk=campaign_id).first()
    wanted = _read_wanted(campaign) if campaign is not None and _keeps(campaign, now) else {}
    held_rows = StockPromise.objects.filter(order_number=holder_of(campaign_id))
    lock_stock(variants={*wanted, *held_rows.values_list("variant_id", flat=True)})
    held = dict(held_rows.values_list("variant_id", "pieces"))
    less = {pk: held[pk] - wanted.get(pk, 0) for pk in held if held[pk] > wanted.get(pk, 0)}
    more = {pk: wanted[pk] - held.get(pk, 0) for pk in wanted if wanted[pk] > held.get(pk, 0)}
    if less:
        hand_over_stock(pieces=less, holder=holder_of(campaign_id), now=now)
    if campaign is not None:
        until = campaign.ends_at or WITHOUT_END
        held_rows.exclude(until=until).update(until=until)
        if more:
            keep_stock(wanted=more, holder=holder_of(campaign_id), until=until, now=now)


def follow_all_kept(*, now: datetime) -> None:
    """For every campaign that keeps something, or still holds what it kept: pieces that came in, orders that ended, times that are over."""
    keeping = Campaign.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=now), product_links__kept_pieces__gt=0, stopped_at=None
    )
    holders = StockPromise.objects.filter(order_number__startswith=HOLDER).values_list(
        "order_number", flat=True
    )
    ids = {*keeping.values_list("pk", flat=True), *(int(holder.removeprefix(HOLDER)) for holder in holders)}
    for pk in sorted(ids):
        follow_kept(campaign_id=pk, now=now)


@transaction.atomic
def free_lapsed(*, variants: Iterable[int], now: datetime) -> bool:
    """Gives up what campaigns that are over still hold of `variants`. Whether there was any."""
    lapsed = StockPromise.objects.lapsed().filter(order_number__startswith=HOLDER, variant__in=list(variants))
    lock_stock(variants=lapsed.values_list("variant_id", flat=True))
    found = list(lapsed.values_list("order_number", "variant_id", "pieces"))
    for holder, variant, pieces in found:
        hand_over_stock(pieces={variant: pieces}, holder=holder, now=now)
    return bool(found)


def give_up_kept(*, variant_id: int, pieces: int, reason: str, now: datetime) -> int:
    """Frees up to `pieces` of a variant whose stock is locked, where what is kept ends first; returns how many.

    When some come in again they are kept as before.
    """
    held = StockPromise.objects.filter(order_number__startswith=HOLDER, variant=variant_id)
    freed = 0
    for holder, kept in list(held.order_by("until", "-pk").values_list("order_number", "pieces")):
        count = min(kept, pieces - freed)
        if count:
            hand_over_stock(pieces={variant_id: count}, holder=holder, now=now, reason=reason)
            freed += count
    return freed


def _keeps(campaign: Campaign, now: datetime) -> bool:
    return campaign.state_at(now) in (Campaign.State.PLANNED, Campaign.State.RUNNING)


def _read_wanted(campaign: Campaign) -> dict[int, int]:
    bought = Sum(
        F("order_lines__quantity") - F("order_lines__released"),
        filter=Q(order_lines__order__campaign=campaign.slug),
    )
    links = dict(campaign.product_links.filter(kept_pieces__gt=0).values_list("product_id", "kept_pieces"))
    variants = Variant.objects.offered().filter(product__in=links).annotate(bought=Coalesce(bought, 0))
    left = {one.pk: links[one.product_id] - one.bought for one in variants}
    return {pk: pieces for pk, pieces in left.items() if pieces > 0}
