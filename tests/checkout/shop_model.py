"""The shop as a small model: pieces, orders and money in plain objects. It knows no database and no provider.

A step that the shop refuses raises Refused with the name of the shop's exception, and changes nothing.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

SHIPPING, FREE_FROM = 3000, 50000
LONGEST_LINE = 99
MINUTES_TO_PAY = {"sandbox": 15, "bank_transfer": 72 * 60}
RETURN_DAYS = 7
SEOUL = ZoneInfo("Asia/Seoul")


class Refused(Exception):
    """`str()` of it is the name of the shop's exception."""


def demand(holds: object, otherwise: str) -> None:
    if not holds:
        raise Refused(otherwise)


@dataclass
class Shelf:
    price: int
    received: int = 0
    on_hand: int = 0
    reserved: int = 0
    sold: int = 0
    returned: int = 0
    written_off: int = 0
    is_offered: bool = True

    @property
    def free(self) -> int:
        return self.on_hand - self.reserved


@dataclass
class Item:
    quantity: int
    ticked: bool = True


@dataclass
class Line:
    sku: str
    price: int
    quantity: int
    shipped: int = 0
    released: int = 0
    returned: int = 0
    refunded: int = 0

    @property
    def open(self) -> int:
        return self.quantity - self.shipped - self.released

    @property
    def kept(self) -> int:
        """Neither paid back nor given up nor sent back."""
        return self.quantity - max(self.refunded, self.released + self.returned)


@dataclass
class Money:
    """`there` is what the provider knows of it: "", "open", "captured", "failed", "cancelled" or "sent"."""

    kind: str
    provider: str
    amount: int
    status: str = "pending"
    there: str = ""


@dataclass
class Return:
    pieces: dict[int, int]
    status: str = "requested"


@dataclass
class Order:
    lines: dict[int, Line]
    shipping: int
    method: str
    status: str
    deadline: datetime | None
    placed_at: datetime
    money: list[Money] = field(default_factory=list)
    steps: list[tuple[str | None, str]] = field(default_factory=list)
    mails: Counter = field(default_factory=lambda: Counter(["order_confirmation"]))
    returns: list[Return] = field(default_factory=list)
    parcels: int = 0
    delivered_at: datetime | None = None
    buyer: int = 0

    @property
    def goods(self) -> int:
        return sum(line.price * line.quantity for line in self.lines.values())

    @property
    def total(self) -> int:
        return self.goods + self.shipping

    @property
    def capture(self) -> Money | None:
        return next((m for m in self.money if (m.kind, m.status) == ("capture", "captured")), None)

    @property
    def waiting(self) -> list[Money]:
        return [m for m in self.money if (m.kind, m.status) == ("capture", "pending")]

    @property
    def left(self) -> int:
        """Of the captured money; sums of captures that were handed back never were the order's."""
        handed_back = sum(m.amount for m in self.money if (m.kind, m.status) == ("capture", "refunded"))
        gone = sum(m.amount for m in self.money if m.kind == "refund") - handed_back
        return self.total - gone

    @property
    def is_all_sent(self) -> bool:
        return not any(line.open for line in self.lines.values())

    def step(self, status: str) -> None:
        self.steps.append((self.status, status))
        self.status = status

    def shipping_of(self, value: int) -> int:
        """The part of the shipping that goods worth `value` paid, rounded half up."""
        return int(Fraction(self.shipping * value, self.goods) + Fraction(1, 2))


