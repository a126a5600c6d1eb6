"""How much of an order's money staff may give back who have no right to give back any sum."""

from decimal import Decimal

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from checkout.goods_back import RefundRefused
from checkout.models import Payment


class AboveLimit(RefundRefused):
    code = "refund_limit"

    def __init__(self):
        text = _("You may refund at most %(limit)s of an order. Ask the owner.")
        super().__init__(text % {"limit": settings.OPERATOR_REFUND_LIMIT})


def money_left(capture: Payment) -> Decimal:
    """What has not been given back of a capture, nor is to be."""
    gone = capture.refunds.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    return capture.amount - gone


def ensure_within_limit(*, capture: Payment, amount: Decimal, actor) -> None:
    """Raises AboveLimit when `actor` may not give back `amount` of a capture beside what went back before.

    Without an actor it is the shop that gives it back.
    """
    if actor is None or actor.has_perm("checkout.refund_without_limit"):
        return
    if capture.amount - money_left(capture) + amount > settings.OPERATOR_REFUND_LIMIT:
        raise AboveLimit
