import base64
import secrets

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from webhooks.addresses import AddressRefused, check_url


class Event(models.TextChoices):
    ORDER_PLACED = "order.placed", _("An order was placed")
    ORDER_PAID = "order.paid", _("An order was paid")
    ORDER_SHIPPED = "order.shipped", _("An order was sent")
    ORDER_REFUNDED = "order.refunded", _("Money was paid back")
    PRODUCT_PUBLISHED = "product.published", _("A product was published")


PING = "ping"


def make_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


class WebhookEndpoint(models.Model):
    """Where a partner's system wants to be told, and of what."""

    name = models.CharField(_("name"), max_length=100)
    url = models.URLField(_("address"), max_length=500)
    secret = models.CharField(_("secret"), max_length=100, default=make_secret, editable=False)
    events = models.JSONField(_("events"), default=list)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def clean(self):
        if not isinstance(self.events, list) or set(self.events) - set(Event.values):
            raise ValidationError({"events": _("Choose from the known events.")})
        try:
            check_url(url=self.url)
        except AddressRefused as refused:
            raise ValidationError({"url": str(refused)}) from refused


class OutgoingMessage(models.Model):
    """What happened, as every endpoint is told of it. The id stays the same at every try."""

    event = models.CharField(_("event"), max_length=50)
    event_id = models.CharField(_("event id"), max_length=50, unique=True)
    payload = models.JSONField(_("payload"), encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(_("created"), db_index=True)

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.event} {self.event_id}"


class OutgoingDelivery(models.Model):
    """One message owed to one endpoint."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")

    message = models.ForeignKey(OutgoingMessage, on_delete=models.CASCADE, related_name="deliveries")
    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    last_status_code = models.PositiveSmallIntegerField(_("last answer"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["message", "endpoint"], name="outgoing_delivery_once"),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(status="pending"), name="outgoing_waiting"),
            models.Index(fields=["claimed_until"], condition=Q(status="sending"), name="outgoing_claimed"),
        ]

    def __str__(self):
        return f"{self.message} → {self.endpoint}"
