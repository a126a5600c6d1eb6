"""What orders do: the sums of entries of impact, and the rule which pieces of a line count."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce, Greatest

from accounts.models import User
from checkout.models import ImpactEntry, ImpactReceipt, Order, OrderLine, OrderLineClaim, RefundLine
from checkout.models.order import OrderStatus as S

# What was not paid, and is not to be paid any more, promises nothing.
OVER = frozenset({S.EXPIRED, S.CANCELLED, S.REFUNDED})


@dataclass(frozen=True)
class Deed:
    """`claim_id` leads to the evidence, None when the claim was deleted; `room_id` is the problem it works on."""

    amount: Decimal
    unit: str
    statement: str
    claim_id: int | None
    room_id: int


@dataclass(frozen=True)
class UnitSum:
    """Different units are never added up."""

    amount: Decimal
    unit: str


def by_size(units: Mapping[str, Decimal]) -> list[UnitSum]:
    """The largest first, without what came to nothing."""
    sums = [UnitSum(amount, unit) for unit, amount in units.items() if amount]
    return sorted(sums, key=lambda one: (-one.amount, one.unit))


def kept_pieces(line: str = "pk") -> CombinedExpression:
    """Pieces of a line that were neither paid back nor given up nor sent back; `line` is the way to its key."""
    refunds = RefundLine.objects.filter(line=OuterRef(line)).order_by().values("line")
    paid_back = Coalesce(Subquery(refunds.annotate(pieces=Sum("quantity")).values("pieces")), 0)
    path = line.removesuffix("pk")
    return F(f"{path}quantity") - Greatest(paid_back, F(f"{path}released") + F(f"{path}returned"))


def sum_by(entries: QuerySet[ImpactEntry], *columns: str) -> dict[tuple, Decimal]:
    """{values of `columns`: sum of the amounts}, exact on every database; one query, without sums of nothing."""
    rows = entries.order_by().values_list(*columns, "amount_per_piece").annotate(counted=Sum("pieces"))
    sums: dict[tuple, Decimal] = defaultdict(Decimal)
    for *which, amount_per_piece, pieces in rows:
        # Multiplied here: SQLite knows no decimals.
        sums[tuple(which)] += amount_per_piece * pieces
    return {which: amount for which, amount in sums.items() if amount}


def read_deeds(entries: QuerySet[ImpactEntry]) -> list[Deed]:
    """By claim, as it was worded when it was bought, the largest first; one query."""
    return largest_first(sum_by(entries, "unit", "statement", "line_claim__claim_id", "problem_id"))


def largest_first(sums: Mapping[tuple, Decimal]) -> list[Deed]:
    """`sums` by unit, statement, claim and room."""
    deeds = [Deed(amount, *which) for which, amount in sums.items()]
    return sorted(deeds, key=lambda deed: (-deed.amount, deed.statement, deed.room_id))


def entries_of(*, user: User) -> QuerySet[ImpactEntry]:
    return ImpactEntry.objects.filter(receipt__order__user=user)


def deeds_to_date(*, user: User) -> list[Deed]:
    """Of all the orders that somebody has paid, less what went back; one query."""
    return read_deeds(entries_of(user=user))


def find_receipt(*, order: Order) -> ImpactReceipt | None:
    """None before the order is paid, and when nothing in it does anything."""
    return ImpactReceipt.objects.filter(order=order).first()


def deeds_by_line(
    *, order: Order, lines: Iterable[OrderLine], is_earned: bool
) -> Iterator[tuple[OrderLine, OrderLineClaim, Decimal]]:
    """What each line does: by its entries once the order has a receipt, before that what it promises.

    `lines` with `claims` and their `entries` fetched.
    """
    if order.status in OVER and not is_earned:
        return
    for line in lines:
        for claim in line.claims.all():
            entered = sum((entry.amount for entry in claim.entries.all()), Decimal(0))
            amount = entered if is_earned else claim.amount
            if amount:
                yield line, claim, amount
