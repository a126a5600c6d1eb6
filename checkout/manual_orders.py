"""Orders that staff write for somebody who telephoned. They are placed like any other."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from checkout.cart import CartRefusal, NotOnSale, QuantityLimit, ensure_can_have
from checkout.cart_prices import PricedCart, PricedLine, price_cart
from checkout.models import Cart, CartLine
from checkout.models.cart import MOST_PIECES
from checkout.orders import Delivery, PlacedOrder, fingerprint_of, place_order
from checkout.shipping import choose_quote
from products.models import Variant
from products.offers import Offer, make_offer
from products.prices import decide_price


class PiecesRefused(CartRefusal):
    """What cannot be had: `by_sku` says why, and may be shown."""

    def __init__(self, by_sku: Mapping[str, str]):
        self.by_sku = dict(by_sku)
        super().__init__(" ".join(f"{sku}: {text}" for sku, text in self.by_sku.items()))


def find_sellable(*, words: str, limit: int, now: datetime) -> list[Offer]:
    """What is on sale and has `words` in its SKU or name, in the order of the SKUs, at the prices of `now`."""
    found = Variant.objects.on_sale().for_selling().search(words).order_by("sku")[:limit]
    return [make_offer(variant=variant, now=now) for variant in found]


def quote_manual_order(*, pieces: Mapping[str, int], delivery: Delivery, now: datetime) -> PricedCart:
    """What {SKU: pieces} come to for a buyer, exactly as they would be ordered; no cart is left behind.

    Raises PiecesRefused or NoSuchShipping.
    """
    with transaction.atomic():
        priced = price_cart(
            cart=_write_staff_cart(pieces, now=now),
            now=now,
            country=delivery.country,
            postcode=delivery.postcode,
            shipping_method=delivery.shipping_method,
        )
        transaction.set_rollback(True)
    if refused := {line.variant.sku: text for line in priced.lines if (text := _refusal_of(line))}:
        raise PiecesRefused(refused)
    choose_quote(quotes=priced.quotes, code=delivery.shipping_method)
    return priced


def place_manual_order(
    *,
    pieces: Mapping[str, int],
    delivery: Delivery,
    expected_total: Decimal,
    key: str,
    clerk: User,
    now: datetime,
) -> PlacedOrder:
    """The same `key` of a clerk gives the same order again. The buyer gets the same mail as everybody.

    Raises PiecesRefused for an unknown SKU and what `place_order` raises; then no cart is left behind.
    """
    wish = {**asdict(delivery), "pieces": dict(pieces), "expected_total": str(expected_total)}
    cart = _write_staff_cart(pieces, now=now)
    is_ordered = False
    try:
        placed = place_order(
            cart=cart,
            delivery=delivery,
            expected_total=expected_total,
            scope=f"clerk:{clerk.pk}",
            key=key,
            user=None,
            now=now,
            fingerprint=fingerprint_of(wish),
            clerk=clerk,
        )
        is_ordered = not placed.is_replay
    finally:
        if not is_ordered:
            cart.delete()
    return placed


@transaction.atomic
def _write_staff_cart(pieces: Mapping[str, int], *, now: datetime) -> Cart:
    """A cart that no shopper finds. Whether there is stock is asked later, by what reads it."""
    variants = {
        variant.sku: variant for variant in Variant.objects.filter(sku__in=pieces).select_related("product")
    }
    refused = {sku: str(NotOnSale()) for sku in pieces if sku not in variants}
    refused |= {sku: str(QuantityLimit()) for sku, count in pieces.items() if count > MOST_PIECES}
    if refused:
        raise PiecesRefused(refused)
    cart = Cart.objects.create(kind=Cart.Kind.STAFF)
    CartLine.objects.bulk_create(
        CartLine(
            cart=cart,
            variant=variants[sku],
            quantity=count,
            price_seen=decide_price(variant=variants[sku], now=now).amount,
        )
        for sku, count in pieces.items()
    )
    return cart


def _refusal_of(line: PricedLine) -> str:
    """Why a line cannot be had; empty when it can."""
    try:
        if not line.is_on_sale:
            raise NotOnSale
        ensure_can_have(variant=line.variant, quantity=line.quantity)
    except CartRefusal as refusal:
        return str(refusal)
    return ""
