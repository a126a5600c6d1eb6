"""Orders that staff write for somebody who telephoned. They are placed like any other."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from checkout.cart import ensure_can_have, sellable_variant
from checkout.cart_prices import PricedCart, price_cart
from checkout.models import Cart, CartLine
from checkout.orders import Delivery, PlacedOrder, place_order
from products.prices import decide_price


@transaction.atomic
def write_staff_cart(*, pieces: Mapping[str, int], now: datetime) -> Cart:
    """A cart of {SKU: pieces} that no shopper finds. Raises CartRefusal."""
    cart = Cart.objects.create(kind=Cart.Kind.STAFF)
    for sku, quantity in pieces.items():
        variant = sellable_variant(sku=sku)
        ensure_can_have(variant=variant, quantity=quantity)
        price = decide_price(variant=variant, now=now).amount
        CartLine.objects.create(cart=cart, variant=variant, quantity=quantity, price_seen=price)
    return cart


def price_staff_cart(*, cart: Cart, delivery: Delivery, now: datetime) -> PricedCart:
    return price_cart(
        cart=cart,
        now=now,
        country=delivery.country,
        postcode=delivery.postcode,
        shipping_method=delivery.shipping_method,
    )


def place_manual_order(
    *, cart: Cart, delivery: Delivery, expected_total: Decimal, key: str, clerk: User, now: datetime
) -> PlacedOrder:
    """The buyer gets the same mail as everybody, with a link to pay. Raises what `place_order` raises."""
    return place_order(
        cart=cart,
        delivery=delivery,
        expected_total=expected_total,
        scope=f"clerk:{clerk.pk}",
        key=key,
        user=None,
        now=now,
        clerk=clerk,
    )
