"""A cart read with today's prices and stock: what the cart page, the checkout and the order agree on."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.conf import settings
from django.db.models import Prefetch

from campaigns.campaign_prices import campaign_of
from campaigns.coupons import CouponRefused, Discount, Goods, apply_coupon, customer_key, reread_coupon
from campaigns.kept_stock import read_kept
from campaigns.models import Coupon
from checkout.models import Cart, CartLine
from checkout.shipping import NoSuchShipping, Quote, choose_quote, quote_shipping
from checkout.totals import LineSum, Totals, add_up, included_tax, line_total
from products.models import Product, Variant
from products.prices import decide_price, smallest_unit


@dataclass(frozen=True)
class PricedLine:
    line: CartLine
    variant: Variant
    product: Product
    unit_price: Decimal
    compare_at: Decimal | None
    discount: Decimal = Decimal(0)
    kept: int = 0
    campaign: str = ""

    @property
    def quantity(self) -> int:
        return self.line.quantity

    @property
    def selected(self) -> bool:
        return self.line.selected

    @property
    def line_total(self) -> Decimal:
        return line_total(unit_price=self.unit_price, quantity=self.quantity)

    @property
    def former_total(self) -> Decimal | None:
        """What all its pieces cost formerly, as the product's page says; None without a former price."""
        return line_total(unit_price=self.compare_at, quantity=self.quantity) if self.compare_at else None

    @property
    def tax(self) -> Decimal:
        return included_tax(amount=self.line_total - self.discount, rate=tax_rate(), unit=smallest_unit())

    @property
    def is_on_sale(self) -> bool:
        return self.product.is_on_show and self.variant.is_offered

    @property
    def available(self) -> int:
        """Pieces to be had, with those that are kept for whoever has the cart's code; 0 for what is no longer on sale."""
        return self.variant.available + self.kept if self.is_on_sale else 0

    @property
    def is_orderable(self) -> bool:
        return self.quantity <= self.available

    @property
    def is_wanted(self) -> bool:
        return self.selected and self.is_orderable

    @property
    def price_changed_from(self) -> Decimal | None:
        """The price the shopper saw last, when it is no longer the price."""
        return self.line.price_seen if self.line.price_seen != self.unit_price else None


@dataclass(frozen=True)
class PricedCart:
    """`totals` and `quotes` count the ticked lines that can be had; unticked and unavailable ones wait.

    `discount` is what the cart's coupon takes off them; None without one, and for one that cannot be used for them.
    """

    cart: Cart | None
    lines: list[PricedLine]
    quotes: list[Quote]
    shipping: Quote | None
    totals: Totals
    discount: Discount | None = None

    @property
    def refused_coupon(self) -> str:
        """The code that somebody typed and that cannot be used for what is ticked; empty without."""
        coupon = self.cart.coupon if self.cart is not None else None
        return coupon.code if coupon is not None and self.discount is None else ""

    @cached_property
    def selected(self) -> list[PricedLine]:
        return [line for line in self.lines if line.selected]

    @cached_property
    def orderable(self) -> list[PricedLine]:
        return [line for line in self.selected if line.is_orderable]

    @cached_property
    def unavailable(self) -> list[PricedLine]:
        return [line for line in self.selected if not line.is_orderable]

    @property
    def count(self) -> int:
        return sum(line.quantity for line in self.lines)


def tax_rate() -> Decimal:
    """Percent of tax inside every price."""
    return Decimal(settings.SHOP_TAX_RATE_PERCENT)


def price_cart(
    *, cart: Cart | None, now: datetime, country: str = "KR", postcode: str = "", shipping_method: str = ""
) -> PricedCart:
    """Prices a cart for a place; without a place, for the shop's own country.

    An unknown or empty `shipping_method` takes the first one offered.
    """
    coupon = _usable_coupon(cart, now) if cart is not None else None
    lines = _read_lines(cart, coupon, now) if cart is not None else []
    discount = _apply_coupon(coupon, lines) if coupon is not None else None
    if discount is None:
        # Without its code nobody has what is kept for those who use it.
        lines = [replace(line, kept=0) for line in lines]
    else:
        lines = [replace(line, discount=discount.shares.get(line.line.pk, Decimal(0))) for line in lines]
    wanted = [LineSum(line.line_total, line.discount) for line in lines if line.is_wanted]
    goods = sum((line.net for line in wanted), Decimal(0))
    quotes = quote_shipping(goods=goods, country=country, postcode=postcode) if wanted else []
    if discount is not None and discount.is_shipping_free:
        quotes = [replace(quote, price=Decimal(0), to_free=None) for quote in quotes]
    shipping: Quote | None
    try:
        shipping = choose_quote(quotes=quotes, code=shipping_method)
    except NoSuchShipping:
        shipping = quotes[0] if quotes else None
    totals = add_up(
        lines=wanted,
        shipping=shipping.price if shipping else Decimal(0),
        rate=tax_rate(),
        unit=smallest_unit(),
    )
    return PricedCart(
        cart=cart, lines=lines, quotes=quotes, shipping=shipping, totals=totals, discount=discount
    )


def customer_of(cart: Cart) -> str:
    """The key that redemptions of the cart's account are counted under; empty as long as nobody has said who they are."""
    return customer_key(email=cart.user.email) if cart.user is not None and cart.user.email else ""


def _usable_coupon(cart: Cart, now: datetime) -> Coupon | None:
    if cart.coupon_id is None:
        return None
    try:
        return reread_coupon(coupon_id=cart.coupon_id, now=now, customer=customer_of(cart))
    except CouponRefused:
        return None


def _apply_coupon(coupon: Coupon, lines: list[PricedLine]) -> Discount | None:
    goods = [
        Goods(line.line.pk, line.product.pk, line.product.brand_id, line.line_total)
        for line in lines
        if line.is_wanted
    ]
    try:
        return apply_coupon(coupon=coupon, goods=goods, unit=smallest_unit())
    except CouponRefused:
        return None


def _read_lines(cart: Cart, coupon: Coupon | None, now: datetime) -> list[PricedLine]:
    kept = read_kept(campaign_id=coupon.campaign_id) if coupon is not None and coupon.campaign_id else {}
    rows = (
        CartLine.objects.filter(cart=cart)
        .select_related("story")
        .prefetch_related(
            Prefetch("variant", Variant.objects.with_stock().select_related("image")),
            Prefetch("variant__product", Product.objects.with_card_details()),
        )
        .order_by("created_at", "pk")
    )
    lines = []
    for row in rows:
        price = decide_price(variant=row.variant, now=now)
        lines.append(
            PricedLine(
                line=row,
                variant=row.variant,
                product=row.variant.product,
                unit_price=price.amount,
                compare_at=price.compare_at,
                kept=kept.get(row.variant.pk, 0),
                campaign=campaign_of(price.source),
            )
        )
    return lines
