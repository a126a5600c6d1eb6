"""Pieces kept for a campaign: its buyers, everybody else, who writes pieces off and who follows the campaign, all at once."""

import os
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from campaigns.kept_stock import follow_all_kept
from campaigns.models import Campaign
from checkout.audit import audit_shop
from checkout.models import Cart, Order
from checkout.order_refusals import LinesOutOfStock
from products.stock import OutOfStock
from products.stock_desk import move_stock
from tests.factories.campaigns import CampaignFactory, CouponFactory
from tests.factories.checkout import filled_cart, order_cart, standard_shipping
from tests.factories.museum import museum
from tests.factories.products import counters, stocked_variant
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.postgres]
ROUNDS = int(os.environ.get("RACE_ROUNDS", 2))
PIECES, KEPT = 10, 8


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


def carts_of(variant, campaign: Campaign) -> list[Cart]:
    """Six with a code of the campaign, two without."""
    carts = [filled_cart(variant).pk for _ in range(8)]
    Cart.objects.filter(pk__in=carts[:6]).update(coupon=CouponFactory(campaign=campaign))
    return list(Cart.objects.filter(pk__in=carts).select_related("coupon").order_by("pk"))


def test_nobody_waits_in_a_ring_and_no_piece_is_promised_twice(transactional_db):
    museum()
    standard_shipping()
    for _ in range(ROUNDS):
        campaign = CampaignFactory(ends_at=timezone.now() + timedelta(days=1))
        soap = stocked_variant(pieces=PIECES, price=10000)
        campaign.products.add(soap.product, through_defaults={"kept_pieces": KEPT})
        jobs = [partial(buy, cart) for cart in carts_of(soap, campaign)]
        writing = [partial(write_off, soap.sku, pieces) for pieces in (2, 3, 1)]
        ends = all_at_once([*jobs, *writing, follow, follow])
        sold = Counter(ends[: len(jobs)])
        assert sold.keys() <= {"bought", "too late"}, ends
        gone = sum(ends[len(jobs) : len(jobs) + 3])
        assert ends[-2:] == [None, None]
        on_hand, reserved = counters(soap)
        assert (on_hand, Order.objects.filter(lines__variant=soap).count()) == (PIECES - gone, sold["bought"])
        assert sold["bought"] <= reserved <= on_hand
        assert audit_shop() == []
