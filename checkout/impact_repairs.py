"""Entries of impact that are missing, written after whoever should have written them; none that stands is changed.

An order that was paid or refunded by an older release while `migrate` wrote the first entries has none, or has one that
counts too much. The audit names such orders, and says afterwards whether they agree.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import OperationalError, connection, transaction
from django.db.models import Max

from checkout.impact_entries import earn_impact, reverse_impact
from checkout.impact_invariants import IMPACT_OF_LINES
from checkout.models import Order, Payment, Refund

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mended:
    """Numbers of orders; `left` are those whose entries come to too little, which no entry can say, or that somebody held."""

    mended: list[str]
    left: list[str]


def mend_impact(*, now: datetime) -> Mended:
    """Each order that the audit names earns what it holds money for, and loses what counts no longer.

    A second time finds nothing to do.
    """
    named = _read_named()
    for number in named:
        try:
            _mend(number, now=now)
        except OperationalError:
            logger.warning("order %s is held by somebody else: its impact is mended the next time", number)
    left = _read_named() if named else []
    return Mended([number for number in named if number not in left], left)


def _read_named() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(IMPACT_OF_LINES.offenders)
        return sorted({number for number, *_facts in cursor.fetchall()})


@transaction.atomic
def _mend(number: str, *, now: datetime) -> None:
    """Earned when the money was taken; what went back before is one entry, of the time of the last refund."""
    order = Order.objects.locked().get(number=number)
    capture = order.payments.captures().filter(status=Payment.Status.CAPTURED).first()
    if capture is not None:
        earn_impact(order=order, now=capture.settled_at or order.placed_at)
    refunded_at = Refund.objects.filter(payment__order=order).aggregate(at=Max("created_at"))["at"]
    reverse_impact(order=order, now=refunded_at or now)
