"""Many buyers with the last use of a code, of a campaign, or of one customer."""

import os
import threading
import uuid
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F

from campaigns import coupons
from campaigns.models import Campaign, Coupon, CouponRedemption
from checkout.audit import audit_shop
from checkout.models import Cart, Order
from checkout.order_refusals import CouponGone
from checkout.orders import place_order
from products.models import StockMovement
from tests.factories.campaigns import CampaignFactory, CouponFactory, counted
from tests.factories.checkout import delivery, filled_cart, standard_shipping
from tests.factories.museum import museum
from tests.factories.products import stocked_variant
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

ON_POSTGRES = connection.vendor == "postgresql"
NOW = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)
# `make races` runs the long set: fifty buyers of each of two hundred coupons, a hundred of ten codes.
IS_LONG = os.environ.get("RACE_ROUNDS") is not None
COUPONS = 200 if IS_LONG else 3
BUYERS = (50 if IS_LONG else 10) if ON_POSTGRES else 6
WITH_CODE = Decimal(20000 * 9 // 10 + 3000)
CROWD = (100 if IS_LONG else 20) if ON_POSTGRES else 12


@pytest.fixture
def soap(transactional_db):
    museum()
    standard_shipping()
    return stocked_variant(pieces=100_000, price=20000)


def cart_with(variant, coupon: Coupon) -> Cart:
    return give(coupon, [filled_cart(variant)])[0]


def give(coupon: Coupon, carts: list[Cart]) -> list[Cart]:
    Cart.objects.filter(pk__in=[cart.pk for cart in carts]).update(coupon=coupon)
    return list(Cart.objects.select_related("coupon").filter(pk__in=[cart.pk for cart in carts]))


def order(cart: Cart, email: str) -> str:
    """What became of it at the price with the code, as everybody saw it before anybody ordered."""
    try:
        place_order(
            cart=cart,
            delivery=delivery(email=email),
            expected_total=WITH_CODE,
            scope=f"cart:{cart.token}",
            key=uuid.uuid4().hex,
            user=None,
            now=NOW,
        )
    except CouponGone as refusal:
        return refusal.code
    return "ordered"


def rush(carts: list[Cart], emails: list[str]) -> Counter:
    jobs = [lambda c=cart, e=email: order(c, e) for cart, email in zip(carts, emails, strict=True)]
    return Counter(all_at_once(jobs))


def strangers(count: int) -> list[str]:
    return [f"buyer{n}@example.org" for n in range(count)]


def test_a_coupon_for_one_is_redeemed_by_one(soap):
    carts: list[Cart] = []
    for _ in range(COUPONS):
        coupon = CouponFactory(limit_total=1)
        # Who came too late for the coupon before tries the next; in place of the one who was not comes another.
        carts += [filled_cart(soap) for _ in range(BUYERS - len(carts))]
        carts = give(coupon, carts)
        ends = rush(carts, strangers(BUYERS))
        assert ends == {"ordered": 1, "coupon_exhausted": BUYERS - 1}
        assert counted(coupon)[0] == 1
        carts = list(Cart.objects.filter(closed_at=None, lines__isnull=False))
    assert CouponRedemption.objects.filter(state="active").count() == COUPONS
    assert Order.objects.filter(discount_total=2000).count() == Order.objects.count() == COUPONS
    assert audit_shop() == []


def test_ten_codes_share_the_limit_of_their_campaign(soap):
    campaign = CampaignFactory(limit_redemptions=10)
    codes = CouponFactory.create_batch(10, campaign=campaign)
    carts = [cart_with(soap, codes[n % 10]) for n in range(CROWD)]
    ends = rush(carts, strangers(CROWD))
    assert ends == {"ordered": 10, "coupon_exhausted": CROWD - 10}
    assert Campaign.objects.get().redeemed == CouponRedemption.objects.count() == 10
    assert audit_shop() == []


def test_one_customer_under_many_addresses_redeems_once(soap):
    coupon = CouponFactory(limit_per_customer=1)
    emails = [f"Kim+{n}@Example.org" for n in range(BUYERS - 2)] + ["lee@example.org", "park@example.org"]
    ends = rush([cart_with(soap, coupon) for _ in range(BUYERS)], emails)
    assert ends == {"ordered": 3, "coupon_exhausted": BUYERS - 3}
    assert counted(coupon)[0] == 3
    assert audit_shop() == []


@pytest.mark.postgres
def test_control_without_the_guard_it_is_redeemed_more_than_once(soap, monkeypatch):
    """Reading, then writing: if this ever redeems only once, the tests above prove nothing."""
    # Two have read before either writes: what chance does on a busy day, here for certain.
    both_have_read = threading.Barrier(2)

    def count_unguarded(coupon_id, campaign_id, key, discount):
        now = Coupon.objects.get(pk=coupon_id)
        with suppress(threading.BrokenBarrierError):
            both_have_read.wait(timeout=2)
        if now.redeemed >= now.limit_total:
            raise coupons.CouponExhausted
        Coupon.objects.filter(pk=coupon_id).update(redeemed=F("redeemed") + 1)

    monkeypatch.setattr(coupons, "_count", count_unguarded)
    coupon = CouponFactory(limit_total=1)
    ends = rush([cart_with(soap, coupon) for _ in range(2)], strangers(2))
    assert ends == {"ordered": 2}
    assert [found.invariant.name for found in audit_shop()] == ["coupons_within_limits"]
    assert StockMovement.objects.filter(kind="reserve").count() == 2
