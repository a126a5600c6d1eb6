"""Pieces kept for campaigns: their buyers, everybody else, who counts, writes off and follows the campaigns, all at once."""

import os
from datetime import timedelta
from functools import partial
from itertools import product as product_of

import pytest
from django.utils import timezone

from campaigns.kept_stock import follow_all_kept, read_kept
from campaigns.models import Campaign
from checkout.audit import audit_shop
from checkout.models import Cart, Order
from checkout.order_refusals import LinesOutOfStock
from products.models import Variant
from products.stock import OutOfStock
from products.stock_desk import move_stock
from tests.factories.campaigns import CampaignFactory, CouponFactory
from tests.factories.checkout import filled_cart, order_cart, standard_shipping
from tests.factories.museum import museum
from tests.factories.products import counters, stocked_variant
from tests.products.catalogue_documents import product, run
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.postgres]
ROUNDS = int(os.environ.get("RACE_ROUNDS", 2))
PIECES, KEPT = 10, 4


def buy(cart: Cart) -> str:
    try:
        order_cart(cart, now=timezone.now())
    except LinesOutOfStock:
        return "too late"
    return "bought"


def write_off(sku: str, pieces: int) -> int:
    """How many it took; none of what is promised to orders."""
    try:
        move_stock(sku=sku, kind="write_off", pieces=pieces, reason="broken", now=timezone.now())
    except OutOfStock:
        return 0
    return pieces


def follow() -> None:
    follow_all_kept(now=timezone.now())


def count(document: dict) -> str:
    """Counts one more of everything, and keeps nothing of it."""
    run(document, dry_run=True)
    return "counted"


def carts_of(campaigns: list[Campaign], *variants: Variant) -> list[Cart]:
    """With one of each, put in from either side: two with a code of each campaign, two without."""
    carts = [filled_cart(*variants[:: 1 if number % 2 else -1]).pk for number in range(6)]
    for campaign, theirs in zip(campaigns, (carts[:2], carts[2:4]), strict=True):
        Cart.objects.filter(pk__in=theirs).update(coupon=CouponFactory(campaign=campaign))
    return list(Cart.objects.filter(pk__in=carts).select_related("coupon").order_by("pk"))


def counted_from_behind(*variants: Variant) -> dict:
    return {
        "products": [
            product(
                slug=one.product.slug,
                name=one.product.name,
                brand=one.product.brand.slug,
                variants=[{"sku": one.sku, "price": "10000", "stock": PIECES + 1}],
            )
            for one in reversed(variants)
        ]
    }


def test_nobody_waits_in_a_ring_and_no_piece_is_promised_twice(transactional_db):
    museum()
    standard_shipping()
    for _ in range(ROUNDS):
        campaigns = [CampaignFactory(ends_at=timezone.now() + timedelta(days=days)) for days in (1, 2)]
        goods = [stocked_variant(pieces=PIECES, price=10000) for _ in range(2)]
        for campaign, variant in product_of(campaigns, goods):
            campaign.products.add(variant.product, through_defaults={"kept_pieces": KEPT})
        buying = [partial(buy, cart) for cart in carts_of(campaigns, *goods)]
        writing = [partial(write_off, one.sku, pieces) for one in goods for pieces in (2, 3)]
        others = [follow, follow, partial(count, counted_from_behind(*goods))]
        ends = all_at_once([*buying, *writing, *others])
        bought = ends[:6].count("bought")
        assert set(ends[:6]) <= {"bought", "too late"}, ends
        assert ends[10:] == [None, None, "counted"]
        for variant, gone in zip(goods, (sum(ends[6:8]), sum(ends[8:10])), strict=True):
            kept = sum(read_kept(campaign_id=one.pk).get(variant.pk, 0) for one in campaigns)
            assert counters(variant) == (PIECES - gone, bought + kept)
            assert Order.objects.filter(lines__variant=variant).count() == bought
        assert audit_shop() == []
