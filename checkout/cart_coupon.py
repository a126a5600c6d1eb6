"""The one coupon of a cart. It promises nothing: it is counted when the order is placed."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from campaigns.coupons import (
    CouponRefused,
    customer_key,
    find_coupon,
    redeem_coupon,
    reread_coupon,
)
from campaigns.kept_stock import take_kept
from campaigns.models import Coupon
from checkout.cart import Shopper, open_cart
from checkout.cart_prices import PricedCart, customer_of, price_cart
from checkout.models import Cart, Order


@transaction.atomic
def use_coupon(*, cart: Cart, code: str, now: datetime) -> PricedCart:
    """The cart's coupon from now on, in place of another.

    Raises CouponRefused, also when it applies to nothing that is ticked; the cart then keeps the coupon it had.
    Raises Cart.DoesNotExist when it was ordered meanwhile.
    """
    cart = Cart.objects.locked().open().get(pk=cart.pk)
    _hang_on(cart, find_coupon(code=code, now=now, customer=customer_of(cart)))
    priced = price_cart(cart=cart, now=now)
    if priced.discount is None:
        raise CouponRefused
    return priced


@transaction.atomic
def keep_coupon(*, shopper: Shopper, code: str, now: datetime) -> Cart:
    """What a link with a code does: the coupon waits in the cart for what the shopper will choose.

    One that is there and can still be used stays. Raises CouponRefused.
    """
    coupon = find_coupon(code=code, now=now)
    cart = Cart.objects.locked().get(pk=open_cart(shopper=shopper).pk)
    if not _has_usable_coupon(cart, now):
        _hang_on(cart, coupon)
    return cart


@transaction.atomic
def put_coupon_away(*, cart: Cart) -> None:
    """Without one it is no error, nor when the cart was ordered meanwhile."""
    held = Cart.objects.locked().open().filter(pk=cart.pk).exclude(coupon=None).first()
    if held is not None:
        _hang_on(held, None)


def redeem_for_order(*, order: Order, priced: PricedCart, now: datetime) -> None:
    """Counts the coupon that made `order` cheaper, for its account, else for whoever has its e-mail, and frees what its
    campaign keeps for its buyers.

    Runs in the transaction that places the order, before its pieces are reserved. Raises CouponRefused.
    """
    if priced.discount is None:
        return
    coupon = priced.discount.coupon
    account = order.user.email if order.user is not None else ""
    redeem_coupon(
        coupon=coupon,
        order_number=order.number,
        key=customer_key(email=account or order.email),
        discount=priced.discount.goods,
        now=now,
    )
    if coupon.campaign_id is not None:
        wanted = Counter({line.variant.pk: line.quantity for line in priced.selected})
        take_kept(campaign_id=coupon.campaign_id, wanted=wanted, now=now)


def name_coupon(priced: PricedCart) -> dict[str, str]:
    """What an order keeps of the coupon that made it cheaper."""
    if priced.discount is None:
        return {}
    coupon = priced.discount.coupon
    return {"coupon_code": coupon.code, "campaign": coupon.campaign.slug if coupon.campaign else ""}


def _hang_on(cart: Cart, coupon: Coupon | None) -> None:
    cart.coupon = coupon
    cart.version += 1
    cart.save(update_fields=["coupon", "version", "updated_at"])


def _has_usable_coupon(cart: Cart, now: datetime) -> bool:
    if cart.coupon_id is None:
        return False
    try:
        reread_coupon(coupon_id=cart.coupon_id, now=now, customer=customer_of(cart))
    except CouponRefused:
        return False
    return True
