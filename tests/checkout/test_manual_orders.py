from decimal import Decimal

import pytest

from checkout.cart import Shopper, find_cart
from checkout.manual_orders import PiecesRefused, find_sellable, place_manual_order, quote_manual_order
from checkout.models import Cart, Order
from checkout.order_refusals import KeyMismatch, LinesOutOfStock, TotalChanged
from checkout.shipping import NoSuchShipping
from products.dated_prices import DatedPrice
from products.models import Variant
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW, delivery, placed_order, standard_shipping
from tests.factories.products import ProductFactory, VariantFactory, counters, stocked_variant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shipping():
    standard_shipping()


def order_of(variant, quantity=2, *, clerk, key="once", total=27000, **changes):
    return place_manual_order(
        pieces={variant.sku: quantity},
        delivery=delivery(**changes),
        expected_total=Decimal(total),
        key=key,
        clerk=clerk,
        now=NOW,
    )


def test_it_is_an_order_like_any_other_with_the_clerk_as_its_writer():
    variant, clerk = stocked_variant(pieces=5, price=12000), UserFactory(username="clerk")
    first, again = (order_of(variant, clerk=clerk, payment_method="bank_transfer") for _ in range(2))
    assert (first.order, first.is_replay, again.is_replay) == (again.order, False, True)
    assert (first.order.total, first.order.user, first.order.status) == (27000, None, "pending_payment")
    event = first.order.events.get()
    assert (event.actor, event.actor_label) == (clerk, "clerk")
    assert counters(variant) == (5, 2)
    assert first.order.mails.get().kind == "order_confirmation"


def test_no_shopper_finds_its_cart_and_there_is_one():
    order_of(stocked_variant(), clerk=UserFactory())
    cart = Cart.objects.get()
    assert (cart.kind, cart.closed_at) == ("staff", NOW)
    assert find_cart(shopper=Shopper(token=cart.token)) is None


def test_the_last_piece_is_ordered_once_by_two_clicks():
    variant, clerk = stocked_variant(pieces=2), UserFactory()
    first, again = (order_of(variant, clerk=clerk) for _ in range(2))
    assert (again.order, again.is_replay, Cart.objects.count()) == (first.order, True, 1)


@pytest.mark.parametrize(
    ("change", "refusal"), [({"total": 1}, TotalChanged), ({"quantity": 6}, LinesOutOfStock)]
)
def test_a_refused_order_leaves_no_cart(change, refusal):
    variant, clerk = stocked_variant(pieces=5), UserFactory()
    with pytest.raises(refusal):
        order_of(variant, clerk=clerk, **change)
    assert (Cart.objects.count(), Order.objects.count(), counters(variant)) == (0, 0, (5, 0))


def test_other_pieces_under_the_same_key_are_refused():
    variant, other, clerk = stocked_variant(), stocked_variant(), UserFactory()
    order_of(variant, clerk=clerk)
    with pytest.raises(KeyMismatch):
        order_of(other, clerk=clerk)
    assert (Cart.objects.count(), Order.objects.count()) == (1, 1)


def test_a_quote_is_what_is_ordered_and_leaves_nothing():
    soap, towel = stocked_variant(price=12000), stocked_variant(price=8000)
    priced = quote_manual_order(pieces={soap.sku: 2, towel.sku: 1}, delivery=delivery(), now=NOW)
    assert [(line.variant, line.quantity, line.line_total) for line in priced.lines] == [
        (soap, 2, 24000),
        (towel, 1, 8000),
    ]
    totals = priced.totals
    assert (totals.subtotal, totals.shipping_total, totals.tax_total, totals.total) == (
        32000,
        3000,
        3182,
        35000,
    )
    assert Cart.objects.count() == 0


def test_everything_that_cannot_be_had_is_named():
    gone, retired, few = stocked_variant(pieces=0), stocked_variant(is_offered=False), stocked_variant(1)
    many = stocked_variant(pieces=200)
    wanted = {gone.sku: 1, retired.sku: 1, few.sku: 2, many.sku: 1}
    with pytest.raises(PiecesRefused) as refusal:
        quote_manual_order(pieces=wanted, delivery=delivery(), now=NOW)
    assert refusal.value.by_sku == {
        gone.sku: "This piece is sold out.",
        retired.sku: "This product is not on sale.",
        few.sku: "Only 1 left in stock.",
    }
    with pytest.raises(PiecesRefused) as refusal:
        quote_manual_order(pieces={"NOPE": 1, many.sku: 100}, delivery=delivery(), now=NOW)
    assert refusal.value.by_sku == {
        "NOPE": "This product is not on sale.",
        many.sku: "At most 99 pieces of one product at a time.",
    }
    assert Cart.objects.count() == 0


def test_a_way_of_sending_that_does_not_go_there():
    variant = stocked_variant()
    with pytest.raises(NoSuchShipping):
        quote_manual_order(pieces={variant.sku: 1}, delivery=delivery(shipping_method="balloon"), now=NOW)
    assert Cart.objects.count() == 0


def found(words: str, *, limit: int) -> list[tuple[Variant, Decimal]]:
    return [(offer.variant, offer.price) for offer in find_sellable(words=words, limit=limit, now=NOW)]


def test_what_is_on_sale_is_found_by_name_or_sku_at_todays_price():
    half = DatedPrice("campaign:spring", None, None, percent=Decimal(50))
    product = ProductFactory(name="Sea soap", variants=[], dated_prices=[half.as_json()])
    small, large = (VariantFactory(product=product, sku=sku, price=5000) for sku in ("SEA-1", "SEA-2"))
    VariantFactory(product=product, sku="SEA-3", is_offered=False)
    placed_order()
    assert found("soap", limit=20) == [(small, 2500), (large, 2500)]
    assert found("sea-2", limit=20) == [(large, 2500)]
    assert found("sea", limit=1) == [(small, 2500)]
