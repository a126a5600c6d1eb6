"""Tells endpoints what they are owed, each message until it is taken or given up.

Celery's own retries would not do: they live in a broker that may be emptied, and staff could neither see them
nor send again. So a row is claimed by one conditional UPDATE with an end; a claim left behind by a dead worker
ends by itself, and the sweep finds the row. An endpoint may be told twice when its sender dies at the wrong
moment: the message's id is then the same.
"""

import json
import logging
from datetime import UTC, datetime, timedelta
from secrets import SystemRandom

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F, Q, QuerySet
from standardwebhooks import Webhook

from stories.timed_calls import NoAnswer
from stories.waking import wake_after_commit
from webhooks.addresses import AddressRefused
from webhooks.announcing import DELIVER, owe
from webhooks.calls import post
from webhooks.models import PING, OutgoingDelivery, OutgoingMessage, WebhookEndpoint

# Longer than a worker lets any task run.
CLAIM = timedelta(seconds=330)
JITTER = 0.1
GONE = 410
Status = OutgoingDelivery.Status

logger = logging.getLogger(__name__)


class CannotSendAgain(Exception):
    """The message is being sent at this moment."""


class EndpointIsOff(Exception):
    pass


def find_due_deliveries(*, now: datetime, limit: int) -> list[int]:
    due = OutgoingDelivery.objects.filter(_due(now)).order_by("pk")
    return list(due.values_list("pk", flat=True)[:limit])


def deliver(*, delivery_id: int, now: datetime) -> bool | None:
    """Whether the endpoint took the message; None when it is not due or somebody else is at it."""
    claim = now + CLAIM
    claimed = OutgoingDelivery.objects.filter(_due(now), pk=delivery_id).update(
        # Counted before it is made, so that what kills its senders is given up as well.
        status=Status.SENDING,
        claimed_until=claim,
        attempts=F("attempts") + 1,
    )
    if not claimed:
        return None
    delivery = OutgoingDelivery.objects.select_related("message", "endpoint").get(pk=delivery_id)
    code, error = _call(delivery.message, delivery.endpoint, now)
    if code is not None and 200 <= code < 300:
        OutgoingDelivery.objects.filter(pk=delivery_id).update(
            status=Status.SENT, sent_at=now, last_status_code=code, last_error="", claimed_until=None
        )
        return True
    _put_back(delivery, claim, code, error, now)
    return False


@transaction.atomic
def send_again(*, delivery: OutgoingDelivery, now: datetime) -> None:
    """Owes the same message again, with all its tries before it. Raises CannotSendAgain."""
    if not _owe_again(OutgoingDelivery.objects.filter(pk=delivery.pk).exclude(status=Status.SENDING), now):
        raise CannotSendAgain
    wake_after_commit(DELIVER, delivery.pk)


@transaction.atomic
def send_failed_again(*, now: datetime) -> dict[WebhookEndpoint, int]:
    """Owes again whatever was given up; how many there were for each. The sweep sends them, a few at a time."""
    failed = OutgoingDelivery.objects.filter(status=Status.FAILED)
    endpoints = list(WebhookEndpoint.objects.filter(pk__in=failed.values("endpoint")))
    return {endpoint: _owe_again(failed.filter(endpoint=endpoint), now) for endpoint in endpoints}


def send_test_message(*, endpoint: WebhookEndpoint, now: datetime) -> OutgoingMessage:
    """Raises EndpointIsOff: nothing is sent to it, so the message would only wait."""
    if not endpoint.is_active:
        raise EndpointIsOff
    return owe(event=PING, data={"endpoint": endpoint.name}, endpoints=[endpoint], now=now)


def _due(now: datetime) -> Q:
    waiting = Q(status=Status.PENDING, next_attempt_at__lte=now)
    outlived = Q(status=Status.SENDING, claimed_until__lte=now)
    # Not by a join: PostgreSQL would look for the row in a subquery, which it does not ask again once another
    # sender has let go of the row, and both would claim it.
    return (waiting | outlived) & Q(endpoint__in=WebhookEndpoint.objects.filter(is_active=True))


def _owe_again(deliveries: QuerySet[OutgoingDelivery], now: datetime) -> int:
    return deliveries.update(status=Status.PENDING, attempts=0, next_attempt_at=now, claimed_until=None)


def _call(message: OutgoingMessage, endpoint: WebhookEndpoint, now: datetime) -> tuple[int | None, str]:
    body = json.dumps(message.payload, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    moment = now.astimezone(UTC)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "ImpactMuseum-Webhooks/1.0",
        "webhook-id": message.event_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(endpoint.secret).sign(message.event_id, moment, body),
    }
    try:
        code = post(
            url=endpoint.url,
            headers=headers,
            content=body.encode(),
            seconds=settings.WEBHOOK_TIMEOUT_SECONDS,
        )
    except (AddressRefused, NoAnswer) as failure:
        return None, str(failure)
    except Exception as error:  # noqa: BLE001 whatever the reason is, the message waits and staff see it
        return None, f"{type(error).__name__} {error}"
    return code, "" if 200 <= code < 300 else f"HTTP {code}"


def _put_back(
    delivery: OutgoingDelivery, claim: datetime, code: int | None, error: str, now: datetime
) -> None:
    waits = settings.WEBHOOK_RETRY_SECONDS
    is_over = code == GONE or delivery.attempts > len(waits)
    changes: dict[str, object] = {"status": Status.FAILED, "next_attempt_at": None}
    if not is_over:
        wait = waits[delivery.attempts - 1] * SystemRandom().uniform(1, 1 + JITTER)
        changes = {"status": Status.PENDING, "next_attempt_at": now + timedelta(seconds=wait)}
    with transaction.atomic():
        # Only while the claim is still ours: a slower sender must not undo what a later one did.
        OutgoingDelivery.objects.filter(pk=delivery.pk, status=Status.SENDING, claimed_until=claim).update(
            **changes, claimed_until=None, last_status_code=code, last_error=error[:500]
        )
        if code == GONE:
            WebhookEndpoint.objects.filter(pk=delivery.endpoint_id).update(is_active=False)
    level = logging.ERROR if is_over else logging.WARNING
    logger.log(level, "webhook %s was not taken at try %s (%s)", delivery.pk, delivery.attempts, error)
