"""Why an order is not placed, in words that may be shown."""

from django.utils.translation import gettext_lazy as _

from checkout.cart_prices import PricedCart, PricedLine
from checkout.models import Order


class OrderRefusal(Exception):
    """Why an order was not placed; nothing was written. `priced` is the cart as it stands now."""

    code = ""
    message: object = ""

    def __init__(self, priced: PricedCart | None = None, lines: list[PricedLine] | None = None):
        super().__init__(str(self.message))
        self.priced = priced
        self.lines = lines or []


class CartClosed(OrderRefusal):
    code = "cart_closed"
    message = _("This cart was ordered already.")


class CartEmpty(OrderRefusal):
    code = "cart_empty"
    message = _("Nothing in your cart is ticked.")


class LinesUnavailable(OrderRefusal):
    code = "unavailable"
    message = _("Some products are no longer on sale.")


class LinesOutOfStock(OrderRefusal):
    code = "out_of_stock"
    message = _("Somebody else was faster: some pieces are no longer in stock.")


class TotalChanged(OrderRefusal):
    code = "price_changed"
    message = _("The total has changed. Please look at it again and confirm.")

    @property
    def repriced(self) -> list[PricedLine]:
        """What has another price than the one the shopper saw last; the shipping may have changed besides."""
        lines = self.priced.selected if self.priced else []
        return [line for line in lines if line.price_changed_from is not None]


class CouponGone(OrderRefusal):
    """The cart is without its coupon from now on; `priced` is what it costs so."""

    code = "coupon_exhausted"
    message = _("The code you used cannot be used for this order any more.")

    @property
    def coupon_code(self) -> str:
        cart = self.priced.cart if self.priced is not None else None
        return cart.coupon.code if cart is not None and cart.coupon is not None else ""


class KeyMismatch(OrderRefusal):
    code = "idempotency_key_mismatch"
    message = _("This form was sent before with other contents. Please reload the page.")

    def __init__(self, order: Order | None):
        """`order` was placed under the key."""
        super().__init__()
        self.order = order
