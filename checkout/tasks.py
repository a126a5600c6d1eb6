from celery import shared_task
from django.conf import settings
from django.utils import timezone

from checkout.mails import SEND_OWED, compose_owed_mail, find_owed_mail
from checkout.order_life import expire_overdue_orders
from checkout.outbox import SEND, find_due_emails, send_email
from checkout.waking import wake

AT_ONCE = 200


@shared_task(name=SEND_OWED)
def send_owed_mail(owed_id: int) -> None:
    """Twice for one mail is once: what is composed is not composed again, what is sent not sent again."""
    email_id = compose_owed_mail(owed_id=owed_id, now=timezone.now())
    if email_id is not None:
        send_queued_email(email_id)


@shared_task(name=SEND)
def send_queued_email(email_id: int) -> None:
    attempt = send_email(email_id=email_id, now=timezone.now())
    if attempt is None or attempt.again_in is None or settings.CELERY_TASK_ALWAYS_EAGER:
        return
    # What waits longer is the sweep's: a worker holds what it is to do later in its memory.
    if attempt.again_in < settings.MAIL_SWEEP_SECONDS:
        wake(SEND, email_id, countdown=attempt.again_in)


@shared_task(name="checkout.sweep_mail")
def sweep_mail() -> None:
    """Finds what nobody was called to: the broker was away, a worker died, or it is time to try again."""
    now = timezone.now()
    found = [(SEND_OWED, owed_id) for owed_id in find_owed_mail(now=now, limit=AT_ONCE)]
    found += [(SEND, email_id) for email_id in find_due_emails(now=now, limit=AT_ONCE)]
    for task_name, pk in found:
        if not wake(task_name, pk):
            return


@shared_task(name="checkout.expire_orders")
def expire_orders() -> None:
    expire_overdue_orders(now=timezone.now())
