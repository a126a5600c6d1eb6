"""Placing an order: the only way one comes to be.

One short transaction locks the cart, decides prices, promises stock, writes the order with everything
frozen, the first event, the payment attempt and the mail row, closes the cart and keeps the answer under its key.
"""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.coupons import CouponRefused
from campaigns.kept_stock import free_lapsed
from checkout.announcements import announce_order
from checkout.attribution import Origin, keep_origin
from checkout.captures import mark_paid
from checkout.cart import close_cart
from checkout.cart_coupon import name_coupon, put_coupon_away, redeem_for_order
from checkout.cart_prices import PricedCart, price_cart
from checkout.mails import owe_order_mail
from checkout.models import Cart, IdempotencyKey, Order, OrderEvent, OrderMail, Payment
from checkout.models.order import OrderStatus
from checkout.order_life import expire_overdue_orders
from checkout.order_numbers import draw_order_number
from checkout.order_refusals import (
    CartClosed,
    CartEmpty,
    CouponGone,
    KeyMismatch,
    LinesOutOfStock,
    LinesUnavailable,
    TotalChanged,
)
from checkout.payments import offered_provider
from checkout.payments.provider import PaymentProvider
from checkout.shipping import arrival_window, choose_quote
from checkout.snapshots import freeze_lines
from products.stock import OutOfStock, reserve_stock


@dataclass(frozen=True)
class Delivery:
    """Who gets the parcel, where, and what the buyer chose."""

    email: str
    full_name: str
    phone: str
    address_line1: str
    address_line2: str
    city: str
    region: str
    postcode: str
    country: str
    note: str
    shipping_method: str
    payment_method: str


@dataclass(frozen=True)
class PlacedOrder:
    order: Order
    is_replay: bool


def place_order(
    *,
    cart: Cart | None,
    delivery: Delivery,
    expected_total: Decimal,
    scope: str,
    key: str,
    user: User | None,
    now: datetime,
    fingerprint: str = "",
    clerk: User | None = None,
    origin: Origin | None = None,
) -> PlacedOrder:
    """Places the ticked lines of `cart`; the same `key` in a `scope` gives the same order again.

    `fingerprint` stands for what was sent under the key; without one, delivery and total do. `clerk` is whoever
    of the staff writes the order for a buyer; `origin` what brought the buyer here.

    Raises OrderRefusal, UnknownPaymentMethod or NoSuchShipping, and then leaves every table as it was, but for
    CouponGone, which takes the coupon out of the cart.
    """
    provider = offered_provider(delivery.payment_method)
    sent = fingerprint or fingerprint_of({**asdict(delivery), "expected_total": str(expected_total)})
    attempt = _Attempt(cart, delivery, expected_total, scope, key, sent, user, clerk, origin, now, provider)
    try:
        return attempt.place_after_lapses()
    except CouponGone:
        raise CouponGone(attempt.price_without_coupon()) from None


