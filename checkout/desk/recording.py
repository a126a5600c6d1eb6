"""Records the lines of a bank statement that staff have confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from checkout.bank_statements import StatementLine
from checkout.desk.steps import STEPS, take_step
from checkout.models import Order, Payment
from checkout.models.order import OrderStatus
from checkout.statuses import IllegalStep
from checkout.transfers import BANK_TRANSFER, find_recorded
from products.templatetags.money import money

PAYMENT_RECEIVED = next(step for step in STEPS if step.name == "paid")


class TransferRefused(Exception):
    """The line does not pay the order."""

    message = _("This transfer is not known.")

    def __init__(self, **facts):
        super().__init__(str(self.message) % facts)


class AlreadyRecorded(TransferRefused):
    message = _("This line is recorded already, for order %(number)s.")


class NotAwaited(TransferRefused):
    message = _("Order %(number)s is “%(status)s” now: no transfer is awaited for it.")


class WrongAmount(TransferRefused):
    message = _("Order %(number)s costs %(total)s, and the line is of %(amount)s.")


@dataclass(frozen=True)
class Outcome:
    """What became of a line; without `problem` its order is paid."""

    line: StatementLine
    order: Order | None
    problem: str = ""


def record_lines(*, chosen: Iterable[tuple[int, StatementLine]], actor, now: datetime) -> list[Outcome]:
    """Each (payment id, line) for itself: one that is refused keeps no other from being recorded."""
    return [_try(payment_id, line, actor=actor, now=now) for payment_id, line in chosen]


@transaction.atomic
def record_line(*, payment_id: int, line: StatementLine, actor, now: datetime) -> Order:
    """The order is paid by the line. Raises TransferRefused, IllegalStep."""
    _lock_orders_of_sum(line.amount)
    order = Order.objects.locked().filter(payments=payment_id).first()
    if order is None:
        raise TransferRefused
    if number := find_recorded([line]).get((line.reason, line.amount)):
        raise AlreadyRecorded(number=number)
    attempt = order.last_attempt
    is_awaited = attempt.pk == payment_id and attempt.status == Payment.Status.PENDING
    if not is_awaited or attempt.provider != BANK_TRANSFER or order.status != OrderStatus.PENDING_PAYMENT:
        raise NotAwaited(number=order.number, status=order.get_status_display())
    if line.amount != order.total:
        raise WrongAmount(number=order.number, total=money(order.total), amount=money(line.amount))
    details = {"reason": line.reason}
    return take_step(step=PAYMENT_RECEIVED, order=order, details=details, actor=actor, now=now)


def _lock_orders_of_sum(amount: Decimal) -> None:
    """Two clerks may choose different orders for one line: the second waits, and then sees that it is recorded."""
    waiting = Order.objects.locked().filter(status=OrderStatus.PENDING_PAYMENT, payment_method=BANK_TRANSFER)
    list(waiting.filter(total=amount).order_by("pk").values_list("pk", flat=True))


def _try(payment_id: int, line: StatementLine, *, actor, now: datetime) -> Outcome:
    try:
        return Outcome(line, record_line(payment_id=payment_id, line=line, actor=actor, now=now))
    except (TransferRefused, IllegalStep) as refusal:
        return Outcome(line, Order.objects.filter(payments=payment_id).first(), problem=str(refusal))
