"""The only writer of redemptions.

Limits stand in the statement that counts, as with stock: `UPDATE … SET redeemed = redeemed + 1 WHERE redeemed < limit`.
Rows are taken in one order by everybody: coupon, campaign, customer; stock comes after them.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from campaigns.discounts import share_out
from campaigns.models import Campaign, Coupon, CouponCustomer, CouponRedemption
from campaigns.models.coupon import CouponQuerySet
from products.percentages import percent_of

Kind = Coupon.Kind
State = CouponRedemption.State


class CouponRefused(Exception):
    """One text for every reason: whoever tries codes learns nothing about those there are."""

    message = _("This code cannot be used for this cart.")

    def __init__(self):
        super().__init__(str(self.message))


class CouponExhausted(CouponRefused):
    """It was redeemed as often as it may be: by everybody, under its campaign, or by this customer."""


@dataclass(frozen=True)
class Goods:
    """What a line of a cart is, for a coupon."""

    key: int
    product_id: int
    brand_id: int
    total: Decimal


@dataclass(frozen=True)
class Discount:
    """`shares` of the goods' lines by their keys; with `is_shipping_free` the goods cost what they cost."""

    coupon: Coupon
    shares: Mapping[int, Decimal] = field(default_factory=dict)
    is_shipping_free: bool = False

    @property
    def goods(self) -> Decimal:
        return sum(self.shares.values(), Decimal(0))


def clean_code(text: str) -> str:
    """As codes are written down, however somebody typed it."""
    return "".join(text.split()).upper()


def customer_key(*, email: str) -> str:
    """Names a customer in no readable way: of an account its e-mail, of a guest the order's.

    Case does not count, nor what stands behind a plus sign (RFC 5233): one person with three such addresses is one customer.
    """
    local, _at, domain = email.strip().casefold().rpartition("@")
    address = f"{local.partition('+')[0]}@{domain}"
    return hmac.new(settings.SECRET_KEY.encode(), f"coupon:{address}".encode(), hashlib.sha256).hexdigest()


def find_coupon(*, code: str, now: datetime, customer: str = "") -> Coupon:
    """One that may be used now, by whoever the key `customer` names when it is known.

    Raises CouponRefused: unknown, not active, not yet, no longer, stopped; CouponExhausted: redeemed too often.
    """
    return _usable(Coupon.objects.filter(code=clean_code(code)), now, customer)


def reread_coupon(*, coupon_id: int, now: datetime, customer: str = "") -> Coupon:
    """The same of one that was found before. Raises what `find_coupon` raises."""
    return _usable(Coupon.objects.filter(pk=coupon_id), now, customer)


def apply_coupon(*, coupon: Coupon, goods: Iterable[Goods], unit: Decimal) -> Discount:
    """What it takes off these goods. Raises CouponRefused when it applies to none, or to too little of them;
    CouponExhausted when its campaign has less left to give.
    """
    meant = _pick(coupon, list(goods))
    total = sum(meant.values(), Decimal(0))
    if not meant or total < (coupon.minimum or 0):
        raise CouponRefused
    if coupon.kind == Kind.SHIPPING:
        return Discount(coupon, is_shipping_free=True)
    if coupon.kind == Kind.PERCENT:
        worth = percent_of(percent=coupon.percent or Decimal(0), amount=total, unit=unit)
    else:
        worth = min(coupon.amount or Decimal(0), total)
    campaign = coupon.campaign
    if campaign is not None and campaign.budget is not None and campaign.spent + worth > campaign.budget:
        raise CouponExhausted
    return Discount(coupon, share_out(discount=worth, totals=meant, unit=unit))


def redeem_coupon(
    *, coupon: Coupon, order_number: str, key: str, discount: Decimal, now: datetime
) -> CouponRedemption:
    """Counts it for an order, inside the transaction that places it. Raises CouponRefused, CouponExhausted."""
    _ensure_transaction()
    _count(coupon.pk, coupon.campaign_id, key, discount)
    # Its rows and its campaign's are ours from here on: what they say now holds until the end.
    if not Coupon.objects.running(now).filter(pk=coupon.pk).exists():
        raise CouponRefused
    return CouponRedemption.objects.create(
        coupon=coupon,
        campaign_id=coupon.campaign_id,
        order_number=order_number,
        customer_key=key,
        discount=discount,
        redeemed_at=now,
    )


