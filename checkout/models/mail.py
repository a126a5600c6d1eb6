from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OrderMail(models.Model):
    """A mail that an order owes its buyer: the outbox row of the transaction that caused it.

    One of each kind and occasion. `composed_at` is empty until a worker has written the e-mail, and stays
    when that e-mail is purged, so that nothing is written to anybody a second time.
    """

    class Kind(models.TextChoices):
        CONFIRMATION = "order_confirmation", _("Order confirmation")
        PAYMENT_RECEIVED = "payment_received", _("Payment received")
        PAYMENT_RETURNED = "payment_returned", _("Payment given back")
        SHIPPED = "order_shipped", _("Order shipped")
        DELIVERED = "order_delivered", _("Order delivered")
        CANCELLED = "order_cancelled", _("Order cancelled")
        EXPIRED = "order_expired", _("Order expired")
        REFUNDED = "order_refunded", _("Refund")
        RETURN_REQUESTED = "return_requested", _("Return asked for")
        RETURN_ACCEPTED = "return_accepted", _("Return accepted")
        RETURN_REFUSED = "return_refused", _("Return refused")

    order = models.ForeignKey("checkout.Order", on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    occasion = models.CharField(max_length=60, blank=True)
    email = models.OneToOneField(
        "post_office.Email", null=True, blank=True, on_delete=models.SET_NULL, related_name="order_mail"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    composed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "kind", "occasion"], name="order_mail_once_per_occasion")
        ]
        indexes = [models.Index(fields=["id"], name="order_mail_owed", condition=Q(composed_at=None))]

    def __str__(self):
        return self.get_kind_display()
