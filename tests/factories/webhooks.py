from uuid import uuid4

from django.utils import timezone

from webhooks.models import OutgoingDelivery, OutgoingMessage, WebhookEndpoint


def endpoint(url: str, *, events: tuple[str, ...] = ("order.placed",), **fields) -> WebhookEndpoint:
    return WebhookEndpoint.objects.create(name="Partner", url=url, events=list(events), **fields)


def failed_delivery() -> OutgoingDelivery:
    message = OutgoingMessage.objects.create(
        event="order.placed", event_id=uuid4().hex, payload={}, created_at=timezone.now()
    )
    return OutgoingDelivery.objects.create(
        message=message, endpoint=endpoint("https://partner.example/"), status=OutgoingDelivery.Status.FAILED
    )
