from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.dated_prices import DatedPrice
from products.models import Product
from products.price_schedule import schedule_prices
from products.prices import Price, decide_price
from tests.factories.checkout import NOW
from tests.factories.products import stocked_variant

HOUR = timedelta(hours=1)
WON = Decimal(1)


def dated(source="campaign:1", *, starts=None, ends=None, amount=None, percent=None) -> DatedPrice:
    return DatedPrice(
        source,
        starts,
        ends,
        amount=None if amount is None else Decimal(amount),
        percent=None if percent is None else Decimal(percent),
    )


def test_it_runs_from_its_start_until_before_its_end():
    price = dated(starts=NOW, ends=NOW + HOUR, amount=1)
    assert [price.runs(NOW + step * HOUR / 2) for step in (-1, 0, 1, 2)] == [False, True, True, False]
    assert dated(amount=1).runs(NOW)


@given(own=st.integers(0, 10**9).map(Decimal), percent=st.decimals("0.01", "99.99", places=2))
def test_a_percentage_is_never_dearer_and_never_gives_away_what_costs_something(own, percent):
    less = dated(percent=percent).price_of(own, unit=WON)
    assert min(own, 1) <= less <= own
    assert less == less.quantize(WON)


def test_it_is_written_and_read_again_as_it_was():
    for price in (dated(starts=NOW, ends=NOW + HOUR, amount="9000.50"), dated(percent="12.5")):
        assert DatedPrice.from_json(price.as_json()) == price


@pytest.mark.django_db
class TestOnAProduct:
    def price(self, variant, now=NOW) -> Price:
        return decide_price(
            variant=type(variant).objects.select_related("product").get(pk=variant.pk), now=now
        )

    def test_the_lowest_that_runs_stands_beside_the_own_one(self):
        variant = stocked_variant(price=10000)
        later = dated("campaign:3", starts=NOW + HOUR, amount=1000)
        running = dated("campaign:1", ends=NOW + HOUR, amount=8000)
        schedule_prices(by_product={variant.product_id: [dated("campaign:2", amount=9000), running, later]})
        assert self.price(variant) == Price(Decimal(8000), Decimal(10000), NOW + HOUR, "campaign:1")
        assert self.price(variant, NOW + HOUR) == Price(Decimal(1000), Decimal(10000), None, "campaign:3")

    def test_one_that_is_dearer_changes_nothing(self):
        variant = stocked_variant(price=10000)
        type(variant).objects.update(compare_at_price=12000)
        schedule_prices(by_product={variant.product_id: [dated(amount=10000)]})
        assert self.price(variant) == Price(Decimal(10000), Decimal(12000), None)

    def test_only_what_differs_is_written(self):
        one, other = stocked_variant().product, stocked_variant().product
        wanted = {one.pk: [dated(amount=5)], other.pk: []}
        assert [schedule_prices(by_product=wanted) for _ in range(2)] == [[one.pk], []]

    def test_saving_and_publishing_what_was_read_before_leaves_it_alone(self):
        read_before = stocked_variant().product
        draft = read_before.save_revision()
        schedule_prices(by_product={read_before.pk: [dated(amount=5)]})
        read_before.name = "Another"
        read_before.save()
        draft.publish()
        product = Product.objects.get()
        assert product.dated_prices == [dated(amount=5).as_json()]
