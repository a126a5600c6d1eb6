"""What a campaign promises reaches the products, from whichever side it is changed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from campaigns.models import Campaign, CampaignProduct
from campaigns.stopping import resume_campaign, stop_campaign
from campaigns.tasks import follow_prices
from products.changes import products_written
from products.models import Product, Variant
from products.prices import decide_price
from search.models import Change
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandPageFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.products import ProductFactory, stocked_variant

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def price(variant, now=None) -> int:
    variant = Variant.objects.select_related("product").get(pk=variant.pk)
    return int(decide_price(variant=variant, now=now or timezone.now()).amount)


def logged() -> list[dict]:
    return [entry.data for entry in ModelLogEntry.objects.filter(action="campaigns.products").order_by("pk")]


@pytest.fixture
def soap():
    return stocked_variant(price=10000)


@pytest.fixture
def campaign():
    now = timezone.now()
    return CampaignFactory(percent=20, starts_at=now - DAY, ends_at=now + DAY)


class TestFromEitherSide:
    def test_added(self, campaign, soap):
        campaign.products.add(soap.product, through_defaults={"price": 7000})
        other = stocked_variant(price=500)
        other.product.campaigns.add(campaign)
        assert (price(soap), price(other)) == (7000, 400)
        assert logged() == [
            {"what": "add", "ids": [soap.product_id]},
            {"what": "add", "ids": [other.product_id]},
        ]

    def test_removed(self, campaign, soap):
        other = stocked_variant(price=500)
        campaign.products.add(soap.product, other.product)
        campaign.products.remove(soap.product)
        other.product.campaigns.remove(campaign)
        assert (price(soap), price(other)) == (10000, 500)
        assert [entry["what"] for entry in logged()] == ["add", "remove", "remove"]

    def test_cleared(self, campaign, soap):
        other = stocked_variant(price=500)
        for clear in (campaign.products.clear, soap.product.campaigns.clear):
            campaign.products.set([soap.product, other.product])
            assert (price(soap), price(other)) == (8000, 400)
            clear()
            assert price(soap) == 10000
        assert price(other) == 400
        assert logged()[1] == {"what": "clear", "ids": [soap.product_id, other.product_id]}
        assert logged()[3] == {"what": "clear", "ids": [soap.product_id]}

    def test_written_row_by_row(self, campaign, soap):
        link = CampaignProduct.objects.create(campaign=campaign, product=soap.product, price=9000)
        assert price(soap) == 9000
        link.price = 6000
        link.save()
        assert price(soap) == 6000
        link.delete()
        assert price(soap) == 10000

    def test_a_row_that_names_another_product_now(self, campaign, soap):
        link = CampaignProduct.objects.create(campaign=campaign, product=soap.product)
        other = stocked_variant(price=500)
        link.product = other.product
        link.save()
        assert (price(soap), price(other)) == (10000, 400)

    def test_the_search_hears_of_it(self, campaign, soap):
        Change.objects.all().delete()
        campaign.products.add(soap.product)
        assert list(Change.objects.values_list("of", "source_id")) == [(Change.Of.PRODUCT, soap.product_id)]


class TestWhenTheCampaignChanges:
    def test_its_dates_count(self, campaign, soap):
        campaign.products.add(soap.product)
        moments = [campaign.starts_at - DAY, campaign.starts_at, campaign.ends_at]
        assert [price(soap, now) for now in moments] == [10000, 8000, 10000]
        campaign.ends_at += 9 * DAY
        campaign.percent = 50
        campaign.save()
        assert price(soap, moments[2]) == 5000

    def test_stopped_and_resumed_with_one_click_each(self, campaign, soap):
        campaign.products.add(soap.product)
        marketer, now = UserFactory(), timezone.now()
        assert [stop_campaign(campaign=campaign, by=marketer, now=now) for _ in range(2)] == [True, False]
        assert (price(soap), Campaign.objects.get().state_at(now)) == (10000, "stopped")
        assert [resume_campaign(campaign=campaign, by=marketer, now=now) for _ in range(2)] == [True, False]
        assert (price(soap), Campaign.objects.get().state_at(now)) == (8000, "running")
        told = ModelLogEntry.objects.filter(user=marketer).order_by("pk").values_list("action", flat=True)
        assert list(told) == ["campaigns.stop", "campaigns.resume"]

    def test_deleted(self, campaign, soap):
        campaign.products.add(soap.product)
        campaign.delete()
        assert price(soap) == 10000

    def test_of_two_the_better_one_counts(self, campaign, soap):
        campaign.products.add(soap.product)
        better = CampaignFactory()
        better.products.add(soap.product, through_defaults={"price": 1000})
        assert price(soap) == 1000
        better.products.clear()
        assert price(soap) == 8000


def test_five_thousand_at_once_are_one_refresh(campaign):
    brand = BrandPageFactory()
    Product.objects.bulk_create(
        Product(name=f"P{n}", slug=f"p-{n}", brand=brand, live=True) for n in range(5000)
    )
    ids = list(Product.objects.values_list("pk", flat=True))
    refreshed = []

    def heard(ids, **kwargs):
        refreshed.append(len(ids))

    products_written.connect(heard)
    try:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            campaign.products.add(*ids)
    finally:
        products_written.disconnect(heard)
    assert refreshed == [5000]
    assert Change.objects.filter(of=Change.Of.PRODUCT).count() == 5000
    assert len(asked) < 120
    assert [len(entry["ids"]) for entry in logged()] == [5000]


def test_what_was_written_past_the_rules_is_mended_at_night(campaign, soap):
    campaign.products.add(soap.product)
    CampaignProduct.objects.all()._raw_delete("default")
    other = stocked_variant(price=500)
    CampaignProduct.objects.bulk_create([CampaignProduct(campaign=campaign, product=other.product)])
    assert (price(soap), price(other)) == (8000, 500)
    follow_prices()
    assert (price(soap), price(other)) == (10000, 400)


class TestWhatCannotBe:
    def test_a_price_with_a_fraction(self, campaign):
        with pytest.raises(ValidationError) as refused:
            CampaignProduct(campaign=campaign, product=ProductFactory(), price=Decimal("999.55")).full_clean()
        assert refused.value.message_dict == {"price": ["Type a whole amount: KRW has no such fraction."]}

    def test_a_product_twice(self, campaign):
        product = ProductFactory()
        campaign.products.add(product)
        with pytest.raises(IntegrityError):
            CampaignProduct.objects.create(campaign=campaign, product=product)

    @pytest.mark.parametrize("percent", [Decimal(0), Decimal(-1), Decimal("100.00")])
    def test_a_percentage_that_gives_away_or_takes(self, percent):
        with pytest.raises(ValidationError) as refused:
            Campaign(slug="x", title="X", percent=percent).full_clean()
        assert set(refused.value.message_dict) == {"percent"}

    def test_an_end_before_the_start(self, campaign):
        campaign.ends_at = campaign.starts_at
        with pytest.raises(ValidationError) as refused:
            campaign.full_clean()
        assert refused.value.message_dict == {"ends_at": ["It has to end after it starts."]}
        with pytest.raises(IntegrityError):
            campaign.save()
