from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReturnRequest(models.Model):
    """A buyer wants to send pieces back. Staff accept or refuse it; what arrives is refunded."""

    class Status(models.TextChoices):
        REQUESTED = "requested", _("Asked for")
        ACCEPTED = "accepted", _("Accepted, waiting for the parcel")
        REFUSED = "refused", _("Refused")
        RECEIVED = "received", _("Received")
        CLOSED = "closed", _("Closed, nothing came")

    order = models.ForeignKey("checkout.Order", on_delete=models.CASCADE, related_name="return_requests")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.REQUESTED)
    key = models.CharField(max_length=64, blank=True, db_default="")
    answer = models.CharField(_("answer to the buyer"), max_length=500, blank=True)
    refund = models.OneToOneField(
        "checkout.Refund", null=True, blank=True, on_delete=models.PROTECT, related_name="return_request"
    )
    created_at = models.DateTimeField(_("asked for"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"), null=True, blank=True)

    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_because = models.CharField(_("why it was closed"), max_length=500, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "key"], condition=~Q(key=""), name="return_once_for_a_key"
            )
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="return_open",
                condition=Q(status__in=["requested", "accepted"]),
            )
        ]

    def __str__(self):
        return f"{self.order} ({self.get_status_display()})"


class ReturnLine(models.Model):
    class Reason(models.TextChoices):
        CHANGED_MIND = "changed_mind", _("I have changed my mind")
        DAMAGED = "damaged", _("It arrived damaged")
        WRONG_ITEM = "wrong_item", _("It is not what I ordered")
        NOT_AS_DESCRIBED = "not_as_described", _("It is not as described")

    request = models.ForeignKey(ReturnRequest, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey("checkout.OrderLine", on_delete=models.PROTECT, related_name="return_lines")
    quantity = models.PositiveIntegerField(_("quantity"))
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    note = models.CharField(_("in your words"), max_length=500, blank=True)
    photo = models.ImageField(_("photo"), upload_to="private/returns/", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "line"], name="return_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="return_line_quantity_positive"),
        ]

    def __str__(self):
        return f"{self.quantity} × {self.line_id}"
