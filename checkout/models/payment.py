import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from products.models.money import money_field


class PaymentQuerySet(models.QuerySet):
    def captures(self):
        return self.filter(kind=Payment.Kind.CAPTURE)

    def refunds(self):
        return self.filter(kind=Payment.Kind.REFUND)

    def pending(self):
        return self.filter(status=Payment.Status.PENDING)


class Payment(models.Model):
    """One movement of an order's money, or the attempt at one; `amount` in the order's currency.

    A capture that is to be given back, or was, is "refunded": the order holds no money of it any more. The
    refund of it is a row of its own, "pending" until the provider has sent the money, then "refunded".
    """

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
    provider_ref = models.CharField(_("reference"), max_length=255, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CAPTURE)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PENDING)
    amount = money_field(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    attempt_key = models.UUIDField(default=uuid.uuid4, null=True, editable=False, unique=True)
    redirect_url = models.URLField(max_length=2000, blank=True, db_default="")
    reverses = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="refunds"
    )
    created_at = models.DateTimeField(_("created"))
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=250, blank=True, db_default="")

    objects = PaymentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="payment_waiting", condition=Q(status="pending"))]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="payment_amount_not_negative"),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(kind="capture", status="captured"),
                name="payment_one_capture_per_order",
            ),
            models.UniqueConstraint(
                fields=["provider", "provider_ref"],
                condition=~Q(provider_ref=""),
                name="payment_reference_once",
            ),
        ]

    def __str__(self):
        return f"{self.provider} {self.amount} {self.currency}"


class Refund(models.Model):
    """Why money goes back, and which part of the order it is for. Without lines: a sum that staff named."""

    payment = models.OneToOneField(Payment, on_delete=models.CASCADE, related_name="refund")
    key = models.CharField(max_length=64, blank=True, db_default="")
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    goods = money_field(_("goods"), default=0)
    shipping = money_field(_("shipping"), default=0)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="refund_once_for_a_key")
        ]

    def __str__(self):
        return str(self.payment)


class RefundLine(models.Model):
    """Pieces of one order line that are paid back."""

    class Fate(models.TextChoices):
        RESTOCK = "restock", _("Back into stock")
        WRITE_OFF = "write_off", _("Written off")
        KEEP = "keep", _("Stays with the buyer")

    refund = models.ForeignKey(Refund, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey("checkout.OrderLine", on_delete=models.PROTECT, related_name="refunds")
    quantity = models.PositiveIntegerField(_("quantity"))
    amount = money_field(_("amount"))
    fate = models.CharField(_("the pieces"), max_length=10, choices=Fate.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["refund", "line"], name="refund_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="refund_line_quantity_positive"),
        ]

    def __str__(self):
        return f"{self.quantity} × {self.line_id}"
