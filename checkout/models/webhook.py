from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WebhookDelivery(models.Model):
    """A payment provider's message, kept before it is answered. Its ids are believed, its contents are not.

    `body` is there until somebody has acted on the message.
    """

    class Outcome(models.TextChoices):
        WAITING = "", _("Waiting")
        SETTLED = "settled", _("Payment settled")
        UNCHANGED = "unchanged", _("Nothing new")
        UNKNOWN = "unknown", _("Not one of our payments")
        FAILED = "failed", _("Could not be settled")

    provider = models.CharField(_("provider"), max_length=40)
    event_id = models.CharField(_("message"), max_length=255)
    kind = models.CharField(_("kind"), max_length=100, blank=True)
    ref = models.CharField(_("reference"), max_length=255, blank=True)
    body = models.TextField()
    received_at = models.DateTimeField(_("received"))
    processed_at = models.DateTimeField(_("processed"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)

    class Meta:
        indexes = [
            models.Index(fields=["received_at"], name="webhook_waiting", condition=Q(processed_at=None))
        ]
        constraints = [models.UniqueConstraint(fields=["provider", "event_id"], name="webhook_event_once")]

    def __str__(self):
        return f"{self.provider} {self.event_id}"
