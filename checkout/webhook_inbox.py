"""Messages of payment providers: kept first, answered at once, acted on by a worker that asks the provider."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from checkout.models import Payment, WebhookDelivery
from checkout.payments import KNOWN
from checkout.payments.provider import ProviderRefused, ProviderUnavailable
from checkout.settlement import settle_payment
from stories.waking import wake_after_commit

PROCESS = "checkout.process_webhook"
GIVEN_UP_AFTER = timedelta(days=3)

logger = logging.getLogger(__name__)


class UnknownProvider(Exception):
    """No provider of this name sends messages here."""


def keep_webhook(*, provider: str, body: bytes, headers: Mapping[str, str], now: datetime) -> WebhookDelivery:
    """Checks signature and time, keeps the message once, and wakes a worker.

    A message that came before is the same row. Raises UnknownProvider, BadWebhook.
    """
    if provider not in KNOWN or not KNOWN[provider].is_online:
        raise UnknownProvider
    message = KNOWN[provider]().parse_webhook(body=body, headers=headers, now=now)
    with transaction.atomic():
        try:
            with transaction.atomic():
                delivery = WebhookDelivery.objects.create(
                    provider=provider,
                    event_id=message.event_id,
                    kind=message.kind[:100],
                    ref=message.ref,
                    body=body.decode(errors="replace").replace("\x00", ""),
                    received_at=now,
                )
        except IntegrityError:
            delivery = WebhookDelivery.objects.get(provider=provider, event_id=message.event_id)
        if delivery.processed_at is None:
            wake_after_commit(PROCESS, delivery.pk)
    return delivery


def process_webhook(*, delivery: WebhookDelivery, now: datetime) -> None:
    """Asks the provider about the payment that a message names. Twice is once.

    Without an answer the message goes on waiting, and the sweep asks again.
    """
    if delivery.processed_at is not None:
        return
    payment = Payment.objects.filter(
        provider=delivery.provider, provider_ref=delivery.ref, kind=Payment.Kind.CAPTURE
    ).first()
    WebhookDelivery.objects.filter(pk=delivery.pk).update(attempts=F("attempts") + 1)
    if payment is None or not delivery.ref:
        # An attempt whose name we do not know yet is asked about by reconciliation.
        _close(delivery, WebhookDelivery.Outcome.UNKNOWN, now=now)
        return
    try:
        has_changed = settle_payment(payment=payment, now=now)
    except ProviderUnavailable as failure:
        logger.warning("webhook %s: no answer from %s (%s)", delivery.pk, delivery.provider, failure)
        return
    except ProviderRefused as refusal:
        logger.error("webhook %s: refused by %s: %s", delivery.pk, delivery.provider, refusal)
        _close(delivery, WebhookDelivery.Outcome.FAILED, now=now)
        return
    outcome = WebhookDelivery.Outcome
    _close(delivery, outcome.SETTLED if has_changed else outcome.UNCHANGED, now=now)


@transaction.atomic
def process_again(*, delivery: WebhookDelivery) -> bool:
    """Wakes a worker for a message that waits or that could not be settled; a settled one is left alone.

    Returns whether it is processed again.
    """
    failed = WebhookDelivery.objects.filter(pk=delivery.pk, outcome=WebhookDelivery.Outcome.FAILED)
    failed.update(processed_at=None, outcome=WebhookDelivery.Outcome.WAITING)
    if not WebhookDelivery.objects.filter(pk=delivery.pk, processed_at=None).exists():
        return False
    wake_after_commit(PROCESS, delivery.pk)
    return True


def find_waiting_webhooks(*, now: datetime, limit: int) -> list[int]:
    """Ids of the messages that nobody has acted on yet, the oldest first."""
    waiting = WebhookDelivery.objects.filter(processed_at=None, received_at__gt=now - GIVEN_UP_AFTER)
    return list(waiting.order_by("received_at", "pk").values_list("pk", flat=True)[:limit])


def _close(delivery: WebhookDelivery, outcome: str, *, now: datetime) -> None:
    # The provider may have put the buyer's name into it, and nobody needs it any more.
    WebhookDelivery.objects.filter(pk=delivery.pk, processed_at=None).update(
        processed_at=now, outcome=outcome, body=""
    )
