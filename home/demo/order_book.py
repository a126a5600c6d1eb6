"""Carries the planned orders out through the shop's own rules, moment by moment, as if they happened."""

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Max
from post_office.models import STATUS, Email
from wagtail.models import Page

from accounts.models import User
from campaigns.coupons import CouponRefused
from campaigns.models import Campaign
from checkout.cart import Shopper, add_to_cart, open_cart
from checkout.cart_coupon import use_coupon
from checkout.cart_prices import price_cart
from checkout.mails import compose_owed_mail
from checkout.models import Cart, CartLine, Order, OrderEvent, OrderMail
from checkout.models.order import OrderStatus
from checkout.order_life import (
    cancel_order,
    expire_overdue_orders,
    mark_delivered,
    mark_packed,
    ship_order,
)
from checkout.orders import Delivery, place_order
from home.demo.order_deeds import Clerks, Occasion, do, take_payment
from home.demo.order_plan import PlannedOrder
from home.demo.people import DEMO_SHOPPER, Buyer
from home.demo.readers import invent_origin, write_adds
from home.demo.telling import Tell

SCOPE = "demo"
TOLD_EVERY = 50
PLACED = ""
KEPT_MAIL = timedelta(days=30)
# Of those who could, every so many type the code of a campaign.
TYPES_A_CODE = 2


@dataclass
class OrderBook:
    """`users` by e-mail, `stories` by path."""

    users: Mapping[str, User]
    stories: Mapping[str, Page]
    clerks: Clerks
    campaigns: Sequence[Campaign]
    now: datetime
    tell: Tell
    _placed: dict[int, Order] = field(default_factory=dict)

    def fill(self, planned: Sequence[PlannedOrder]) -> None:
        agenda = [(plan.placed_at, number, PLACED) for number, plan in enumerate(planned)]
        agenda += [
            (moment, number, status) for number, plan in enumerate(planned) for moment, status in plan.steps
        ]
        for moment, number, status in sorted(agenda):
            if status == PLACED:
                self._placed[number] = self._place(number, planned[number])
                self._report(len(planned))
            else:
                self._step(self._placed[number], planned[number], status, moment)
            is_kept = self.now - moment < KEPT_MAIL
            write_old_mail(order=self._placed[number], at=moment, is_kept=is_kept)
        orders = Order.objects.filter(pk__in=[order.pk for order in self._placed.values()])
        date_back(orders=orders)
        write_adds(orders=orders)

    def _report(self, total: int) -> None:
        if len(self._placed) % TOLD_EVERY == 0:
            self.tell(f"  {len(self._placed)} of {total} orders")

    def _place(self, number: int, plan: PlannedOrder) -> Order:
        user = self.users.get(plan.buyer.email)
        shopper = (
            Shopper(user=user) if user else Shopper(token=uuid.uuid5(uuid.NAMESPACE_URL, f"demo-{number}"))
        )
        for line in plan.lines:
            add_to_cart(
                shopper=shopper,
                sku=line.sku,
                quantity=line.quantity,
                story=self.stories.get(line.story),
                now=plan.placed_at,
            )
        campaign = self._campaign_at(plan.placed_at)
        if campaign is not None and user is not None and number % TYPES_A_CODE == 0:
            _type_code(shopper, plan, campaign)
        cart = open_cart(shopper=shopper)
        delivery = deliver_to(buyer=plan.buyer, shipping=plan.shipping_method, payment=plan.payment_method)
        priced = price_cart(
            cart=cart,
            now=plan.placed_at,
            country=delivery.country,
            postcode=delivery.postcode,
            shipping_method=delivery.shipping_method,
        )
        return place_order(
            cart=cart,
            delivery=delivery,
            expected_total=priced.totals.total,
            scope=SCOPE,
            key=f"{SCOPE}-{uuid.uuid4()}",
            user=user,
            now=plan.placed_at,
            origin=invent_origin(number=number, story=self._story_of(plan), campaign=campaign),
        ).order

    def _campaign_at(self, moment: datetime) -> Campaign | None:
        return next((one for one in self.campaigns if one.state_at(moment) == Campaign.State.RUNNING), None)

    def _story_of(self, plan: PlannedOrder) -> Page | None:
        return next((self.stories.get(line.story) for line in plan.lines if line.story), None)

    def _step(self, order: Order, plan: PlannedOrder, status: str, now: datetime) -> None:
        # What was read at its placing is not what it is now.
        occasion = Occasion(Order.objects.get(pk=order.pk), plan, self.clerks, now)
        clerk = self.clerks.operator
        match status:
            case OrderStatus.PAID:
                take_payment(occasion)
            case OrderStatus.PACKED:
                mark_packed(order=order, actor=clerk, now=now)
            case OrderStatus.SHIPPED:
                ship_order(
                    order=order,
                    carrier=plan.carrier,
                    tracking_number=plan.tracking_number,
                    actor=clerk,
                    now=now,
                )
            case OrderStatus.DELIVERED:
                mark_delivered(order=order, actor=clerk, now=now)
            case OrderStatus.CANCELLED:
                cancel_order(order=order, actor=order.user or self.clerks.owner, reason=plan.reason, now=now)
            case OrderStatus.EXPIRED:
                expire_overdue_orders(now=now)
            case _:
                do(status, occasion)


