from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from campaigns.coupons import (
    CouponExhausted,
    CouponRefused,
    Goods,
    apply_coupon,
    customer_key,
    find_coupon,
    redeem_again,
    redeem_coupon,
    release_coupon,
)
from campaigns.models import Campaign, Coupon
from tests.factories.brands import BrandPageFactory
from tests.factories.campaigns import CampaignFactory, CouponFactory, counted
from tests.factories.checkout import NOW
from tests.factories.products import ProductFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WON = Decimal(1)
DEAR, CHEAP = Goods(1, 10, 100, Decimal(30000)), Goods(2, 20, 200, Decimal(10000))


def redeem(coupon, number="A", email="a@example.org", discount=0):
    return redeem_coupon(
        coupon=coupon, order_number=number, key=customer_key(email=email), discount=Decimal(discount), now=NOW
    )


class TestWhoTheCustomerIs:
    def test_case_and_what_stands_behind_a_plus_do_not_count(self):
        one = customer_key(email="Kim@Example.org")
        assert {
            customer_key(email=e) for e in ("kim@example.org", " KIM+2@example.ORG ", "kim+a+b@example.org")
        } == {one}

    def test_another_name_or_house_is_somebody_else(self):
        keys = {customer_key(email=e) for e in ("kim@example.org", "kim@example.com", "k.im@example.org")}
        assert len(keys) == 3

    def test_it_tells_nobody_the_address(self, settings):
        key = customer_key(email="kim@example.org")
        settings.SECRET_KEY = "another"
        assert len(key) == 64
        assert customer_key(email="kim@example.org") != key


class TestFinding:
    def test_however_it_is_typed(self):
        coupon = CouponFactory(code="SPRING-10")
        assert find_coupon(code=" spring-1 0 ", now=NOW) == coupon

    @pytest.mark.parametrize(
        "made",
        [
            {"is_active": False},
            {"starts_at": NOW + HOUR},
            {"ends_at": NOW},
            {"campaign": {"starts_at": NOW + HOUR}},
            {"campaign": {"ends_at": NOW}},
            {"campaign": {"stopped_at": NOW}},
        ],
    )
    def test_one_text_for_every_reason(self, made):
        if "campaign" in made:
            made = {"campaign": CampaignFactory(**made["campaign"])}
        CouponFactory(code="X", **made)
        refused = []
        for code in ("X", "NO-SUCH-CODE", ""):
            with pytest.raises(CouponRefused) as refusal:
                find_coupon(code=code, now=NOW)
            refused.append((type(refusal.value), str(refusal.value)))
        assert set(refused) == {(CouponRefused, "This code cannot be used for this cart.")}

    def test_used_up_by_all_by_its_campaign_or_by_this_customer(self):
        CouponFactory(code="ALL", limit_total=2, redeemed=2)
        CouponFactory(code="CAMPAIGN", campaign=CampaignFactory(limit_redemptions=1, redeemed=1))
        redeem(CouponFactory(code="MINE", limit_per_customer=1))
        for code in ("ALL", "CAMPAIGN", "MINE"):
            with pytest.raises(CouponExhausted, match=r"^This code cannot be used for this cart\.$"):
                find_coupon(code=code, now=NOW, customer=customer_key(email="a@example.org"))
        assert find_coupon(code="MINE", now=NOW, customer=customer_key(email="b@example.org")).code == "MINE"


