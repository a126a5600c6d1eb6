"""Any steps in any order, beside a small model: after each one the reports say what the model says, and nothing is amiss."""

import json
import os
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from checkout import orders, refunds, returns
from checkout.audit import audit_shop
from checkout.captures import NotPayable, mark_paid, open_attempt
from checkout.cart import CartRefusal, Shopper, add_to_cart, change_line, find_cart
from checkout.deeds import entries_of, sum_by
from checkout.models import ImpactEntry, Order, Payment, ReturnRequest
from checkout.order_life import (
    NothingToShip,
    cancel_order,
    expire_overdue_orders,
    mark_delivered,
    ship_order,
    take_back_undelivered,
)
from checkout.order_refusals import OrderRefusal
from checkout.refunds import Pieces, refund_amount, refund_pieces
from checkout.returns import Wanted, close_return, decide_return, receive_return, request_return
from checkout.sandbox_server.ledger import State
from checkout.sandbox_server.server import SandboxServer
from checkout.settlement import close_attempt, send_refund, settle_payment, start_payment
from checkout.statuses import IllegalStep
from checkout.webhook_inbox import keep_webhook, process_webhook
from products.models import Product, Variant
from products.price_changes import change_prices
from products.stock import OutOfStock
from products.stock_desk import move_stock
from tests.checkout import shop_model as model
from tests.factories.accounts import UserFactory
from tests.factories.brands import BrandPageFactory
from tests.factories.checkout import delivery, standard_shipping
from tests.factories.museum import museum
from tests.factories.problems import ClaimFactory, ProblemPageFactory
from tests.factories.products import ProductClaimFactory, stocked_variant
from tests.races.payments import STORM
from tests.rolled_back import rolled_back

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
IS_STORM = "STORM" in os.environ
FEW = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
MANY = settings(FEW, max_examples=max(15, STORM // 4), stateful_step_count=40, derandomize=False)

# After every clock that the database may ask: no promise lapses by itself before the steps say so.
FIRST_DAY = datetime(2040, 1, 2, 3, 0, tzinfo=UTC)
PRICES = {"SOAP": 12000, "CUP": 17333, "LAMP": 52000}
REFUSALS = (
    OrderRefusal,
    CartRefusal,
    NotPayable,
    OutOfStock,
    IllegalStep,
    NothingToShip,
    refunds.RefundRefused,
    returns.ReturnRefused,
)

any_one = st.integers(0, 3)
any_sku = st.sampled_from(sorted(PRICES))
few = st.integers(1, 4)
any_cart = st.integers(0, 1)
any_method = st.sampled_from(["sandbox", "sandbox", "bank_transfer", "cash_on_delivery"])
any_fate = st.sampled_from(["restock", "write_off", "keep"])
some_pieces = st.dictionaries(st.integers(1, 3), st.sampled_from([1, 1, 2, 3]), max_size=2)


# What a piece does: soap and cup in one room, cup and lamp of one brand.
DEEDS = {
    "SOAP": ("litres", Decimal("0.125")),
    "CUP": ("litres", Decimal("1.1")),
    "LAMP": ("hours", Decimal(40)),
}


@dataclass(frozen=True)
class Stage:
    """What stands before the first step of every example."""

    provider: SandboxServer
    owner: User
    buyers: tuple[User, User]


class ShopMachine(RuleBasedStateMachine):
    stage: Stage

    def __init__(self):
        super().__init__()
        self.wrapper = rolled_back()
        self.wrapper.__enter__()
        self.now = FIRST_DAY
        self.shop = model.Shop(PRICES)
        self.rows: list[Order] = []
        self.shoppers = [Shopper(token=uuid.uuid4()) for _ in self.shop.carts]
        self.last_placing: tuple[dict, Order] | None = None
        self.taken_messages: set[str] = set()
        self.first_message = len(self.stage.provider.messages)

    def teardown(self):
        try:
            self.everything_comes_out()
        finally:
            self.wrapper.__exit__(None, None, None)

    # Both at once

    def both(self, really: Callable[[], object], modelled: Callable[[], object]) -> bool:
        """Whether the step was taken; the shop and the model refuse the same steps for the same reason."""
        said = expected = ""
        try:
            really()
        except REFUSALS as refusal:
            said = type(refusal).__name__
        try:
            modelled()
        except model.Refused as refusal:
            expected = str(refusal)
        assert said == expected
        return not said

    def order(self, number: int) -> tuple[Order, model.Order]:
        place = number % len(self.rows)
        return Order.objects.get(pk=self.rows[place].pk), self.shop.orders[place]

    def payment(self, number: int, which: int) -> tuple[Payment, model.Order, model.Money]:
        row, order = self.order(number)
        place = which % len(order.money)
        return row.payments.order_by("pk")[place], order, order.money[place]

    def asked_return(self, number: int) -> tuple[ReturnRequest, model.Order, model.Return] | None:
        row, order = self.order(number)
        newest = ReturnRequest.objects.filter(order=row).order_by("pk").last()
        return (newest, order, order.returns[-1]) if newest else None

    @property
    def facts(self) -> dict:
        return {"actor": None, "now": self.now}

    # Goods

    @initialize(pieces=st.integers(1, 9), method=any_method)
    def opening(self, pieces, method):
        for sku in PRICES:
            self.goods_come_in(sku, pieces)
        self.add(0, "SOAP", 1)
        self.buy(0, "CUP", min(2, pieces), method)

    @rule(
        step=st.sampled_from(["goods_come_in", "goods_are_written_off", "price_changes", "offer_changes"]),
        sku=any_sku,
        pieces=few,
    )
    def goods(self, step, sku, pieces):
        """One rule for all of them, so that most steps are those of orders."""
        getattr(self, step)(sku, pieces)

    def goods_come_in(self, sku, pieces):
        move_stock(sku=sku, kind="receive", pieces=pieces, reason="delivery", now=self.now)
        self.shop.receive(sku, pieces)

    def goods_are_written_off(self, sku, pieces):
        self.both(
            lambda: move_stock(sku=sku, kind="write_off", pieces=pieces, reason="broken", now=self.now),
            lambda: self.shop.write_off(sku, pieces),
        )

    def price_changes(self, sku, number):
        percent = (-33, -10, 7, 50)[number - 1]
        products = Product.objects.filter(variants__sku=sku)
        change_prices(products=products, percent=Decimal(percent), actor=self.stage.owner)
        self.shop.change_price(sku, percent)

    def offer_changes(self, sku, number):
        shelf = self.shop.shelves[sku]
        shelf.is_offered = number > 1
        Variant.objects.filter(sku=sku).update(is_offered=shelf.is_offered)

    # Cart and order

    @rule(cart=any_cart, sku=any_sku, pieces=few)
    def add(self, cart, sku, pieces):
        self.both(
            lambda: add_to_cart(shopper=self.shoppers[cart], sku=sku, quantity=pieces, now=self.now),
            lambda: self.shop.add(cart, sku, pieces),
        )

    @rule(cart=any_cart, sku=any_sku, pieces=few, ticked=st.booleans())
    def change(self, cart, sku, pieces, ticked):
        if sku not in self.shop.carts[cart]:
            return
        row = find_cart(shopper=self.shoppers[cart])
        line = row.lines.get(variant__sku=sku)
        self.both(
            lambda: change_line(cart=row, line_id=line.pk, quantity=pieces, selected=ticked),
            lambda: self.shop.change(cart, sku, pieces, ticked),
        )

    @rule(cart=any_cart, method=any_method, is_stale=st.sampled_from([False, False, False, True]))
    def place(self, cart, method, is_stale):
        expects = self.shop.total_of(cart) + is_stale
        sent = {
            "cart": find_cart(shopper=self.shoppers[cart]),
            "delivery": delivery(payment_method=method),
            "expected_total": Decimal(expects),
            "scope": "machine",
            "key": uuid.uuid4().hex,
            "user": None,
            "now": self.now,
        }
        placed = []
        if self.both(
            lambda: placed.append(orders.place_order(**sent).order),
            lambda: self.shop.place(cart, method, self.now, expects=expects),
        ):
            self.rows += placed
            Order.objects.filter(pk=placed[0].pk).update(user=self.stage.buyers[cart])
            self.last_placing = (sent, placed[0])
            start_payment(payment=placed[0].last_attempt, now=self.now)

    @rule(cart=any_cart, sku=any_sku, pieces=few, method=any_method)
    def buy(self, cart, sku, pieces, method):
        self.add(cart, sku, pieces)
        self.place(cart, method, False)

    @precondition(lambda self: self.last_placing)
    @rule()
    def place_the_same_again(self):
        sent, order = self.last_placing
        again = orders.place_order(**sent)
        assert (again.is_replay, again.order) == (True, order)

    @rule(minutes=st.sampled_from([1, 1, 16, 4 * 60, 3 * 24 * 60, 8 * 24 * 60]), is_swept=st.booleans())
    def time_passes(self, minutes, is_swept):
        self.now += timedelta(minutes=minutes)
        if is_swept:
            expire_overdue_orders(now=self.now)
            self.shop.expire(self.now)

    @precondition(lambda self: self.rows)
    @rule(number=any_one)
    def cancel(self, number):
        row, order = self.order(number)
        self.both(lambda: cancel_order(order=row, reason="", **self.facts), lambda: self.shop.cancel(order))

    @precondition(lambda self: self.rows)
    @rule(number=any_one, pieces=some_pieces, is_whole=st.booleans())
    def ship(self, number, pieces, is_whole):
        row, order = self.order(number)
        pieces = {no: count for no, count in pieces.items() if no in order.lines}
        whole = {no: line.open for no, line in order.lines.items() if line.open}
        self.both(
            lambda: ship_order(
                order=row,
                carrier="Post",
                tracking_number="1",
                pieces=None if is_whole else pieces,
                **self.facts,
            ),
            lambda: self.shop.ship(order, whole if is_whole else pieces),
        )

    @precondition(lambda self: self.rows)
    @rule(number=any_one)
    def deliver(self, number):
        row, order = self.order(number)
        self.both(lambda: mark_delivered(order=row, **self.facts), lambda: self.shop.deliver(order, self.now))

    @precondition(lambda self: self.rows)
    @rule(number=any_one, fate=any_fate)
    def come_back_from_the_door(self, number, fate):
        row, order = self.order(number)
        self.both(
            lambda: take_back_undelivered(order=row, reason="", fate=fate, **self.facts),
            lambda: self.shop.come_back(order, fate),
        )

    @rule(cart=any_cart, sku=any_sku, pieces=few, fate=any_fate)
    def nobody_takes_it_at_the_door(self, cart, sku, pieces, fate):
        self.buy(cart, sku, pieces, "cash_on_delivery")
        if self.rows:
            newest = len(self.rows) - 1
            self.ship(newest, {}, True)
            self.come_back_from_the_door(newest, fate)

    # Money

    @precondition(lambda self: self.rows)
    @rule(
        number=any_one, which=any_one, state=st.sampled_from([State.CAPTURED, State.CAPTURED, State.FAILED])
    )
    def buyer_acts_over_there(self, number, which, state):
        payment, _order, money = self.payment(number, which)
        if money.kind == "capture" and money.there == "open":
            self.stage.provider.move(payment.provider_ref, state)
            money.there = state.value

    @precondition(lambda self: self.rows)
    @rule(number=any_one, which=any_one)
    def settle(self, number, which):
        payment, order, money = self.payment(number, which)
        if money.kind == "capture":
            settle_payment(payment=payment, now=self.now)
            self.shop.settle(order, money)

    @precondition(lambda self: self.rows)
    @rule(number=any_one)
    def pay_and_settle(self, number):
        newest = len(self.order(number)[1].money) - 1
        self.buyer_acts_over_there(number, newest, State.CAPTURED)
        self.settle(number, newest)

    @precondition(lambda self: len(self.stage.provider.messages) > self.first_message)
    @rule(which=any_one)
    def message_arrives(self, which):
        messages = self.stage.provider.messages[self.first_message :]
        message = messages[which % len(messages)]
        kept = keep_webhook(
            provider="sandbox", body=message.body, headers=message.headers(self.now), now=self.now
        )
        process_webhook(delivery=kept, now=self.now)
        if message.id not in self.taken_messages:
            self.taken_messages.add(message.id)
            self.shop.settle(*self.named(json.loads(message.body)["data"]["id"]))

    def named(self, ref: str) -> tuple[model.Order, model.Money]:
        payment = Payment.objects.get(provider_ref=ref)
        order = self.shop.orders[self.rows.index(payment.order)]
        return order, order.money[payment.order.payments.filter(pk__lt=payment.pk).count()]

    @precondition(lambda self: self.rows)
    @rule(number=any_one, which=any_one)
    def transfer_arrives(self, number, which):
        payment, order, money = self.payment(number, which)
        if (money.kind, money.provider) == ("capture", "bank_transfer"):
            mark_paid(payment=payment, reason="statement", now=self.now)
            self.shop.take(order, money)

    @precondition(lambda self: self.rows)
    @rule(number=any_one, method=any_method)
    def pay_anew(self, number, method):
        row, order = self.order(number)
        opened = []
        if self.both(
            lambda: opened.append(open_attempt(order=row, payment_method=method, now=self.now)),
            lambda: self.shop.pay_anew(order, method, self.now),
        ):
            start_payment(payment=opened[0], now=self.now)

    @precondition(lambda self: self.rows)
    @rule(number=any_one, which=any_one)
    def worker_closes_attempt(self, number, which):
        payment, order, money = self.payment(number, which)
        is_awaited = order.status == "pending_payment" and order.method == money.provider
        if (money.kind, money.status) == ("capture", "pending") and money.there and not is_awaited:
            close_attempt(payment=payment, now=self.now)
            self.shop.close(order, money)

    @precondition(lambda self: self.rows)
    @rule(number=any_one, which=any_one)
    def worker_sends_refund(self, number, which):
        payment, _order, money = self.payment(number, which)
        if money.kind == "refund":
            send_refund(payment=payment, now=self.now)
            if money.provider == "sandbox":
                money.status = "refunded"

    @precondition(lambda self: self.rows)
    @rule(number=any_one, pieces=some_pieces, fate=any_fate, with_shipping=st.booleans())
    def refund_pieces(self, number, pieces, fate, with_shipping):
        row, order = self.order(number)
        pieces = {no: count for no, count in pieces.items() if no in order.lines}
        self.both(
            lambda: refund_pieces(
                order=row,
                pieces=[Pieces(no, count, fate) for no, count in pieces.items()],
                reason="",
                with_shipping=with_shipping,
                **self.facts,
            ),
            lambda: self.shop.refund_pieces(order, pieces, fate=fate, with_shipping=with_shipping),
        )

    @precondition(lambda self: self.rows)
    @rule(number=any_one, amount=st.sampled_from([0, 1, 3000, 12000, None, None]))
    def refund_amount(self, number, amount):
        row, order = self.order(number)
        amount = order.left if amount is None else amount
        self.both(
            lambda: refund_amount(order=row, amount=Decimal(amount), reason="", **self.facts),
            lambda: self.shop.refund_amount(order, amount),
        )

    # Goods that come back

    @precondition(lambda self: self.rows)
    @rule(number=any_one, pieces=some_pieces)
    def ask_return(self, number, pieces):
        row, order = self.order(number)
        pieces = {no: count for no, count in pieces.items() if no in order.lines}
        self.both(
            lambda: request_return(
                order=row,
                wanted=[Wanted(no, count, "damaged") for no, count in pieces.items()],
                **self.facts,
            ),
            lambda: self.shop.ask_return(order, pieces, self.now),
        )

    @precondition(lambda self: self.rows)
    @rule(number=any_one, is_accepted=st.sampled_from([True, True, False]))
    def decide_return(self, number, is_accepted):
        if asked := self.asked_return(number):
            row, order, request = asked
            self.both(
                lambda: decide_return(request=row, is_accepted=is_accepted, answer="", **self.facts),
                lambda: self.shop.decide_return(order, request, is_accepted=is_accepted),
            )

    @precondition(lambda self: self.rows)
    @rule(number=any_one, pieces=some_pieces, fate=any_fate)
    def receive_return(self, number, pieces, fate):
        if asked := self.asked_return(number):
            row, order, request = asked
            pieces = pieces if set(pieces) <= set(order.lines) else request.pieces
            self.both(
                lambda: receive_return(
                    request=row,
                    pieces=[Pieces(no, count, fate) for no, count in pieces.items()],
                    with_shipping=True,
                    **self.facts,
                ),
                lambda: self.shop.receive_return(order, request, pieces, fate),
            )

    @precondition(lambda self: self.rows)
    @rule(number=any_one)
    def close_return(self, number):
        if asked := self.asked_return(number):
            row, order, request = asked
            self.both(
                lambda: close_return(request=row, reason="", **self.facts),
                lambda: self.shop.close_return(order, request),
            )

    @precondition(lambda self: self.rows)
    @rule(number=any_one, way=any_method, fate=any_fate)
    def the_whole_way_and_back(self, number, way, fate):
        self.pay_anew(number, way)
        newest = len(self.order(number)[1].money) - 1
        self.transfer_arrives(number, newest)
        self.pay_and_settle(number)
        self.ship(number, {}, True)
        self.deliver(number)
        self.ask_return(number, {1: 1})
        self.decide_return(number, True)
        self.receive_return(number, {1: 1}, fate)

    # What must be true after each step

    @invariant()
    def the_books_say_the_same(self):
        assert audit_shop() == []
        self.stock_is_as_modelled()
        self.orders_are_as_modelled()
        self.money_is_as_modelled()
        self.impact_is_as_modelled()

    def stock_is_as_modelled(self):
        assert read(
            "SELECT sku, received, on_hand, reserved, sold, returned, written_off FROM report_stock"
        ) == [
            (sku, s.received, s.free, s.reserved, s.sold, s.returned, s.written_off)
            for sku, s in sorted(self.shop.shelves.items())
        ]

    def orders_are_as_modelled(self):
        both = list(zip((row.number for row in self.rows), self.shop.orders, strict=True))
        assert read("SELECT number, status, subtotal, shipping_total, total FROM report_orders") == sorted(
            (number, o.status, o.goods, o.shipping, o.total) for number, o in both
        )
        lines = "SELECT order_number, line_no, sku, quantity, unit_price FROM report_order_lines"
        assert read(lines) == sorted(
            (number, no, line.sku, line.quantity, line.price)
            for number, o in both
            for no, line in o.lines.items()
        )
        steps = "SELECT order_number, COALESCE(from_status, ''), to_status FROM report_order_events"
        assert read(steps) == sorted((number, a or "", b) for number, o in both for a, b in o.steps)
        mails = Counter(read("SELECT order_number, kind FROM report_mail WHERE order_number IS NOT NULL"))
        assert mails == Counter({(number, kind): n for number, o in both for kind, n in o.mails.items()})

    def money_is_as_modelled(self):
        said = read("SELECT order_number, kind, provider, amount, status FROM report_payments")
        assert said == sorted(
            (row.number, m.kind, m.provider, m.amount, m.status)
            for row, o in zip(self.rows, self.shop.orders, strict=True)
            for m in o.money
        )

    def impact_is_as_modelled(self):
        """The museum's sum, each room's, brand's and buyer's is that of the pieces that are paid for and count."""
        entries = ImpactEntry.objects.all()
        assert sum_by(entries, "unit") == self.done_by(lambda sku: DEEDS[sku][0])
        assert sum_by(entries, "problem__title", "unit") == self.done_by(
            lambda sku: "Water" if sku != "LAMP" else "Light", lambda sku: DEEDS[sku][0]
        )
        assert sum_by(entries, "brand__title") == self.done_by(
            lambda sku: "Salt" if sku == "SOAP" else "Kiln"
        )
        for number, buyer in enumerate(self.stage.buyers):
            assert sum_by(entries_of(user=buyer), "unit") == self.done_by(
                lambda sku: DEEDS[sku][0], buyer=number
            )
        lines = "SELECT unit, SUM(amount) FROM report_impact GROUP BY unit"
        with connection.cursor() as cursor:
            cursor.execute(lines)
            said = {(unit,): round(Decimal(amount), 3) for unit, amount in cursor.fetchall() if amount}
        assert said == self.done_by(lambda sku: DEEDS[sku][0])

    def done_by(self, *parts: Callable[[str], str], buyer: int | None = None) -> dict[tuple, Decimal]:
        sums: dict[tuple, Decimal] = {}
        for sku, (_unit, per_piece) in DEEDS.items():
            which = tuple(part(sku) for part in parts)
            sums[which] = sums.get(which, Decimal(0)) + per_piece * self.shop.done(sku, buyer=buyer)
        return {which: amount for which, amount in sums.items() if amount}

    def everything_comes_out(self):
        """In the end the workers ask the provider about all that waits: then both books agree, won for won."""
        for place, order in enumerate(self.shop.orders):
            for _ in range(2):
                for which in range(len(order.money)):
                    self.settle(place, which)
                    self.worker_closes_attempt(place, which)
                    self.worker_sends_refund(place, which)
        self.the_books_say_the_same()
        provider = self.stage.provider
        refs = set(Payment.objects.captures().exclude(provider_ref="").values_list("provider_ref", flat=True))
        taken = sum(i.amount for i in provider.intents if i.id in refs and i.status == "captured")
        sent_back = sum(refund.amount for refund in provider.refunds if refund.intent in refs)
        kept = sum(o.left for o in self.shop.orders if o.capture and o.capture.provider == "sandbox")
        assert taken - sent_back == kept


def read(query: str) -> list[tuple]:
    """Rows in order, amounts as whole won."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(
            tuple(int(value) if isinstance(value, Decimal) else value for value in row) for row in cursor
        )


def test_the_shop_does_what_the_model_does(sandbox):
    museum()
    standard_shipping()
    water, light = ProblemPageFactory(title="Water"), ProblemPageFactory(title="Light")
    salt, kiln = BrandPageFactory(title="Salt", problem=water), BrandPageFactory(title="Kiln", problem=water)
    for sku, price in PRICES.items():
        variant = stocked_variant(
            pieces=0, price=price, sku=sku, product__brand=salt if sku == "SOAP" else kiln
        )
        unit, amount = DEEDS[sku]
        room = light if sku == "LAMP" else water
        ProductClaimFactory(
            product=variant.product, claim=ClaimFactory(problem=room, unit=unit, amount=amount)
        )
    owner = UserFactory(is_superuser=True, is_staff=True)
    machine = type(
        "Machine", (ShopMachine,), {"stage": Stage(sandbox, owner, (UserFactory(), UserFactory()))}
    )
    run_state_machine_as_test(machine, settings=MANY if IS_STORM else FEW)