class Shop:
    def __init__(self, prices: dict[str, int]):
        self.shelves = {sku: Shelf(price) for sku, price in prices.items()}
        self.carts: list[dict[str, Item]] = [{}, {}]
        self.orders: list[Order] = []

    # Stock

    def receive(self, sku: str, pieces: int) -> None:
        self.shelves[sku].received += pieces
        self.shelves[sku].on_hand += pieces

    def write_off(self, sku: str, pieces: int) -> None:
        shelf = self.shelves[sku]
        demand(pieces <= shelf.free, "OutOfStock")
        shelf.on_hand -= pieces
        shelf.written_off += pieces

    def change_price(self, sku: str, percent: int) -> None:
        shelf = self.shelves[sku]
        shelf.price = int(Fraction(shelf.price * (100 + percent), 100) + Fraction(1, 2))

    def done(self, sku: str, *, buyer: int | None = None) -> int:
        """Pieces that are paid for and count; a buyer's only, or everybody's."""
        paid = [order for order in self.orders if order.capture and buyer in (None, order.buyer)]
        return sum(line.kept for order in paid for line in order.lines.values() if line.sku == sku)

    # Cart

    def add(self, cart: int, sku: str, pieces: int) -> None:
        shelf, items = self.shelves[sku], self.carts[cart]
        wanted = pieces + (items[sku].quantity if sku in items else 0)
        demand(shelf.is_offered, "NotOnSale")
        demand(wanted <= shelf.free, "NotEnoughStock")
        demand(wanted <= LONGEST_LINE, "QuantityLimit")
        items.setdefault(sku, Item(wanted))
        items[sku].quantity, items[sku].ticked = wanted, True

    def change(self, cart: int, sku: str, pieces: int, ticked: bool) -> None:
        item = self.carts[cart][sku]
        if pieces > item.quantity:
            demand(pieces <= self.shelves[sku].free, "NotEnoughStock")
            demand(pieces <= LONGEST_LINE, "QuantityLimit")
        item.quantity, item.ticked = pieces, ticked

    def total_of(self, cart: int) -> int:
        ticked = {sku: item.quantity for sku, item in self.carts[cart].items() if item.ticked}
        goods = sum(self.shelves[sku].price * pieces for sku, pieces in ticked.items())
        return goods + (SHIPPING if goods < FREE_FROM else 0)

    # Orders

    def place(self, cart: int, method: str, now: datetime, *, expects: int) -> None:
        items = self.carts[cart]
        ticked = {sku: item.quantity for sku, item in items.items() if item.ticked}
        demand(ticked, "CartEmpty")
        demand(all(self.shelves[sku].is_offered for sku in ticked), "LinesUnavailable")
        short = {sku for sku, pieces in ticked.items() if pieces > self.shelves[sku].free}
        if short:
            self.expire(now, holding=short)
        demand(all(pieces <= self.shelves[sku].free for sku, pieces in ticked.items()), "LinesOutOfStock")
        total = self.total_of(cart)
        demand(expects == total, "TotalChanged")
        lines = {
            no: Line(sku, self.shelves[sku].price, pieces)
            for no, (sku, pieces) in enumerate(ticked.items(), start=1)
        }
        goods = sum(line.price * line.quantity for line in lines.values())
        status = "confirmed" if method == "cash_on_delivery" else "pending_payment"
        deadline = _deadline(method, now)
        order = Order(lines, total - goods, method, status, deadline, now, steps=[(None, status)])
        order.buyer = cart
        order.money.append(Money("capture", method, total, there="open" if method == "sandbox" else ""))
        for sku, pieces in ticked.items():
            self.shelves[sku].reserved += pieces
            del items[sku]
        self.orders.append(order)

    def expire(self, now: datetime, *, holding: set[str] | None = None) -> None:
        for order in self.orders:
            skus = {line.sku for line in order.lines.values()}
            is_meant = holding is None or holding & skus
            if order.status == "pending_payment" and order.deadline and order.deadline <= now and is_meant:
                self._end(order, "expired", "order_expired")

    def cancel(self, order: Order) -> None:
        early = {"pending_payment", "confirmed", "paid", "packed"}
        demand(order.status in early and not order.parcels, "IllegalStep")
        self._end(order, "cancelled", "order_cancelled")

    def ship(self, order: Order, pieces: dict[int, int]) -> None:
        demand(order.status in {"confirmed", "paid", "packed", "partially_refunded"}, "IllegalStep")
        demand(pieces, "NothingToShip")
        demand(all(0 < count <= order.lines[no].open for no, count in pieces.items()), "NothingToShip")
        for no, count in pieces.items():
            line = order.lines[no]
            line.shipped += count
            shelf = self.shelves[line.sku]
            shelf.reserved, shelf.on_hand, shelf.sold = (
                shelf.reserved - count,
                shelf.on_hand - count,
                shelf.sold + count,
            )
        order.parcels += 1
        order.mails["order_shipped"] += 1
        if order.status in {"confirmed", "paid"}:
            order.step("packed")
        if order.status == "packed" and order.is_all_sent:
            order.step("shipped")

    def deliver(self, order: Order, now: datetime) -> None:
        if order.status == "partially_refunded":
            is_due = order.delivered_at is None and order.parcels and order.is_all_sent
            demand(is_due, "IllegalStep")
        else:
            demand(order.status == "shipped", "IllegalStep")
            order.step("delivered")
        order.delivered_at = now
        order.mails["order_delivered"] += 1
        for money in order.waiting:
            if money.provider == "cash_on_delivery":
                money.status = "captured"

    def come_back(self, order: Order, fate: str) -> None:
        is_unpaid_at_the_door = order.method == "cash_on_delivery" and not order.capture
        demand(order.status == "shipped" and is_unpaid_at_the_door, "IllegalStep")
        self._move_all_back(
            order, {no: line.shipped for no, line in order.lines.items()}, fate, is_paid=False
        )
        self._end(order, "cancelled", "order_cancelled")

    # Money

    def settle(self, order: Order, money: Money) -> None:
        """What the provider says of an attempt is done here."""
        if money.kind == "refund" or money.status not in {"pending", "failed"}:
            return
        if money.there == "captured":
            self.take(order, money)
        elif money.there in {"failed", "cancelled"}:
            money.status = "failed"

    def close(self, order: Order, money: Money) -> None:
        if money.there == "open":
            money.there = "cancelled"
        self.settle(order, money)

    def take(self, order: Order, money: Money) -> None:
        """The money is in; a second time changes nothing."""
        if money.status in {"captured", "refunded"}:
            return
        if order.status == "pending_payment" or (order.status == "expired" and self._promise_again(order)):
            money.status = "captured"
            order.step("paid")
            self._give_up(order.waiting)
            order.mails["payment_received"] += 1
        else:
            money.status = "refunded"
            order.money.append(Money("refund", money.provider, money.amount))
            order.mails["payment_returned"] += 1

    def pay_anew(self, order: Order, method: str, now: datetime) -> None:
        is_late = order.deadline is not None and order.deadline <= now
        demand(order.status == "pending_payment" and method in MINUTES_TO_PAY and not is_late, "NotPayable")
        self._give_up([m for m in order.waiting if m.provider != method])
        if order.method != method:
            slowest = order.placed_at + timedelta(minutes=max(MINUTES_TO_PAY.values()))
            own = _deadline(method, now)
            order.method, order.deadline = method, min(own or slowest, slowest)
        if any(m.provider == method for m in order.waiting):
            return
        there = "open" if method == "sandbox" else ""
        order.money.append(Money("capture", method, order.total, there=there))

    def refund_pieces(
        self, order: Order, pieces: dict[int, int], *, fate: str, with_shipping: bool = True
    ) -> None:
        demand(order.capture, "NothingCaptured")
        demand(pieces, "NothingChosen")
        for no, count in pieces.items():
            demand(0 < count <= order.lines[no].quantity - order.lines[no].refunded, "TooManyPieces")
        before = sum(line.price * line.refunded for line in order.lines.values())
        worth = sum(order.lines[no].price * count for no, count in pieces.items())
        share = order.shipping_of(before + worth) - order.shipping_of(before) if with_shipping else 0
        goods = min(worth, order.left)
        amount = goods + min(share, order.left - goods)
        demand(amount > 0, "NothingDue")
        self._move_all_back(order, pieces, fate)
        self._pay_back(order, amount)

    def refund_amount(self, order: Order, amount: int) -> None:
        demand(order.capture, "NothingCaptured")
        demand(0 < amount <= order.left, "TooMuch")
        self._pay_back(order, amount)

    # Returns

    def ask_return(self, order: Order, pieces: dict[int, int], now: datetime) -> None:
        demand(order.delivered_at, "NotReturnable")
        assert order.delivered_at is not None
        last_day = order.delivered_at.astimezone(SEOUL).date() + timedelta(days=RETURN_DAYS)
        demand(now <= datetime.combine(last_day, time.max, SEOUL), "TooLate")
        demand(order.status != "refunded", "AllPaidBack")
        demand(pieces, "NothingToReturn")
        for no, count in pieces.items():
            demand(0 < count <= self._returnable(order, no), "TooManyToReturn")
        order.returns.append(Return(pieces))
        order.mails["return_requested"] += 1

    def decide_return(self, order: Order, asked: Return, *, is_accepted: bool) -> None:
        demand(asked.status == "requested", "AlreadyDecided")
        asked.status = "accepted" if is_accepted else "refused"
        order.mails[f"return_{asked.status}"] += 1

    def receive_return(self, order: Order, asked: Return, pieces: dict[int, int], fate: str) -> None:
        demand(asked.status == "accepted", "AlreadyDecided")
        fits = all(count <= asked.pieces.get(no, 0) for no, count in pieces.items())
        demand(fits, "TooManyToReturn")
        try:
            left = [order.lines[no].quantity - order.lines[no].refunded for no in pieces]
            demand(any(left) or not pieces, "NothingDue")
            self.refund_pieces(order, pieces, fate=fate)
        except Refused as refusal:
            if str(refusal) not in {"NothingCaptured", "NothingDue"}:
                raise
            demand(pieces, "NothingChosen")
            self._move_all_back(order, pieces, fate, is_paid=False)
        asked.status = "received"

    def close_return(self, order: Order, asked: Return) -> None:
        demand(asked.status == "accepted", "AlreadyDecided")
        asked.status = "closed"

    # What several of them do

    def _returnable(self, order: Order, no: int) -> int:
        line = order.lines[no]
        under_way = [r for r in order.returns if r.status in {"requested", "accepted"}]
        asked = sum(r.pieces.get(no, 0) for r in under_way)
        return max(0, min(line.shipped - line.returned, line.quantity - line.refunded) - asked)

    def _give_up(self, attempts: list[Money]) -> None:
        """What is open at a provider waits until it was closed there."""
        for money in attempts:
            if not money.there:
                money.status = "failed"

    def _release(self, order: Order) -> None:
        for line in order.lines.values():
            self.shelves[line.sku].reserved -= line.open
            line.released = line.quantity - line.shipped

    def _end(self, order: Order, status: str, mail: str) -> None:
        order.step(status)
        order.mails[mail] += 1
        self._release(order)
        self._give_up(order.waiting)
        if order.capture:
            order.money.append(Money("refund", order.capture.provider, order.capture.amount))
            order.capture.status = "refunded"

    def _promise_again(self, order: Order) -> bool:
        if any(line.quantity > self.shelves[line.sku].free for line in order.lines.values()):
            return False
        for line in order.lines.values():
            self.shelves[line.sku].reserved += line.quantity
            line.released = 0
        return True

    def _move_all_back(
        self, order: Order, pieces: dict[int, int], fate: str, *, is_paid: bool = True
    ) -> None:
        for no, count in pieces.items():
            line = order.lines[no]
            sent = count - min(count, line.open) if fate != "keep" else 0
            demand(sent <= line.shipped - line.returned, "BookedBack")
        for no, count in pieces.items():
            self._move_back(order.lines[no], count, fate)
            order.lines[no].refunded += count if is_paid else 0

    def _move_back(self, line: Line, count: int, fate: str) -> None:
        shelf = self.shelves[line.sku]
        unsent = min(count, line.open)
        sent = count - unsent if fate != "keep" else 0
        line.released += unsent
        line.returned += sent
        shelf.reserved -= unsent
        shelf.returned += sent
        shelf.on_hand += sent
        if fate == "write_off":
            shelf.on_hand -= unsent + sent
            shelf.written_off += unsent + sent

    def _pay_back(self, order: Order, amount: int) -> None:
        capture = order.capture
        assert capture is not None
        order.money.append(Money("refund", capture.provider, amount))
        order.mails["order_refunded"] += 1
        if order.left == 0:
            capture.status = "refunded"
            order.step("refunded")
            self._release(order)
        elif order.status != "partially_refunded":
            order.step("partially_refunded")


def _deadline(method: str, now: datetime) -> datetime | None:
    return now + timedelta(minutes=MINUTES_TO_PAY[method]) if method in MINUTES_TO_PAY else None
