"""Ninety days of selling, planned before anything is sold.

The same seed and day give the same plan. What would happen after `now` is left out, so the latest
orders stand where orders of their age stand.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from checkout.carriers import NAMES
from checkout.models.order import OrderStatus as S
from home.demo.order_tales import BRINGS_A_PIECE_BACK, BRINGS_ALL_BACK, TALES, Deed, Tale
from home.demo.people import DEMO_SHOPPER, Buyer, invent_buyers

SEED = 20260823
DAYS = 90
ORDERS = 220
# Monday to Sunday.
WEEKDAYS = (10, 9, 9, 10, 11, 14, 18)
HOURS = (1, 0, 0, 0, 0, 0, 1, 2, 4, 5, 6, 6, 8, 7, 5, 5, 5, 5, 6, 8, 11, 13, 10, 5)
PLENTY = 8
CARRIERS = NAMES[:5]
CARRIERS_ABROAD = NAMES[5:]
HOW_OFTEN = {"sandbox": 5, "bank_transfer": 3, "cash_on_delivery": 2}
CANCEL_REASONS = ("ordered twice", "wrong size", "changed my mind", "the address was wrong")


@dataclass(frozen=True)
class Ware:
    """An offered variant; `stock` is what is to be left today, `weight` how much it is liked."""

    sku: str
    product: str  # slug
    stock: int
    shown_since: datetime
    weight: float


@dataclass(frozen=True)
class Reading:
    """A story that sells: `path` on the site and the products that stand in it."""

    path: str
    products: tuple[str, ...]
    published_at: datetime
    weight: float


@dataclass(frozen=True)
class PlannedLine:
    sku: str
    quantity: int
    story: str = ""  # path


@dataclass(frozen=True)
class PlannedOrder:
    buyer: Buyer
    placed_at: datetime
    lines: tuple[PlannedLine, ...]
    shipping_method: str
    payment_method: str
    steps: tuple[tuple[datetime, str], ...]  # moment and the status it leads to, or a deed; oldest first
    carrier: str
    tracking_number: str
    reason: str

    @property
    def pieces_kept(self) -> Counter:
        """{sku: pieces} that are gone or promised in the end."""
        befell = {step for _moment, step in self.steps}
        if befell & BRINGS_ALL_BACK:
            return Counter()
        kept = Counter({line.sku: line.quantity for line in self.lines})
        if befell & BRINGS_A_PIECE_BACK:
            kept[self.lines[0].sku] -= 1
        return kept


# Days ago, payment, where it stops; the demo shopper sees one of each.
DEMO_SHOPPERS_ORDERS = (
    (62.0, "bank_transfer", S.DELIVERED),
    (41.0, "cash_on_delivery", S.DELIVERED),
    (24.0, "bank_transfer", S.CANCELLED),
    (6.0, "bank_transfer", S.SHIPPED),
    (3.5, "cash_on_delivery", S.PACKED),
    (0.2, "bank_transfer", S.PENDING_PAYMENT),
)


@dataclass
class Planner:
    wares: Sequence[Ware]
    readings: Sequence[Reading]
    payment_methods: Sequence[str]
    now: datetime
    deadline: timedelta  # of a bank transfer
    orders: int = ORDERS
    random: Random = field(default_factory=lambda: Random(SEED))

    def plan(self) -> list[PlannedOrder]:
        buyers = invent_buyers()
        # Regulars come back: the first ones are drawn more often.
        loyalty = [3.0 / (1 + number / 12) for number in range(len(buyers))]
        orders = [self._of_demo_shopper(*order) for order in DEMO_SHOPPERS_ORDERS]
        tales = [tale for tale in TALES if tale.payment in self.payment_methods]
        at_home = [buyer for buyer in buyers if buyer.country == "KR"]
        orders += [self._tell(tale, at_home) for tale in tales[: max(0, self.orders - len(orders))]]
        orders += [
            self._order(self.random.choices(buyers, loyalty)[0], moment)
            for moment in self._moments(self.orders - len(orders))
        ]
        return sorted(orders, key=lambda order: order.placed_at)

    def _moments(self, count: int) -> list[datetime]:
        """More on Sunday evenings, and a little more from month to month."""
        today = timezone.localtime(self.now).replace(hour=0, minute=0, second=0, microsecond=0)
        days = [today - timedelta(days=ago) for ago in range(DAYS)]
        weights = [WEEKDAYS[day.weekday()] * (1 - ago / 250) for ago, day in enumerate(days)]
        moments = []
        for day in self.random.choices(days, weights, k=count):
            hour = self.random.choices(range(24), HOURS)[0]
            moment = day + timedelta(hours=hour, seconds=self.random.randrange(3600))
            # Today is not over yet.
            moments.append(moment if moment < self.now - timedelta(minutes=5) else moment - timedelta(days=1))
        return moments

    def _of_demo_shopper(self, days_ago: float, payment: str, last: str) -> PlannedOrder:
        placed_at = self.now - timedelta(days=days_ago)
        method = payment if payment in self.payment_methods else self.payment_methods[0]
        return self._write(DEMO_SHOPPER, placed_at, method, last)

    def _order(self, buyer: Buyer, placed_at: datetime) -> PlannedOrder:
        weights = [HOW_OFTEN[method] for method in self.payment_methods]
        payment = self.random.choices(self.payment_methods, weights)[0]
        fates = [S.DELIVERED, S.CANCELLED, *([S.EXPIRED] if payment == "bank_transfer" else [])]
        last = self.random.choices(fates, [88, 6, 6][: len(fates)])[0]
        return self._write(buyer, placed_at, payment, last)

    def _tell(self, tale: Tale, buyers: Sequence[Buyer]) -> PlannedOrder:
        evening = timezone.localtime(self.now) - timedelta(days=tale.days)
        placed_at = evening.replace(hour=20, minute=self.random.randrange(50), second=0, microsecond=0)
        steps = [(placed_at + timedelta(hours=hours), deed) for hours, deed in tale.deeds]
        buyer = DEMO_SHOPPER if tale.of_demo_shopper else self.random.choice(buyers)
        lines = self._lines(placed_at, plentiful=True, at_least=2)
        return self._sum_up(buyer, placed_at, tale.payment, steps, lines)

    def _write(self, buyer: Buyer, placed_at: datetime, payment: str, last: str) -> PlannedOrder:
        steps = self._steps(placed_at, payment, last)
        lines = self._lines(placed_at, plentiful=last in {S.CANCELLED, S.EXPIRED})
        return self._sum_up(buyer, placed_at, payment, steps, lines)

    def _sum_up(
        self,
        buyer: Buyer,
        placed_at: datetime,
        payment: str,
        steps: Sequence[tuple[datetime, str]],
        lines: tuple[PlannedLine, ...],
    ) -> PlannedOrder:
        return PlannedOrder(
            buyer=buyer,
            placed_at=placed_at,
            lines=lines,
            shipping_method=self._shipping(buyer),
            payment_method=payment,
            steps=tuple(step for step in steps if step[0] <= self.now),
            carrier=self.random.choice(CARRIERS if buyer.country == "KR" else CARRIERS_ABROAD),
            tracking_number=f"{self.random.randrange(10**11, 10**12)}",
            reason=self.random.choice(CANCEL_REASONS),
        )

    def _shipping(self, buyer: Buyer) -> str:
        is_urgent = buyer.country == "KR" and self.random.random() < 0.15
        return "express" if is_urgent else "standard"

    def _steps(self, placed_at: datetime, payment: str, last: str) -> list[tuple[datetime, str]]:
        """The whole life as it would be, the future included."""
        hours = self.random.uniform
        if last == S.EXPIRED:
            return [(placed_at + self.deadline + timedelta(minutes=hours(1, 10)), S.EXPIRED)]
        steps: list[tuple[datetime, str]] = []
        moment = placed_at
        if payment == "sandbox":
            moment += timedelta(minutes=hours(0.5, 4))
            steps.append((moment, S.PAID))
        if last == S.CANCELLED:
            moment += timedelta(hours=hours(0.4, 9))
            return [*steps, (moment, S.CANCELLED), (moment + timedelta(seconds=1), Deed.MONEY_ARRIVED)]
        if payment == "bank_transfer":
            moment += min(timedelta(hours=hours(1, 20)), self.deadline * 0.8)
            steps.append((moment, S.PAID))
        moment = self._in_working_hours(moment + timedelta(hours=hours(10, 40)))
        steps.append((moment, S.PACKED))
        moment += timedelta(hours=hours(1, 3))
        steps.append((moment, S.SHIPPED))
        steps.append((moment + timedelta(hours=hours(20, 70)), S.DELIVERED))
        names = [str(status) for _moment, status in steps]
        return steps[: names.index(last) + 1] if last in names else []

    def _in_working_hours(self, moment: datetime) -> datetime:
        local = timezone.localtime(moment)
        if local.hour >= 17:
            local += timedelta(days=1)
        if local.hour >= 17 or local.hour < 9:
            local = local.replace(hour=9 + self.random.randrange(4))
        return local

    def _lines(self, moment: datetime, *, plentiful: bool, at_least: int = 1) -> tuple[PlannedLine, ...]:
        shown = [w for w in self.wares if w.shown_since < moment and (w.stock >= PLENTY or not plentiful)]
        wanted = max(at_least, self.random.choices([1, 2, 3, 4], [58, 27, 11, 4])[0])
        lines: dict[str, PlannedLine] = {}
        if self.random.random() < 0.42:
            line = self._line_of_story(shown, moment)
            lines.update({line.sku: line} if line else {})
        while len(lines) < min(wanted, len(shown)):
            ware = self.random.choices(shown, [ware.weight for ware in shown])[0]
            lines.setdefault(ware.sku, PlannedLine(sku=ware.sku, quantity=self._quantity()))
        return tuple(lines.values())

    def _line_of_story(self, shown: list[Ware], moment: datetime) -> PlannedLine | None:
        read = [reading for reading in self.readings if reading.published_at < moment]
        if not read:
            return None
        story = self.random.choices(read, [reading.weight for reading in read])[0]
        standing = [ware for ware in shown if ware.product in story.products]
        if not standing:
            return None
        return PlannedLine(sku=self.random.choice(standing).sku, quantity=self._quantity(), story=story.path)

    def _quantity(self) -> int:
        return self.random.choices([1, 2, 3], [78, 17, 5])[0]


def pieces_needed(orders: Sequence[PlannedOrder]) -> Counter:
    """{sku: pieces} that are sold or promised when all is done."""
    needed: Counter = Counter()
    for order in orders:
        needed.update(order.pieces_kept)
    return needed
