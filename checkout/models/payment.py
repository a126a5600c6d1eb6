from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Payment(models.Model):
    """An attempt to move the money of one order; `amount` in the order's currency."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Pending")
        CAPTURED = "captured", _("Captured")
        REFUNDED = "refunded", _("Refunded")
        FAILED = "failed", _("Failed")

    class Kind(models.TextChoices):
        CAPTURE = "capture", _("Capture")
        REFUND = "refund", _("Refund")

    order = models.ForeignKey("checkout.Order", on_delete=models.CASCADE, related_name="payments")
    provider = models.CharField(_("provider"), max_length=40)
    provider_ref = models.CharField(_("reference"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CAPTURE)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PENDING)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="payment_amount_not_negative"),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(kind="capture", status="captured"),
                name="payment_one_capture_per_order",
            ),
        ]

    def __str__(self):
        return f"{self.provider} {self.amount} {self.currency}"
