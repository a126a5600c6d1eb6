"""Which mails an order owes its buyer. The row is written with the order; a worker composes and sends it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from post_office.models import PRIORITY, STATUS, Email

from checkout.letters import write_letter
from checkout.models import Order, OrderMail
from checkout.outbox import fresh_message_id
from stories.waking import wake_after_commit

SEND_OWED = "checkout.send_owed_mail"
# A mail that could not be written for so long is staff's to decide about, not the sweep's.
GIVEN_UP_AFTER = timedelta(days=7)


def owe_order_mail(*, order: Order, kind: str, occasion: str = "") -> OrderMail:
    """Writes the outbox row in the caller's transaction. One of each kind and occasion."""
    owed = OrderMail.objects.create(order=order, kind=kind, occasion=occasion)
    wake_after_commit(SEND_OWED, owed.pk)
    return owed


def compose_owed_mail(*, owed_id: int, now: datetime) -> int | None:
    """Writes what is owed into the queue, once, and returns the id of the e-mail.

    None when it went already, or another worker is at it.
    """
    owed = OrderMail.objects.select_related("order").filter(pk=owed_id, composed_at=None).first()
    if owed is None:
        return None
    letter = write_letter(order=owed.order, kind=owed.kind, occasion=owed.occasion)
    with transaction.atomic():
        if not OrderMail.objects.filter(pk=owed_id, composed_at=None).update(composed_at=now):
            return None
        email = Email.objects.create(
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[owed.order.email],
            subject=letter.subject,
            message=letter.text,
            html_message=letter.html,
            message_id=fresh_message_id(),
            status=STATUS.queued if owed.order.erased_at is None else STATUS.failed,
            priority=PRIORITY.medium,
        )
        OrderMail.objects.filter(pk=owed_id).update(email=email)
    return email.pk


def find_owed_mail(*, now: datetime, limit: int) -> list[int]:
    """Ids of the mails that wait to be composed, the oldest first."""
    owed = OrderMail.objects.filter(composed_at=None, created_at__gt=now - GIVEN_UP_AFTER)
    return list(owed.order_by("pk").values_list("pk", flat=True)[:limit])
