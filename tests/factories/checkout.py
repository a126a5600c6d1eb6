"""Carts and orders, made the way shoppers make them."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from checkout.attribution import Origin
from checkout.cart import Shopper, add_to_cart, open_cart
from checkout.cart_prices import price_cart
from checkout.models import Cart, Order, ShippingMethod, ShippingRate
from checkout.orders import Delivery, place_order
from products.models import Variant
from tests.factories.products import stocked_variant

NOW = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)


def standard_shipping() -> ShippingMethod:
    """₩3,000 in Korea, free from ₩50,000; ₩6,000 to Jeju; ₩25,000 elsewhere."""
    method, made = ShippingMethod.objects.get_or_create(
        code="standard", defaults={"name": "Standard delivery"}
    )
    if made:
        ShippingRate.objects.create(
            method=method, country="KR", price=Decimal(3000), free_from=Decimal(50000), sort_order=1
        )
        ShippingRate.objects.create(
            method=method,
            country="KR",
            postcode_from="63000",
            postcode_to="63644",
            price=Decimal(6000),
            sort_order=2,
        )
        ShippingRate.objects.create(method=method, price=Decimal(25000), sort_order=3)
    return method


def delivery(**changes) -> Delivery:
    """To Kim Ha-neul in Seoul, cash on delivery."""
    standard = Delivery(
        email="haneul@example.org",
        full_name="Kim Ha-neul",
        phone="+821012345678",
        address_line1="Teheran-ro 1",
        address_line2="",
        city="Seoul",
        region="",
        postcode="06236",
        country="KR",
        note="",
        shipping_method="standard",
        payment_method="cash_on_delivery",
    )
    return replace(standard, **changes)


def filled_cart(*variants: Variant, quantity: int = 1, user=None, story=None) -> Cart:
    """A guest's cart, or a user's, with one line for each variant."""
    shopper = Shopper(user=user) if user else Shopper(token=uuid.uuid4())
    for variant in variants:
        add_to_cart(shopper=shopper, sku=variant.sku, quantity=quantity, story=story, now=NOW)
    return open_cart(shopper=shopper)


def order_cart(
    cart: Cart, *, user=None, key: str = "", now: datetime = NOW, origin: Origin | None = None, **changes
) -> Order:
    """Orders what is ticked in a cart, at the total of `now`."""
    standard_shipping()
    chosen = delivery(**changes)
    priced = price_cart(
        cart=cart,
        now=now,
        country=chosen.country,
        postcode=chosen.postcode,
        shipping_method=chosen.shipping_method,
    )
    return place_order(
        cart=cart,
        delivery=chosen,
        expected_total=priced.totals.total,
        scope=f"cart:{cart.token}",
        key=key or uuid.uuid4().hex,
        user=user,
        now=now,
        origin=origin,
    ).order


def placed_order(*, pieces: int = 10, quantity: int = 1, price: int = 12000, user=None, **changes) -> Order:
    """One order of one new variant with `pieces` in the house."""
    cart = filled_cart(stocked_variant(pieces=pieces, price=price), quantity=quantity, user=user)
    return order_cart(cart, user=user, **changes)
