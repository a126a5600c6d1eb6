"""Which order a line of the bank's statement pays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from checkout.bank_statements import REASON_LENGTH, StatementLine, read_amount
from checkout.bank_texts import BankText, ways_to_write_name, ways_to_write_number
from checkout.models import OrderEvent, Payment
from checkout.models.order import OrderStatus

BANK_TRANSFER = "bank_transfer"
LATE_FOR = timedelta(days=30)
REMEMBERED_FOR = timedelta(days=90)
# What the column of amounts does not reach.
MOST = Decimal(10) ** 10


class Match(StrEnum):
    READY = "ready"  # one order, the right sum
    CHOOSE = "choose"  # orders of this sum wait, and which of them is meant cannot be told
    MISMATCH = "mismatch"  # names an order of another sum
    SEVERAL = "several"  # names more than one order
    LATE = "late"  # names an order that has expired
    OVER = "over"  # names an order that waits for no transfer: paid already, say, or cancelled
    TAKEN = "taken"  # proposes an order that a line before it pays
    REPEATED = "repeated"  # stands in the statement a second time
    RECORDED = "recorded"  # was confirmed before
    UNMATCHED = "unmatched"


@dataclass(frozen=True)
class Transfer:
    """Money that is awaited for an order, that may come late, or, when it `is_over`, that is awaited no more."""

    payment_id: int
    order_id: int
    number: str
    payer: str
    amount: Decimal
    is_late: bool = False
    is_over: bool = False


@dataclass(frozen=True)
class Proposal:
    """What a line of the statement seems to pay. `earlier` is the line before it that says the same."""

    line: StatementLine
    match: Match
    transfers: tuple[Transfer, ...] = ()
    by_number: bool = False
    earlier: int | None = None
    recorded_for: str = ""

    @property
    def transfer(self) -> Transfer | None:
        return self.transfers[0] if len(self.transfers) == 1 else None

    @property
    def difference(self) -> Decimal:
        """What came more than was due; negative when it was less."""
        return self.line.amount - sum((transfer.amount for transfer in self.transfers), Decimal(0))

    @property
    def shortage(self) -> Decimal:
        return max(-self.difference, Decimal(0))

    @property
    def may_be_confirmed(self) -> bool:
        return self.match in {Match.READY, Match.CHOOSE}


def find_open_transfers(*, wanted: str = "") -> QuerySet[Payment]:
    """The transfers that are awaited, the most urgent first; `wanted` is in order number, name or amount."""
    awaited = Payment.objects.captures().pending()
    awaited = awaited.filter(provider=BANK_TRANSFER, order__status=OrderStatus.PENDING_PAYMENT)
    return _searched(awaited, wanted).select_related("order").order_by("order__expires_at", "pk")


def find_expired_transfers(*, now: datetime, wanted: str = "") -> QuerySet[Payment]:
    """The last attempts of orders that expired within thirty days, the youngest first: money may come late."""
    attempts = Payment.objects.captures().filter(
        provider=BANK_TRANSFER,
        status__in=[Payment.Status.PENDING, Payment.Status.FAILED],
        order__status=OrderStatus.EXPIRED,
        order__payment_method=BANK_TRANSFER,
        order__expires_at__gt=now - LATE_FOR,
    )
    later = Payment.objects.captures().filter(order=OuterRef("order"), pk__gt=OuterRef("pk"))
    return (
        _searched(attempts.exclude(Exists(later)), wanted)
        .select_related("order")
        .order_by("-order__expires_at", "-pk")
    )


def find_remembered_transfers(*, now: datetime) -> QuerySet[Payment]:
    """Every attempt of the orders of ninety days: whoever names one of them pays no other."""
    attempts = Payment.objects.captures().filter(
        provider=BANK_TRANSFER, order__placed_at__gt=now - REMEMBERED_FOR
    )
    return attempts.select_related("order").order_by("pk")


def find_recorded(lines: Iterable[StatementLine]) -> dict[tuple[str, Decimal], str]:
    """{(reason, amount): order number} of the lines that paid an order before."""
    events = OrderEvent.objects.filter(
        to_status=OrderStatus.PAID, reason__in={line.reason for line in lines if line.reason}
    )
    rows = events.values_list("reason", "order__total", "order__number")
    return {(reason, total): number for reason, total, number in rows}


def propose_matches(*, lines: Sequence[StatementLine], now: datetime) -> list[Proposal]:
    """One proposal for each line, in their order."""
    awaited = [_describe(payment) for payment in find_open_transfers()]
    late = [_describe(payment, is_late=True) for payment in find_expired_transfers(now=now)]
    open_orders = {transfer.order_id for transfer in (*awaited, *late)}
    remembered = find_remembered_transfers(now=now)
    over = {
        payment.order_id: _describe(payment, is_over=True)
        for payment in remembered
        if payment.order_id not in open_orders
    }
    transfers = [*awaited, *late, *over.values()]
    return match_lines(lines=lines, transfers=transfers, recorded=find_recorded(lines))


def match_lines(
    *,
    lines: Sequence[StatementLine],
    transfers: Sequence[Transfer],
    recorded: Mapping[tuple[str, Decimal], str],
) -> list[Proposal]:
    """What names an order comes first: other lines have to do with the orders that are left."""
    numbers = _by_ways(transfers)
    names = {transfer.payer: ways_to_write_name(transfer.payer) for transfer in transfers}
    seen: dict[tuple[str, str, Decimal], int] = {}
    named = [_without_guessing(line, numbers, recorded, seen) for line in lines]
    left = _without(transfers, named)
    guessed = [proposal or _by_name(line, left, names) for proposal, line in zip(named, lines, strict=True)]
    left = _without(left, guessed)
    chosen = [proposal or _by_amount(line, left) for proposal, line in zip(guessed, lines, strict=True)]
    return _once_each(chosen)


def _searched(payments: QuerySet[Payment], wanted: str) -> QuerySet[Payment]:
    if not wanted:
        return payments
    found = Q(order__number__icontains=wanted) | Q(order__full_name__icontains=wanted)
    amount = read_amount(wanted)
    if amount is not None and amount < MOST:
        found |= Q(amount=amount)
    return payments.filter(found)


def _describe(payment: Payment, *, is_late: bool = False, is_over: bool = False) -> Transfer:
    order = payment.order
    return Transfer(
        payment_id=payment.pk,
        order_id=order.pk,
        number=order.number,
        payer=order.full_name,
        amount=order.total,
        is_late=is_late,
        is_over=is_over,
    )


def _by_ways(transfers: Sequence[Transfer]) -> dict[str, set[Transfer]]:
    """{a way to write a number: the transfers that it names}."""
    found: dict[str, set[Transfer]] = {}
    for transfer in transfers:
        for way in ways_to_write_number(transfer.number):
            found.setdefault(way, set()).add(transfer)
    return found


def _without_guessing(
    line: StatementLine,
    numbers: Mapping[str, set[Transfer]],
    recorded: Mapping[tuple[str, Decimal], str],
    seen: dict[tuple[str, str, Decimal], int],
) -> Proposal | None:
    """`seen` remembers the lines before this one."""
    earlier = seen.setdefault((line.date, line.text, line.amount), line.number)
    if number := recorded.get((line.reason, line.amount)):
        return Proposal(line, Match.RECORDED, recorded_for=number)
    if earlier != line.number:
        return Proposal(line, Match.REPEATED, earlier=earlier)
    text = BankText(line.text[:REASON_LENGTH])
    parts = {part for length in set(map(len, numbers)) for part in text.parts(length)}
    named = set().union(*(numbers[part] for part in parts & numbers.keys()))
    return _by_number(line, tuple(sorted(named, key=lambda transfer: transfer.payment_id))) if named else None


def _by_number(line: StatementLine, named: tuple[Transfer, ...]) -> Proposal:
    if len(named) > 1:
        return Proposal(line, Match.SEVERAL, named, by_number=True)
    if named[0].is_late or named[0].is_over:
        return Proposal(line, Match.LATE if named[0].is_late else Match.OVER, named, by_number=True)
    match = Match.READY if named[0].amount == line.amount else Match.MISMATCH
    return Proposal(line, match, named, by_number=True)


def _by_name(
    line: StatementLine, transfers: Sequence[Transfer], names: Mapping[str, frozenset[str]]
) -> Proposal | None:
    text = BankText(line.text[:REASON_LENGTH])
    of_this_sum = [transfer for transfer in transfers if transfer.amount == line.amount]
    payers = {
        payer for payer in {transfer.payer for transfer in of_this_sum} if text.holds_name(names[payer])
    }
    same = tuple(transfer for transfer in of_this_sum if transfer.payer in payers)
    return Proposal(line, Match.READY, same) if len(same) == 1 else None


def _by_amount(line: StatementLine, transfers: Sequence[Transfer]) -> Proposal:
    same = tuple(transfer for transfer in transfers if transfer.amount == line.amount)
    return Proposal(line, Match.CHOOSE, same) if same else Proposal(line, Match.UNMATCHED)


def _without(transfers: Sequence[Transfer], proposals: Iterable[Proposal | None]) -> list[Transfer]:
    """The awaited ones that no line is sure to pay."""
    paid = {proposal.transfer for proposal in proposals if proposal and proposal.match == Match.READY}
    open_ones = (transfer for transfer in transfers if not transfer.is_late and not transfer.is_over)
    return [transfer for transfer in open_ones if transfer not in paid]


def _once_each(proposals: Sequence[Proposal]) -> list[Proposal]:
    """The first line that is ready to pay an order does; those after it are told which that is."""
    payers: dict[Transfer, int] = {}
    result = []
    for proposal in proposals:
        transfer = proposal.transfer
        if proposal.match == Match.READY and transfer is not None:
            first = payers.setdefault(transfer, proposal.line.number)
            if first != proposal.line.number:
                proposal = replace(proposal, match=Match.TAKEN, earlier=first)
        result.append(proposal)
    return result