class TestWhatItTakesOff:
    def test_percent_of_everything(self):
        discount = apply_coupon(coupon=CouponFactory(percent=15), goods=[DEAR, CHEAP], unit=WON)
        assert (discount.goods, discount.shares, discount.is_shipping_free) == (
            6000,
            {1: 4500, 2: 1500},
            False,
        )

    def test_an_amount_is_never_more_than_the_goods(self):
        coupon = CouponFactory(kind="amount", amount=50000)
        assert apply_coupon(coupon=coupon, goods=[CHEAP], unit=WON).shares == {2: 10000}

    def test_shipping_only(self):
        discount = apply_coupon(coupon=CouponFactory(kind="shipping"), goods=[CHEAP], unit=WON)
        assert (discount.goods, discount.is_shipping_free) == (0, True)

    def test_only_its_products_and_those_of_its_brands(self):
        coupon = CouponFactory(kind="amount", amount=2000, minimum=40000)
        chosen, brand = ProductFactory(), BrandPageFactory()
        coupon.products.add(chosen)
        coupon.brands.add(brand)
        goods = [
            Goods(1, chosen.pk, chosen.brand_id, Decimal(10000)),
            Goods(2, chosen.pk + 1, brand.pk, Decimal(30000)),
            Goods(3, chosen.pk + 2, brand.pk + 10_000, Decimal(90000)),
        ]
        assert apply_coupon(coupon=coupon, goods=goods, unit=WON).shares == {1: 500, 2: 1500}
        with pytest.raises(CouponRefused):
            apply_coupon(coupon=coupon, goods=goods[1:], unit=WON)

    def test_nothing_it_is_for_is_a_refusal(self):
        coupon = CouponFactory()
        coupon.products.add(ProductFactory())
        for goods in ([], [DEAR]):
            with pytest.raises(CouponRefused):
                apply_coupon(coupon=coupon, goods=goods, unit=WON)


class TestRedeeming:
    def test_it_is_counted_three_times_and_once_given_back(self):
        campaign = CampaignFactory(limit_redemptions=5)
        coupon = CouponFactory(campaign=campaign, limit_total=2, limit_per_customer=1)
        redeem(coupon, "A", discount=1500)
        assert (counted(coupon), Campaign.objects.get().redeemed) == ((1, [("A", "active")]), 1)
        assert [release_coupon(order_number=n, now=NOW) for n in ("A", "A", "B")] == [True, False, False]
        assert (counted(coupon), Campaign.objects.get().redeemed) == ((0, [("A", "released")]), 0)
        redeem(coupon, "C")
        assert counted(coupon) == (1, [("A", "released"), ("C", "active")])

    @pytest.mark.parametrize(
        "limits", [{"limit_total": 1}, {"limit_per_customer": 1}, {"campaign": {"limit_redemptions": 1}}]
    )
    def test_every_limit_is_in_its_statement(self, limits):
        if "campaign" in limits:
            limits = {"campaign": CampaignFactory(**limits["campaign"])}
        coupon = CouponFactory(**limits)
        redeem(coupon)
        with pytest.raises(CouponExhausted), transaction.atomic():
            redeem(coupon, "B", email="a+b@example.org")
        assert counted(coupon) == (1, [("A", "active")])

    def test_two_codes_of_a_campaign_share_its_limit(self):
        campaign = CampaignFactory(limit_redemptions=1)
        redeem(CouponFactory(campaign=campaign))
        with pytest.raises(CouponExhausted):
            redeem(CouponFactory(campaign=campaign), "B")

    def test_one_that_was_switched_off_since_it_was_found(self):
        coupon = CouponFactory()
        Coupon.objects.update(is_active=False)
        with pytest.raises(CouponRefused), transaction.atomic():
            redeem(coupon)
        assert counted(coupon) == (0, [])

    def test_an_order_that_lives_again_takes_it_again_if_it_can(self):
        coupon = CouponFactory(limit_total=1)
        redeem(coupon)
        release_coupon(order_number="A", now=NOW)
        Coupon.objects.update(ends_at=NOW)
        redeem_again(order_number="A", now=NOW + HOUR)
        assert counted(coupon) == (1, [("A", "active")])
        release_coupon(order_number="A", now=NOW)
        Coupon.objects.update(ends_at=None)
        redeem(coupon, "B")
        with pytest.raises(CouponExhausted):
            redeem_again(order_number="A", now=NOW)
        assert counted(coupon) == (1, [("A", "released"), ("B", "active")])
        redeem_again(order_number="C", now=NOW)

    @pytest.mark.django_db(transaction=True)
    def test_only_with_its_order(self):
        for act in (
            lambda: redeem(CouponFactory()),
            lambda: release_coupon(order_number="A", now=NOW),
            lambda: redeem_again(order_number="A", now=NOW),
        ):
            with pytest.raises(transaction.TransactionManagementError):
                act()