def redeem_again(*, order_number: str, now: datetime) -> int | None:
    """An order that had ended early lives again, and so does its coupon; returns the campaign it was counted for.

    Nothing without a coupon, or when it was not released.

    Raises CouponExhausted when others have redeemed it meanwhile. What it promised stands, even after its last day.
    """
    _ensure_transaction()
    released = CouponRedemption.objects.filter(order_number=order_number, state=State.RELEASED)
    redemption = released.first()
    if redemption is None:
        return None
    with transaction.atomic():
        _count(redemption.coupon_id, redemption.campaign_id, redemption.customer_key, redemption.discount)
        released.update(state=State.ACTIVE, released_at=None, redeemed_at=now)
    return redemption.campaign_id


def release_coupon(*, order_number: str, now: datetime) -> bool:
    """Somebody may redeem it again: the order has ended early. False without one, or when it was released before."""
    _ensure_transaction()
    redemption = CouponRedemption.objects.filter(order_number=order_number).first()
    if redemption is None:
        return False
    active = CouponRedemption.objects.filter(pk=redemption.pk, state=State.ACTIVE)
    if not active.update(state=State.RELEASED, released_at=now):
        return False
    Coupon.objects.filter(pk=redemption.coupon_id).update(redeemed=F("redeemed") - 1)
    if redemption.campaign_id is not None:
        Campaign.objects.filter(pk=redemption.campaign_id).update(
            redeemed=F("redeemed") - 1, spent=F("spent") - redemption.discount
        )
    mine = CouponCustomer.objects.filter(coupon=redemption.coupon_id, customer_key=redemption.customer_key)
    mine.update(redeemed=F("redeemed") - 1)
    return True


def _usable(coupons: CouponQuerySet, now: datetime, customer: str) -> Coupon:
    found = coupons.running(now).select_related("campaign").prefetch_related("products", "brands").first()
    if found is None:
        raise CouponRefused
    if _is_used_up(found) or (customer and _is_used_up_by(found, customer)):
        raise CouponExhausted
    return found


def _count(coupon_id: int, campaign_id: int | None, key: str, discount: Decimal) -> None:
    """Once more, for everybody, its campaign and the customer. Raises CouponExhausted."""
    rows = Coupon.objects.filter(pk=coupon_id)
    _take_one(rows.filter(Q(limit_total=None) | Q(redeemed__lt=F("limit_total"))))
    if campaign_id is not None:
        campaigns = Campaign.objects.filter(
            Q(limit_redemptions=None) | Q(redeemed__lt=F("limit_redemptions")),
            Q(budget=None) | Q(budget__gte=F("spent") + discount),
            pk=campaign_id,
        )
        _take_one(campaigns, spent=F("spent") + discount)
    CouponCustomer.objects.bulk_create(
        [CouponCustomer(coupon_id=coupon_id, customer_key=key)], ignore_conflicts=True
    )
    mine = CouponCustomer.objects.filter(coupon=coupon_id, customer_key=key)
    most = rows.values_list("limit_per_customer", flat=True).get()
    _take_one(mine if most is None else mine.filter(redeemed__lt=most))


def _pick(coupon: Coupon, goods: list[Goods]) -> dict[int, Decimal]:
    """Totals of the lines that the coupon is for."""
    products = {product.pk for product in coupon.products.all()}
    brands = {brand.pk for brand in coupon.brands.all()}
    is_for_all = not products and not brands
    return {
        one.key: one.total
        for one in goods
        if is_for_all or one.product_id in products or one.brand_id in brands
    }


def _is_used_up(coupon: Coupon) -> bool:
    limits: list[tuple[int | Decimal, int | Decimal | None]] = [(coupon.redeemed, coupon.limit_total)]
    if coupon.campaign is not None:
        limits.append((coupon.campaign.redeemed, coupon.campaign.limit_redemptions))
        limits.append((coupon.campaign.spent, coupon.campaign.budget))
    return any(limit is not None and counted >= limit for counted, limit in limits)


def _is_used_up_by(coupon: Coupon, customer: str) -> bool:
    if coupon.limit_per_customer is None:
        return False
    mine = coupon.customers.filter(customer_key=customer, redeemed__gte=coupon.limit_per_customer)
    return mine.exists()


def _take_one(rows: QuerySet, **more) -> None:
    if rows.update(redeemed=F("redeemed") + 1, **more) != 1:
        raise CouponExhausted


def _ensure_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A coupon is counted in the transaction of its order.")
