"""Seeded orders, delivered long ago. Rows come in bulk; stock moves and lines freeze by their own rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from checkout.cart_prices import PricedLine, tax_rate
from checkout.impact_entries import earn_impact
from checkout.models import (
    CartLine,
    Order,
    OrderEvent,
    OrderLine,
    OrderMail,
    Payment,
    Shipment,
    ShipmentLine,
)
from checkout.models.order import OrderStatus
from checkout.snapshots import freeze_lines
from checkout.totals import LineSum, Totals, add_up
from home.demo.seeded_rows import EPOCH, Seed
from products.models import Product, Variant
from products.prices import decide_price, smallest_unit
from products.stock import receive_stock, reserve_stock, sell_stock

DOMAIN = "example.net"
# Status and hours after placing.
LIFE = (
    (OrderStatus.CONFIRMED, 0),
    (OrderStatus.PACKED, 12),
    (OrderStatus.SHIPPED, 15),
    (OrderStatus.DELIVERED, 40),
)
SHIPPED_AFTER = timedelta(hours=15)
SHIPPING = Decimal(3000)
SOLD_VARIANTS = 2000
TRIES = 20
RESTOCK = 100


@dataclass
class Counter:
    """Sells the first seeded variants; `stock` is what is left of each."""

    seed: Seed
    users: list[int]
    variants: list[Variant]
    products: dict[int, Product]
    stock: dict[int, int]

    @classmethod
    def open(cls, *, seed: Seed, users: list[int]) -> "Counter":
        skus = Variant.objects.filter(product__slug__startswith=seed.prefix, product__live=True)
        variants = list(skus.for_selling().order_by("sku")[:SOLD_VARIANTS])
        products = Product.objects.with_card_details().in_bulk({variant.product_id for variant in variants})
        stock = {variant.pk: variant.available for variant in variants}
        return cls(seed, users, variants, products, stock)

    def sell(self, numbers: range) -> None:
        lines = [self._line(n) for n in numbers]
        orders = Order.objects.bulk_create(
            self._order(n, line) for n, line in zip(numbers, lines, strict=True)
        )
        for order, line in zip(orders, lines, strict=True):
            freeze_lines(order=order, lines=[line], today=timezone.localdate(order.placed_at))
            wanted = {line.variant.pk: line.quantity}
            reserve_stock(wanted=wanted, order_number=order.number, now=order.placed_at)
            sell_stock(promised=wanted, order_number=order.number, now=order.placed_at + SHIPPED_AFTER)
        OrderLine.objects.filter(order__in=orders).update(shipped=F("quantity"))
        OrderEvent.objects.bulk_create(event for order in orders for event in _events(order))
        Payment.objects.bulk_create(_payment(order) for order in orders)
        for order in orders:
            earn_impact(order=order, now=_after(order, LIFE[-1][1]))
        _send(orders)
        _count_as_written(orders)

    def _line(self, n: int) -> PricedLine:
        dice = self.seed.dice("order", n)
        for _try in range(TRIES):
            variant = dice.choice(self.variants)
            if self.stock[variant.pk]:
                break
        else:
            receive_stock(variant=variant, pieces=RESTOCK, reason="seeded", now=EPOCH)
            self.stock[variant.pk] = RESTOCK
        quantity = min(dice.choice((1, 1, 1, 2, 3)), self.stock[variant.pk])
        self.stock[variant.pk] -= quantity
        price = decide_price(variant=variant, now=EPOCH)
        return PricedLine(
            line=CartLine(variant=variant, quantity=quantity, price_seen=price.amount),
            variant=variant,
            product=self.products[variant.product_id],
            unit_price=price.amount,
            compare_at=price.compare_at,
        )

    def _order(self, n: int, line: PricedLine) -> Order:
        dice = self.seed.dice("buyer", n)
        placed_at = EPOCH + timedelta(minutes=17 * n)
        day = timezone.localdate(placed_at)
        return Order(
            number=f"SEED{self.seed.number}-{n:06d}",
            user_id=dice.choice(self.users) if self.users and n % 3 else None,
            access_token=f"{dice.getrandbits(240):060x}",
            status=OrderStatus.DELIVERED,
            email=f"{self.seed.prefix}buyer-{n}@{DOMAIN}",
            full_name=f"Seeded Buyer {n}",
            phone="+821000000000",
            address_line1=f"{n % 180 + 1} Seongsui-ro",
            city="Seoul",
            postcode=f"04{n % 1000:03d}",
            country="KR",
            shipping_method="standard",
            shipping_name="Standard parcel",
            payment_method="cash_on_delivery",
            currency=settings.SHOP_CURRENCY,
            placed_at=placed_at,
            arrives_from=day + timedelta(days=1),
            arrives_until=day + timedelta(days=3),
            delivered_at=placed_at + timedelta(hours=LIFE[-1][1]),
            **_totals(line).__dict__,
        )


def _totals(line: PricedLine) -> Totals:
    return add_up(lines=[LineSum(line.line_total)], shipping=SHIPPING, rate=tax_rate(), unit=smallest_unit())


def _events(order: Order) -> list[OrderEvent]:
    before = ["", *(status for status, _hours in LIFE)]
    return [
        OrderEvent(
            order=order,
            from_status=from_status,
            to_status=status,
            actor_label="the shop",
            at=_after(order, hours),
        )
        for from_status, (status, hours) in zip(before, LIFE, strict=False)
    ]


def _send(orders: list[Order]) -> None:
    parcels = Shipment.objects.bulk_create(
        Shipment(order=order, carrier="Seeded", shipped_at=order.placed_at + SHIPPED_AFTER)
        for order in orders
    )
    parcel_of = {parcel.order_id: parcel for parcel in parcels}
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=parcel_of[line.order_id], line=line, quantity=line.quantity)
        for line in OrderLine.objects.filter(order__in=orders).order_by("pk")
    )


def _count_as_written(orders: list[Order]) -> None:
    """The confirmation went out long ago, and was purged since."""
    OrderMail.objects.bulk_create(
        OrderMail(order=order, kind=OrderMail.Kind.CONFIRMATION, composed_at=order.placed_at)
        for order in orders
    )
    OrderMail.objects.filter(order__in=orders).update(created_at=F("composed_at"))


def _after(order: Order, hours: int) -> datetime:
    return order.placed_at + timedelta(hours=hours)


def _payment(order: Order) -> Payment:
    return Payment(
        order=order,
        provider=order.payment_method,
        status=Payment.Status.CAPTURED,
        amount=order.total,
        currency=order.currency,
        created_at=order.placed_at,
        settled_at=order.delivered_at,
    )