class TestSavingWhatWasReadBefore:
    def test_counters_and_a_stop_stay(self):
        campaign = CampaignFactory(limit_redemptions=9)
        coupon = CouponFactory(campaign=campaign, limit_total=9)
        redeem(Coupon.objects.get(), discount=500)
        Campaign.objects.update(stopped_at=NOW)
        coupon.minimum = 5
        coupon.save()
        campaign.title = "Another"
        campaign.save()
        assert Coupon.objects.values_list("redeemed", "minimum").get() == (1, 5)
        assert Campaign.objects.values_list("redeemed", "spent", "stopped_at", "title").get() == (
            1,
            500,
            NOW,
            "Another",
        )

    def test_what_orders_name_stays_and_limits_are_not_below_what_was(self):
        coupon = CouponFactory(campaign=CampaignFactory(budget=5000), code="X")
        redeem(coupon, discount=500)
        coupon = Coupon.objects.get()
        coupon.code, coupon.campaign, coupon.limit_total = "Y", None, 0
        with pytest.raises(ValidationError) as refused:
            coupon.full_clean()
        assert refused.value.message_dict == {
            "code": ["It was redeemed: this stays as it is."],
            "campaign": ["It was redeemed: this stays as it is."],
            "limit_total": ["It was redeemed 1 times already."],
        }
        campaign = Campaign.objects.get()
        campaign.slug, campaign.limit_redemptions, campaign.budget = "other", 0, 499
        with pytest.raises(ValidationError) as refused:
            campaign.full_clean()
        assert refused.value.message_dict == {
            "slug": ["Orders name it: it stays as it is."],
            "limit_redemptions": ["It was redeemed 1 times already."],
            "budget": ["More than this was spent already."],
        }


class TestBudget:
    def test_a_code_worth_more_than_is_left_is_refused_before_anybody_pays(self):
        coupon = CouponFactory(campaign=CampaignFactory(budget=3000, spent=1000), kind="amount", amount=2001)
        with pytest.raises(CouponExhausted):
            apply_coupon(coupon=coupon, goods=[CHEAP], unit=WON)

    def test_it_is_in_the_statement_and_given_back(self):
        campaign = CampaignFactory(budget=3000)
        coupon = CouponFactory(campaign=campaign)
        redeem(coupon, discount=2000)
        with pytest.raises(CouponExhausted), transaction.atomic():
            redeem(coupon, "B", discount=1001)
        redeem(coupon, "B", discount=1000)
        assert Campaign.objects.get().spent == 3000
        release_coupon(order_number="A", now=NOW)
        assert Campaign.objects.get().spent == 1000


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"kind": "percent", "percent": None}, {"percent": ["Type how many percent."]}),
            ({"kind": "amount", "percent": None}, {"amount": ["Type an amount."]}),
            ({"kind": "shipping", "percent": 5}, {"percent": ["Only a coupon by percent has one."]}),
            ({"percent": 5, "amount": 5}, {"amount": ["Only a coupon by amount has one."]}),
            (
                {"kind": "amount", "amount": Decimal("9.50"), "minimum": Decimal("0.01")},
                {
                    "amount": ["Type a whole amount: KRW has no such fraction."],
                    "minimum": ["Type a whole amount: KRW has no such fraction."],
                },
            ),
            ({"percent": 101}, {"percent": ["Ensure this value is less than or equal to 100."]}),
            (
                {"percent": 5, "starts_at": NOW, "ends_at": NOW},
                {"ends_at": ["It has to end after it starts."]},
            ),
            (
                {"percent": 5, "code": "a b"},
                {"code": ["Use capital letters, digits, hyphens and underscores."]},
            ),
        ],
    )
    def test_is_refused_by_its_field(self, fields, wrong):
        with pytest.raises(ValidationError) as refused:
            Coupon(**{"code": "X", "kind": "percent"} | fields).full_clean()
        assert refused.value.message_dict == wrong

    @pytest.mark.parametrize(
        "fields", [{"percent": 0}, {"percent": 101}, {"kind": "amount"}, {"percent": 5, "amount": 5}]
    )
    def test_is_refused_by_the_database(self, fields):
        with pytest.raises(IntegrityError):
            Coupon.objects.create(code="X", **{"kind": "percent"} | fields)
