"""Pieces that a campaign keeps for whoever orders with one of its codes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.kept_stock import follow_all_kept, read_kept
from campaigns.landing_pages import open_page
from campaigns.models import Campaign
from campaigns.stopping import resume_campaign, stop_campaign
from checkout.audit import audit_shop
from checkout.cart import NotEnoughStock, Shopper, add_to_cart, change_line
from checkout.cart_coupon import keep_coupon
from checkout.cart_prices import price_cart
from checkout.models import Cart
from checkout.order_life import cancel_order
from checkout.order_refusals import LinesOutOfStock
from products.models import StockMovement, StockPromise
from products.stock import receive_stock
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import CampaignFactory, CouponFactory
from tests.factories.checkout import filled_cart, order_cart, standard_shipping
from tests.factories.museum import museum
from tests.factories.products import counters, movements, stocked_variant
from tests.products.catalogue_documents import faults_of, product, run
from tests.products.desk import member

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def campaign() -> Campaign:
    standard_shipping()
    campaign = CampaignFactory(ends_at=timezone.now() + DAY)
    CouponFactory(code="MINE", campaign=campaign)
    return campaign


@pytest.fixture
def soap(campaign):
    """Ten in the house, six of them kept."""
    variant = stocked_variant(pieces=10, price=10000)
    campaign.products.add(variant.product, through_defaults={"kept_pieces": 6})
    return variant


def with_code() -> Shopper:
    cart = keep_coupon(shopper=Shopper(), code="MINE", now=timezone.now())
    return Shopper(token=cart.token)


def buy(variant, pieces: int, shopper: Shopper):
    add_to_cart(shopper=shopper, sku=variant.sku, quantity=pieces, now=timezone.now())
    return order_cart(Cart.objects.get(token=shopper.token, closed_at=None), now=timezone.now())


def kept(campaign) -> list[int]:
    return list(read_kept(campaign_id=campaign.pk).values())


def test_others_have_what_is_left(campaign, soap):
    assert (counters(soap), kept(campaign)) == ((10, 6), [6])
    with pytest.raises(NotEnoughStock, match=r"^Only 4 left in stock\.$"):
        filled_cart(soap, quantity=5)
    order_cart(filled_cart(soap, quantity=4), now=timezone.now())
    with pytest.raises(NotEnoughStock, match=r"^This piece is sold out\.$"):
        filled_cart(soap)
    assert audit_shop() == []


def test_its_buyers_have_both_and_their_orders_take_theirs_first(campaign, soap):
    shopper = with_code()
    line = add_to_cart(shopper=shopper, sku=soap.sku, quantity=1, now=timezone.now())
    with pytest.raises(NotEnoughStock, match=r"^Only 10 left in stock\.$"):
        change_line(cart=line.cart, line_id=line.pk, quantity=11)
    [priced] = price_cart(cart=line.cart, now=timezone.now()).lines
    assert priced.available == 10
    buy(soap, 1, shopper)
    assert (counters(soap), kept(campaign)) == ((10, 6), [4])
    buy(soap, 8, with_code())
    assert (counters(soap), kept(campaign)) == ((10, 10), [])
    assert audit_shop() == []


def test_what_they_bought_is_not_kept_once_more(campaign, soap):
    buy(soap, 2, with_code())
    follow_all_kept(now=timezone.now())
    assert kept(campaign) == [4]


def test_what_came_back_or_came_in_is_kept_again(campaign, soap):
    order = buy(soap, 2, with_code())
    cancel_order(order=order, actor=None, reason="", now=timezone.now())
    assert kept(campaign) == [4]
    follow_all_kept(now=timezone.now())
    assert kept(campaign) == [6]
    campaign.product_links.update(kept_pieces=20)
    follow_all_kept(now=timezone.now())
    assert kept(campaign) == [10]
    receive_stock(variant=soap, pieces=5, reason="", now=timezone.now())
    follow_all_kept(now=timezone.now())
    assert (counters(soap), kept(campaign)) == ((15, 15), [15])


def test_stopped_everything_is_free_and_resumed_it_is_kept(campaign, soap):
    stop_campaign(campaign=campaign, by=UserFactory(), now=timezone.now())
    assert (counters(soap), kept(campaign)) == ((10, 0), [])
    resume_campaign(campaign=campaign, by=UserFactory(), now=timezone.now())
    assert (counters(soap), kept(campaign)) == ((10, 6), [6])


def test_taken_out_of_the_campaign_or_gone_with_it_everything_is_free(campaign, soap):
    campaign.products.clear()
    assert counters(soap) == (10, 0)
    campaign.products.add(soap.product, through_defaults={"kept_pieces": 3})
    campaign.coupons.all().delete()
    campaign.delete()
    assert (counters(soap), StockPromise.objects.count()) == ((10, 0), 0)


def test_when_it_is_over_anybody_has_them_whether_or_not_somebody_swept(campaign, soap):
    StockPromise.objects.update(until=timezone.now())
    Campaign.objects.update(ends_at=timezone.now())
    order = order_cart(filled_cart(soap, quantity=10), now=timezone.now())
    assert (counters(soap), order.lines.get().quantity) == ((10, 10), 10)
    assert audit_shop() == []


def test_the_sweep_frees_what_is_over(campaign, soap):
    Campaign.objects.update(ends_at=timezone.now())
    follow_all_kept(now=timezone.now())
    assert (counters(soap), StockPromise.objects.count()) == ((10, 0), 0)
    holder = StockMovement.objects.exclude(order_number="").values_list("order_number", "kind", "quantity")
    assert list(holder) == [(campaign.holder, "reserve", 6), (campaign.holder, "release", 6)]


def test_without_an_end_they_are_kept_until_it_is_stopped(soap, campaign):
    campaign.ends_at = None
    campaign.save()
    assert (kept(campaign), StockPromise.objects.get().until.year) == ([6], 9999)


def test_a_code_that_does_not_apply_opens_nothing(campaign, soap):
    campaign.coupons.update(minimum=1_000_000)
    shopper = with_code()
    add_to_cart(shopper=shopper, sku=soap.sku, quantity=5, now=timezone.now())
    with pytest.raises(LinesOutOfStock):
        order_cart(Cart.objects.get(token=shopper.token), now=timezone.now())
    assert (counters(soap), kept(campaign)) == ((10, 6), [6])


class TestWhenStaffCountFewer:
    @pytest.fixture(autouse=True)
    def order(self, campaign, soap):
        """Besides the six, two are promised to an order."""
        return order_cart(filled_cart(soap, quantity=2), now=timezone.now())

    def document(self, soap, stock: int) -> dict:
        variant = {"sku": soap.sku, "price": "10000", "stock": stock}
        goods = soap.product
        return {
            "products": [
                product(slug=goods.slug, name=goods.name, brand=goods.brand.slug, variants=[variant])
            ]
        }

    def test_an_import_takes_the_difference_from_what_is_kept_and_nothing_from_orders(self, campaign, soap):
        assert run(self.document(soap, 5))["stock"] == {"moved": 1, "unkept": 3}
        assert (counters(soap), kept(campaign)) == ((5, 5), [3])
        follow_all_kept(now=timezone.now())
        assert (kept(campaign), audit_shop()) == ([3], [])
        assert faults_of(self.document(soap, 1)) == [
            (f"products[0] {soap.product.slug}", "variants[0].stock", "2 are promised to orders")
        ]
        assert (counters(soap), kept(campaign)) == ((5, 5), [3])
        assert run(self.document(soap, 12))["stock"] == {"moved": 1}
        follow_all_kept(now=timezone.now())
        assert kept(campaign) == [6]

    def test_the_stock_desk_takes_it_from_the_campaign_that_ends_first_and_says_so(
        self, campaign, soap, client
    ):
        lasting = CampaignFactory()
        lasting.products.add(soap.product, through_defaults={"kept_pieces": 2})
        client.force_login(member("operator", "products.change_stockrecord"))
        broken = {"sku": soap.sku, "kind": "write_off", "quantity": "7", "reason": "broken", "key": "abc"}
        for _time in range(2):
            told = client.post("/admin/stock/", broken, follow=True).context["messages"]
            assert [str(message).strip() for message in told] == [
                f"{soap.sku}: 0 available. 7 pieces that were kept for campaigns gave way to this."
            ]
        assert (counters(soap), kept(campaign), kept(lasting)) == ((3, 3), [], [1])
        assert movements(soap)[-3:] == [
            ("release", 6, "broken"),
            ("release", 1, "broken"),
            ("write_off", 7, "broken"),
        ]
        refused = client.post("/admin/stock/", broken | {"quantity": "2", "key": "def"})
        assert refused.context["form"].errors == {"quantity": ["Only 1 are not promised to an order."]}
        assert (counters(soap), kept(lasting), audit_shop()) == ((3, 3), [1], [])


def test_on_the_campaigns_page_a_sold_out_object_can_be_had_with_a_code(campaign, soap, client):
    museum()
    page = open_page(campaign=campaign)
    page.save_revision().publish()
    order_cart(filled_cart(soap, quantity=4), now=timezone.now())
    shown = client.get(page.url)
    [(product, [offer])] = shown.context["objects"]
    assert (product.is_sold_out, offer.available) == (True, 6)
    assert "6 kept for those with a code of this campaign" in shown.content.decode()
    client.get("/cart/coupon/?code=MINE")
    assert client.post("/cart/add/", {"sku": soap.sku, "quantity": "6"}).status_code == 303
