import logging

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from checkout.captures import CLOSE_ATTEMPT, SEND_REFUND
from checkout.mails import SEND_OWED, compose_owed_mail, find_owed_mail
from checkout.models import Payment, WebhookDelivery
from checkout.order_life import expire_overdue_orders
from checkout.outbox import SEND, find_due_emails, send_email
from checkout.payments.provider import ProviderRefused, ProviderUnavailable
from checkout.purging import purge_expired
from checkout.settlement import close_attempt, reconcile_payments, send_refund
from checkout.webhook_inbox import PROCESS, find_waiting_webhooks, process_webhook
from stories.waking import wake

AT_ONCE = 200

logger = logging.getLogger(__name__)


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


@shared_task(name=PROCESS)
def process_kept_webhook(delivery_id: int) -> None:
    delivery = WebhookDelivery.objects.filter(pk=delivery_id).first()
    if delivery is None:
        logger.warning("webhook %s is gone", delivery_id)
        return
    process_webhook(delivery=delivery, now=timezone.now())


@shared_task(name="checkout.sweep_webhooks")
def sweep_webhooks() -> None:
    for delivery_id in find_waiting_webhooks(now=timezone.now(), limit=AT_ONCE):
        if not wake(PROCESS, delivery_id):
            return


@shared_task(name=SEND_REFUND)
def send_owed_refund(payment_id: int) -> None:
    _ask_provider(send_refund, payment_id)


@shared_task(name=CLOSE_ATTEMPT)
def close_given_up_attempt(payment_id: int) -> None:
    _ask_provider(close_attempt, payment_id)


@shared_task(name="checkout.reconcile_payments")
def reconcile() -> None:
    reconcile_payments(now=timezone.now())


@shared_task(name="checkout.purge_expired")
def purge() -> None:
    purge_expired(now=timezone.now())


def _ask_provider(call, payment_id: int) -> None:
    """What has no answer now, reconciliation asks again."""
    payment = Payment.objects.select_related("order", "reverses").filter(pk=payment_id).first()
    if payment is None:
        logger.warning("payment %s is gone", payment_id)
        return
    try:
        call(payment=payment, now=timezone.now())
    except (ProviderUnavailable, ProviderRefused) as failure:
        logger.warning("payment %s: %s (%s)", payment_id, failure, type(failure).__name__)
