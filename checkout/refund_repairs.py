"""What staff do about a refund that did not go by itself."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkout.captures import SEND_REFUND
from checkout.models import Payment
from checkout.order_steps import lock_order, note
from checkout.payments import ONLINE
from stories.waking import wake_after_commit


class StillOnItsWay(Exception):
    """What an online provider has not answered yet may still arrive: paid by hand as well, it would go twice."""

    message = gettext_lazy(
        "The provider may still send this refund. Pay it by hand only when it was refused."
    )

    def __init__(self):
        super().__init__(str(self.message))


@transaction.atomic
def settle_by_hand(*, payment: Payment, actor, now: datetime) -> None:
    """Staff paid a refund back themselves, by bank transfer say; a second time changes nothing.

    Raises StillOnItsWay.
    """
    order = lock_order(payment.order)
    # What was refused goes on its way again by `retry_refund` only, which locks the order first as well.
    if Payment.objects.refunds().pending().filter(pk=payment.pk, provider__in=ONLINE).exists():
        raise StillOnItsWay
    open_ones = Payment.objects.refunds().exclude(status=Payment.Status.REFUNDED)
    if open_ones.filter(pk=payment.pk).update(status=Payment.Status.REFUNDED, settled_at=now, problem=""):
        note(order=order, actor=actor, reason=_("paid back by hand: %(sum)s") % {"sum": payment}, now=now)


@transaction.atomic
def retry_refund(*, payment: Payment, actor, now: datetime) -> bool:
    """Asks the provider again for a refund it refused; one that waits or is settled is left alone.

    Returns whether it is asked again.
    """
    order = lock_order(payment.order)
    refused = Payment.objects.refunds().filter(pk=payment.pk, status=Payment.Status.FAILED)
    # With the old key the provider would only repeat its old answer.
    changes = {"status": Payment.Status.PENDING, "attempt_key": uuid.uuid4(), "provider_ref": ""}
    if not refused.update(**changes, problem="", asked_at=None, settled_at=None):
        return False
    note(order=order, actor=actor, reason=_("refund tried again: %(sum)s") % {"sum": payment}, now=now)
    wake_after_commit(SEND_REFUND, payment.pk)
    return True
