"""What a story earned: of its lines and its visits, net of what went back, the same by the rule and by the view."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkout.attribution import Origin
from checkout.captures import mark_paid
from checkout.deeds import UnitSum
from checkout.models import CartLine, Order
from checkout.order_life import cancel_order
from checkout.refunds import Pieces, refund_amount, refund_pieces
from checkout.story_figures import Figures, Period, read_figures, read_impact, read_impact_of_story
from stories.models import DailyReads
from tests.factories.brands import BrandPageFactory, BrandStoryPageFactory
from tests.factories.campaigns import CouponFactory
from tests.factories.checkout import NOW, filled_cart, order_cart
from tests.factories.problems import ClaimFactory
from tests.factories.products import ProductClaimFactory, stocked_variant

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
EVER = Period(until=date(2100, 1, 1))


@pytest.fixture
def story():
    return BrandStoryPageFactory()


def paid(*variants, quantity: int = 1, of=None, origin=None, coupon=None, now=NOW) -> Order:
    cart = filled_cart(*variants, quantity=quantity, story=of)
    if coupon is not None:
        cart.coupon = coupon
        cart.save()
    order = order_cart(cart, origin=origin, payment_method="bank_transfer", now=now)
    return mark_paid(payment=order.last_attempt, reason="", now=now)


def give_back(order: Order, pieces: dict[int, int]) -> None:
    chosen = [Pieces(line, quantity) for line, quantity in pieces.items()]
    refund_pieces(order=order, pieces=chosen, reason="", actor=None, now=LATER)


def sold(by: str = "story", period: Period = EVER) -> dict:
    found = read_figures(by=by, period=period)
    return {key: (one.orders, one.revenue) for key, one in found.items() if one.orders}


def read_view() -> dict[int, Figures]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT story_id, views, adds, orders, revenue FROM report_story_sales")
        rows = cursor.fetchall()
    return {
        pk: Figures(int(views), adds, orders, Decimal(str(revenue)))
        for pk, views, adds, orders, revenue in rows
    }


def test_a_visit_that_read_it_bought_half_went_back_and_nobody_came(story):
    variant = stocked_variant(price=5000)
    first = BrandStoryPageFactory().pk
    order = paid(variant, quantity=2, origin=Origin(first, story.pk))
    assert sold() == {story.pk: (1, 10000)}
    give_back(order, {1: 1})
    assert sold() == {story.pk: (1, 5000)}
    paid(variant)
    assert sold() == {story.pk: (1, 5000)}
    give_back(order, {1: 1})
    assert sold() == {story.pk: (1, 0)}


def test_the_story_it_was_added_from_goes_before_the_last_one_read(story):
    other = BrandStoryPageFactory()
    paid(stocked_variant(price=5000), of=story, origin=Origin(other.pk, other.pk))
    assert sold() == {story.pk: (1, 5000)}


def test_only_money_that_is_held_is_revenue_and_what_ended_is_no_order(story):
    variant = stocked_variant(price=10000)
    order_cart(filled_cart(variant, story=story), payment_method="bank_transfer")
    gone = order_cart(filled_cart(variant, story=story), payment_method="bank_transfer")
    cancel_order(order=gone, actor=None, reason="", now=LATER)
    assert sold() == {story.pk: (1, 0)}


def test_a_sum_that_staff_named_falls_on_lines_and_shipping_to_the_won(story):
    """₩1,000 back of ₩3,333, ₩3,333 and ₩3,334 with ₩3,000 of shipping: of each what it was of the whole."""
    variants = [stocked_variant(price=price) for price in (3333, 3333, 3334)]
    other = BrandStoryPageFactory()
    cart = filled_cart(*variants, story=story)
    CartLine.objects.filter(cart=cart, variant=variants[2]).update(story=other)
    order = order_cart(cart, payment_method="bank_transfer")
    mark_paid(payment=order.last_attempt, reason="", now=NOW)
    for amount in (400, 600):
        refund_amount(order=order, amount=Decimal(amount), reason="", actor=None, now=LATER)
    # The three have ₩769 of the ₩1,000 between them: 256, 257 and 256.
    assert sold() == {story.pk: (1, 6666 - 513), other.pk: (1, 3334 - 256)}


def test_a_coupon_is_taken_off(story):
    order = paid(stocked_variant(price=10000), of=story, coupon=CouponFactory(percent=15))
    assert (order.discount_total, sold()) == (1500, {story.pk: (1, 8500)})


def test_brands_problems_and_campaigns(story):
    own, other = stocked_variant(price=10000), stocked_variant(price=2000)
    order = paid(own, other, origin=Origin(campaign="by-link"))
    Order.objects.filter(pk=order.pk).update(campaign="by-coupon")
    paid(other, origin=Origin(campaign="by-link", utm_campaign="mark"))
    paid(other, origin=Origin(utm_campaign="mark"))
    brands = {variant: variant.product.brand for variant in (own, other)}
    assert sold("brand") == {brands[own].pk: (1, 10000), brands[other].pk: (3, 6000)}
    assert sold("problem") == {brands[own].problem_id: (1, 10000), brands[other].problem_id: (3, 6000)}
    assert sold("campaign") == {"by-coupon": (1, 12000), "by-link": (1, 2000), "mark": (1, 2000)}


def test_readers_are_those_of_the_page_and_for_a_brand_of_all_that_is_its_adds_those_of_its_objects(story):
    brand, elsewhere = story.brand, BrandPageFactory()
    product = stocked_variant(product__brand=brand).product
    for kind, thing, reads in (
        ("story", story.pk, 5),
        ("page", brand.pk, 3),
        ("product", product.pk, 2),
        ("page", brand.problem_id, 1),
        ("page", elsewhere.pk, 7),
        ("category", story.pk, 90),
        ("added", product.pk, 4),
        ("added_from", story.pk, 1),
    ):
        DailyReads.objects.create(kind=kind, thing=thing, day="2026-03-02", reads=reads)
    readers, adds = (
        {
            by: {
                key: count
                for key, one in read_figures(by=by, period=EVER).items()
                if (count := getattr(one, of))
            }
            for by in ("story", "brand", "problem")
        }
        for of in ("readers", "adds")
    )
    assert adds == {"story": {story.pk: 1}, "brand": {brand.pk: 4}, "problem": {brand.problem_id: 4}}
    assert readers["story"] == {story.pk: 5, brand.pk: 3, brand.problem_id: 1, elsewhere.pk: 7}
    assert readers["brand"] == {brand.pk: 10, elsewhere.pk: 7}
    assert readers["problem"] == {brand.problem_id: 11, elsewhere.problem_id: 7}


def test_a_period_is_of_the_shops_days(story):
    """In Seoul the second of March ends at 15:00 UTC."""
    variant = stocked_variant(price=10000)
    evening = NOW.replace(hour=14, minute=59)
    paid(variant, of=story, now=evening)
    paid(variant, of=story, now=evening + timedelta(minutes=1))
    DailyReads.objects.create(kind="story", thing=story.pk, day="2026-03-02", reads=4)
    today = Period.last(1, now=evening)
    assert today == Period(since=date(2026, 3, 2), until=date(2026, 3, 3))
    assert sold(period=today) == {story.pk: (1, 10000)}
    assert read_figures(by="story", period=today)[story.pk].readers == 4
    tomorrow = Period.last(1, now=evening + timedelta(minutes=1))
    assert (sold(period=tomorrow), tomorrow.before) == ({story.pk: (1, 10000)}, today)
    week = Period.last(7, now=evening)
    assert week.before == Period(since=date(2026, 2, 17), until=date(2026, 2, 24))
    assert (sold(period=week.before), Period.last(None, now=NOW).before) == ({}, None)


def test_the_view_and_the_rule_say_the_same_of_all_time(story):
    dear, cheap = stocked_variant(price=10000), stocked_variant(price=777)
    first = paid(dear, cheap, quantity=3, of=story)
    refund_amount(order=first, amount=Decimal(1234), reason="", actor=None, now=LATER)
    give_back(first, {2: 2})
    second = paid(cheap, origin=Origin(None, story.pk), coupon=CouponFactory())
    refund_amount(order=second, amount=Decimal(101), reason="", actor=None, now=LATER)
    order_cart(filled_cart(dear, story=story.brand))
    DailyReads.objects.create(kind="story", thing=story.pk, day="2026-03-02", reads=9)
    DailyReads.objects.create(kind="page", thing=story.brand.pk, day="2026-03-02", reads=2)
    for day, adds in (("2026-03-02", 3), ("2026-03-03", 4)):
        DailyReads.objects.create(kind="added_from", thing=story.pk, day=day, reads=adds)
    said = read_figures(by="story", period=EVER)
    assert read_view() == said
    assert said[story.brand.pk] == Figures(2, 0, 1, Decimal(0))
    assert (said[story.pk].readers, said[story.pk].adds, said[story.pk].orders) == (9, 7, 2)


def does(amount: str, unit: str, *, price: int):
    variant = stocked_variant(price=price)
    ProductClaimFactory(product=variant.product, claim=ClaimFactory(amount=Decimal(amount), unit=unit))
    return variant


def test_what_its_lines_do_is_summed_by_unit_without_what_went_back(story):
    water, meals = does("0.3", "litres", price=1000), does("2", "meals", price=2000)
    order = paid(water, meals, quantity=3, of=story)
    paid(water, origin=Origin(None, story.pk, campaign="spring"))
    give_back(order, {2: 2})
    order_cart(filled_cart(meals, story=story))
    paid(does("9", "meals", price=500))
    assert read_impact(by="story", period=EVER) == {
        story.pk: [UnitSum(Decimal(2), "meals"), UnitSum(Decimal("1.2"), "litres")]
    }
    assert read_impact_of_story(story=story.pk, period=EVER) == read_impact(by="story", period=EVER)[story.pk]
    assert read_impact(by="campaign", period=EVER) == {"spring": [UnitSum(Decimal("0.3"), "litres")]}
    brand, room = meals.product.brand_id, meals.product.brand.problem_id
    assert read_impact(by="brand", period=EVER)[brand] == [UnitSum(Decimal(2), "meals")]
    assert read_impact(by="problem", period=EVER)[room] == [UnitSum(Decimal(2), "meals")]
    assert read_impact(by="story", period=Period.last(7, now=NOW + timedelta(days=8))) == {}


@pytest.mark.parametrize("by", ["story", "campaign", "brand", "problem"])
def test_three_queries_for_any_number(story, by):
    for price in (10000, 20000):
        paid(stocked_variant(price=price), of=story)
    with CaptureQueriesContext(connection) as asked:
        read_figures(by=by, period=EVER)
    assert len(asked) == (1 if by == "campaign" else 3)
