from datetime import UTC, datetime
from decimal import Decimal

import pytest

from campaigns.models import Campaign, Coupon
from tests.factories.campaigns import CampaignFactory, CouponFactory
from tests.products.catalogue_documents import faults_of, run

pytestmark = pytest.mark.django_db

SPRING = {
    "code": "spring-10",
    "kind": "percent",
    "percent": "10",
    "currency": "KRW",
    "minimum": "20000",
    "limit_total": 100,
    "limit_per_customer": "1",
    "campaign": "spring",
    "campaign_limit": 150,
    "starts_at": "2026-03-01T00:00:00Z",
    "ends_at": "2026-04-01T00:00:00",
}


def test_a_coupon_with_its_campaign_and_twice_is_once():
    assert run({"coupons": [SPRING]}) == {"coupons": {"created": 1}}
    coupon = Coupon.objects.select_related("campaign").get()
    assert (coupon.code, coupon.kind, coupon.percent, coupon.amount, coupon.minimum) == (
        "SPRING-10",
        "percent",
        Decimal(10),
        None,
        Decimal(20000),
    )
    assert (coupon.limit_total, coupon.limit_per_customer) == (100, 1)
    assert (coupon.starts_at, coupon.ends_at) == (
        datetime(2026, 3, 1, tzinfo=UTC),
        datetime(2026, 3, 31, 15, tzinfo=UTC),
    )
    assert (coupon.campaign.slug, coupon.campaign.title, coupon.campaign.limit_redemptions) == (
        "spring",
        "Spring",
        150,
    )
    assert run({"coupons": [SPRING]}) == {"coupons": {"unchanged": 1}}


def test_what_is_not_named_stays_and_null_is_none():
    campaign = CampaignFactory(slug="old", limit_redemptions=5)
    CouponFactory(code="X", minimum=500, limit_total=3, campaign=campaign, redeemed=2)
    assert run({"coupons": [{"code": "X", "limit_total": None, "minimum": ""}]}) == {
        "coupons": {"updated": 1}
    }
    coupon = Coupon.objects.get()
    assert (coupon.limit_total, coupon.minimum, coupon.percent) == (None, None, 10)
    assert (coupon.campaign, coupon.redeemed) == (campaign, 2)
    run({"coupons": [{"code": "X", "campaign": None}]})
    assert Coupon.objects.get().campaign is None
    assert Campaign.objects.get().limit_redemptions == 5


def test_a_dry_run_keeps_nothing():
    run({"coupons": [SPRING]}, dry_run=True)
    assert (Coupon.objects.count(), Campaign.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("entry", "faults"),
    [
        ({}, [("coupons[0]", "code", "is missing")]),
        ({"code": "X"}, [("coupons[0] X", "kind", "This field cannot be blank.")]),
        ({"code": "X", "kind": "gift"}, [("coupons[0] X", "kind", "Value 'gift' is not a valid choice.")]),
        ({"code": "X", "kind": "amount"}, [("coupons[0] X", "amount", "Type an amount.")]),
        ({"code": "X", "kind": "amount", "amount": "1.5"}, [
            ("coupons[0] X", "amount", "Type a whole amount: KRW has no such fraction."),
        ]),
        ({"code": "X", "percent": "ten"}, [("coupons[0] X", "percent", 'must be a number like "10"')]),
        ({"code": "X", "percent": "1e1000000"}, [
            ("coupons[0] X", "percent", 'must be a number like "10"'),
        ]),
        ({"code": "X", "percent": "-1"}, [("coupons[0] X", "percent", 'must be a number like "10"')]),
        ({"code": "X", "currency": "EUR"}, [("coupons[0] X", "currency", "must be KRW")]),
        ({"code": "X", "starts_at": "soon"}, [
            ("coupons[0] X", "starts_at", "must be a time like 2026-01-31T09:00:00Z"),
        ]),
        ({"code": "X", "limit_total": -1}, [
            ("coupons[0] X", "limit_total", "must be a whole number from 0 to a thousand million"),
        ]),
    ],
)  # fmt: skip
def test_faults_name_entry_and_field(entry, faults):
    assert faults_of({"coupons": [entry]}) == faults
    assert Coupon.objects.count() == 0


def test_doubles_and_two_limits_of_one_campaign():
    assert faults_of({"coupons": [SPRING, SPRING | {"code": " SPRING-10"}]}) == [
        ("coupons[1]  SPRING-10", "code", "stands here twice")
    ]
    other = SPRING | {"code": "OTHER", "campaign_limit": 3}
    assert faults_of({"coupons": [SPRING, other]}) == [
        ("coupons[1] OTHER", "campaign_limit", "differs from an earlier entry of this campaign")
    ]