@dataclass(frozen=True)
class _Attempt:
    cart: Cart | None
    delivery: Delivery
    expected_total: Decimal
    scope: str
    key: str
    fingerprint: str
    user: User | None
    clerk: User | None
    origin: Origin | None
    now: datetime
    provider: PaymentProvider

    def place_after_lapses(self) -> PlacedOrder:
        """Promises and codes of orders past their time no longer count, whether or not the sweep has come by."""
        try:
            return self.place()
        except LinesOutOfStock as refusal:
            short = [line.variant.pk for line in refusal.lines]
            ended = expire_overdue_orders(now=self.now, variants=short)
            if not (free_lapsed(now=self.now, variants=short) or ended):
                raise
        except CouponGone as refusal:
            if not expire_overdue_orders(now=self.now, coupon=refusal.coupon_code):
                raise
        return self.place()

    @transaction.atomic
    def place(self) -> PlacedOrder:
        answer = self._claim_key()
        if answer.order is not None:
            return PlacedOrder(order=answer.order, is_replay=True)
        cart, priced = self._read_cart()
        order = self._write_order(cart, priced)
        freeze_lines(order=order, lines=priced.selected, today=timezone.localdate(self.now))
        keep_origin(order=order, origin=self.origin)
        self._write_first_steps(order)
        close_cart(cart=cart, now=self.now)
        answer.order = order
        answer.save(update_fields=["order"])
        announce_order(order=order, event="order.placed", now=self.now)
        # Last, because coupon and stock records are the rows that buyers of the same thing wait for.
        self._redeem(order, priced)
        self._reserve(order, priced)
        if order.total == 0 and order.status == OrderStatus.PENDING_PAYMENT:
            # Nobody takes nothing: no provider is asked.
            order = mark_paid(payment=order.last_attempt, reason=str(_("nothing to pay")), now=self.now)
        return PlacedOrder(order=order, is_replay=False)

    def _claim_key(self) -> IdempotencyKey:
        """Waits for another holder of the key to end; its order then is the answer."""
        try:
            with transaction.atomic():
                return IdempotencyKey.objects.create(
                    scope=self.scope, key=self.key, fingerprint=self.fingerprint, created_at=self.now
                )
        except IntegrityError:
            rows = IdempotencyKey.objects.select_for_update(of=("self",)).select_related("order")
            answer = rows.get(scope=self.scope, key=self.key)
        if answer.fingerprint != self.fingerprint:
            raise KeyMismatch(answer.order)
        return answer

    def _read_cart(self) -> tuple[Cart, PricedCart]:
        if self.cart is None:
            raise CartEmpty
        cart = Cart.objects.locked().open().filter(pk=self.cart.pk).first()
        if cart is None:
            raise CartClosed
        priced = self._price(cart)
        if not priced.selected:
            raise CartEmpty(priced)
        gone = [line for line in priced.selected if not line.is_on_sale]
        if gone:
            raise LinesUnavailable(priced, gone)
        if priced.unavailable:
            raise LinesOutOfStock(priced, priced.unavailable)
        choose_quote(quotes=priced.quotes, code=self.delivery.shipping_method)
        if priced.totals.total != self.expected_total:
            raise CouponGone(priced) if _was_promised(priced) else TotalChanged(priced)
        return cart, priced

    def price_without_coupon(self) -> PricedCart | None:
        if self.cart is None:
            return None
        put_coupon_away(cart=self.cart)
        return self._price(Cart.objects.get(pk=self.cart.pk))

    def _price(self, cart: Cart) -> PricedCart:
        return price_cart(
            cart=cart,
            now=self.now,
            country=self.delivery.country,
            postcode=self.delivery.postcode,
            shipping_method=self.delivery.shipping_method,
        )

    def _redeem(self, order: Order, priced: PricedCart) -> None:
        try:
            redeem_for_order(order=order, priced=priced, now=self.now)
        except CouponRefused as refusal:
            raise CouponGone(priced) from refusal

    def _reserve(self, order: Order, priced: PricedCart) -> None:
        wanted = Counter({line.variant.pk: line.quantity for line in priced.selected})
        try:
            reserve_stock(wanted=wanted, order_number=order.number, now=self.now, until=order.expires_at)
        except OutOfStock as short:
            lines = [line for line in priced.selected if line.variant.pk in short.available]
            raise LinesOutOfStock(priced, lines) from short

    def _write_order(self, cart: Cart, priced: PricedCart) -> Order:
        shipping = choose_quote(quotes=priced.quotes, code=self.delivery.shipping_method)
        first_day, last_day = arrival_window(quote=shipping, placed_on=timezone.localdate(self.now))
        return Order.objects.create(
            number=draw_order_number(now=self.now),
            cart=cart,
            user=self.user,
            access_token=secrets.token_urlsafe(32),
            status=self.provider.first_status,
            currency=settings.SHOP_CURRENCY,
            shipping_name=shipping.name,
            arrives_from=first_day,
            arrives_until=last_day,
            placed_at=self.now,
            expires_at=self.provider.deadline(self.now),
            **name_coupon(priced),
            **asdict(self.delivery),
            **asdict(priced.totals),
        )

    def _write_first_steps(self, order: Order) -> None:
        actor = self.clerk or self.user
        OrderEvent.objects.create(
            order=order,
            to_status=order.status,
            actor=actor,
            actor_label=str(actor) if actor else str(_("guest")),
            reason=str(_("placed")),
            at=self.now,
        )
        Payment.objects.create(
            order=order,
            provider=self.provider.code,
            amount=order.total,
            currency=order.currency,
            created_at=self.now,
        )
        owe_order_mail(order=order, kind=OrderMail.Kind.CONFIRMATION)


def _was_promised(priced: PricedCart) -> bool:
    """The cart's coupon took something off when its total was shown; now it cannot be used."""
    return bool(priced.refused_coupon) and all(line.price_changed_from is None for line in priced.selected)


def fingerprint_of(body: Mapping) -> str:
    """Equal for equal contents, whatever their order."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
