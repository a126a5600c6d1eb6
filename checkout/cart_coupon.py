"""The one coupon of a cart. It promises nothing: it is counted when the order is placed."""

from datetime import datetime

from django.db import transaction

from campaigns.coupons import CouponRefused, find_coupon
from checkout.cart_prices import PricedCart, price_cart
from checkout.models import Cart


@transaction.atomic
def use_coupon(*, cart: Cart, code: str, now: datetime) -> PricedCart:
    """The cart's coupon from now on, in place of another.

    Raises CouponRefused, also when it applies to nothing that is ticked; Cart.DoesNotExist when it was ordered meanwhile.
    """
    cart = Cart.objects.locked().open().get(pk=cart.pk)
    cart.coupon = find_coupon(code=code, now=now)
    cart.version += 1
    cart.save(update_fields=["coupon", "version", "updated_at"])
    priced = price_cart(cart=cart, now=now)
    if priced.discount is None:
        raise CouponRefused
    return priced


@transaction.atomic
def put_coupon_away(*, cart: Cart) -> None:
    """Without one it is no error, nor when the cart was ordered meanwhile."""
    held = Cart.objects.locked().open().filter(pk=cart.pk).exclude(coupon=None).first()
    if held is not None:
        held.coupon = None
        held.version += 1
        held.save(update_fields=["coupon", "version", "updated_at"])
