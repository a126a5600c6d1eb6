"""What somebody's orders do, all together: the figures of their impact receipts, less what went back."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce, Greatest

from accounts.models import User
from checkout.models import OrderLineClaim, RefundLine
from checkout.models.order import OrderStatus as S

# Nothing is done by what waits for its money, nor by what came to nothing.
DOES_NOTHING = frozenset({S.PENDING_PAYMENT, S.EXPIRED, S.CANCELLED, S.REFUNDED})


@dataclass(frozen=True)
class Deed:
    """`claim_id` leads to the evidence, None when the claim was deleted; `room_id` is the problem it works on."""

    amount: Decimal
    unit: str
    statement: str
    claim_id: int | None
    room_id: int | None


def kept_pieces(line: str = "pk") -> CombinedExpression:
    """Pieces of a line that were neither paid back nor given up nor sent back; `line` is the way to its key."""
    refunds = RefundLine.objects.filter(line=OuterRef(line)).order_by().values("line")
    paid_back = Coalesce(Subquery(refunds.annotate(pieces=Sum("quantity")).values("pieces")), 0)
    path = line.removesuffix("pk")
    return F(f"{path}quantity") - Greatest(paid_back, F(f"{path}released") + F(f"{path}returned"))


def deeds_to_date(*, user: User) -> list[Deed]:
    """By claim, as it was worded when it was bought, the largest first; one query."""
    rows = (
        OrderLineClaim.objects.filter(line__order__user=user)
        .exclude(line__order__status__in=DOES_NOTHING)
        .annotate(kept=kept_pieces("line__pk"))
        .values_list("amount_per_piece", "unit", "statement", "claim_id", "claim__problem_id")
        .annotate(pieces=Sum("kept"))
        .order_by()
    )
    sums: dict[tuple, Decimal] = defaultdict(Decimal)
    for amount_per_piece, *which, pieces in rows:
        # Multiplied here: SQLite knows no decimals.
        sums[tuple(which)] += amount_per_piece * pieces
    deeds = [Deed(amount, *which) for which, amount in sums.items() if amount]
    return sorted(deeds, key=lambda deed: (-deed.amount, deed.statement))