def _type_code(shopper: Shopper, plan: PlannedOrder, campaign: Campaign) -> None:
    """The demo shopper has it still to try, and who has used it up pays the whole."""
    coupon = campaign.coupons.exclude(percent=None).order_by("pk").first()
    if coupon is not None and plan.buyer != DEMO_SHOPPER:
        with suppress(CouponRefused):
            use_coupon(cart=open_cart(shopper=shopper), code=coupon.code, now=plan.placed_at)


def deliver_to(*, buyer: Buyer, shipping: str, payment: str) -> Delivery:
    return Delivery(
        email=buyer.email,
        full_name=buyer.full_name,
        phone=buyer.phone,
        address_line1=buyer.address_line1,
        address_line2=buyer.address_line2,
        city=buyer.city,
        region=buyer.region,
        postcode=buyer.postcode,
        country=buyer.country,
        note="",
        shipping_method=shipping,
        payment_method=payment,
    )


def write_old_mail(*, order: Order, at: datetime, is_kept: bool) -> None:
    """What the order owes by now counts as sent: example.org has no letter boxes.

    The e-mail itself is written only when it `is_kept`; older ones stand as purged.
    """
    for owed in OrderMail.objects.filter(order=order, composed_at=None):
        if is_kept:
            email_id = compose_owed_mail(owed_id=owed.pk, now=at)
            Email.objects.filter(pk=email_id).update(status=STATUS.sent, created=at, last_updated=at)
        OrderMail.objects.filter(pk=owed.pk).update(created_at=at, composed_at=at)


def date_back(*, orders) -> None:
    """Rows that note their own making say when it would have been."""
    last_steps = OrderEvent.objects.filter(order__in=orders).values_list("order").annotate(Max("at"))
    ended = dict(last_steps.order_by())
    placed = dict(orders.values_list("cart", "placed_at"))
    _write(orders, lambda order: (order.placed_at, ended[order.pk]))
    _write(Cart.objects.filter(pk__in=placed), lambda cart: (placed[cart.pk],) * 2)
    _write(CartLine.objects.filter(cart__in=placed), lambda line: (placed[line.cart_id],) * 2)


def _write(rows, dates_of) -> None:
    """One statement with the dates in it: a sub-query for each row took PostgreSQL seconds before it had statistics."""
    dated = list(rows)
    for row in dated:
        row.created_at, row.updated_at = dates_of(row)
    rows.model.objects.bulk_update(dated, ["created_at", "updated_at"], batch_size=100)
