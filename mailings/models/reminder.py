"""Letters to one person, that were asked for or agreed to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StockWish(models.Model):
    """Somebody wants to know when a variant is back: told once, by the e-mail of `email`."""

    variant = models.ForeignKey("products.Variant", on_delete=models.CASCADE, related_name="wishes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stock_wishes")
    created_at = models.DateTimeField(_("asked for"))
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    email = models.OneToOneField(
        "post_office.Email", null=True, blank=True, on_delete=models.SET_NULL, related_name="stock_wish"
    )

    class Meta:
        verbose_name = _("wish for stock")
        verbose_name_plural = _("wishes for stock")
        constraints = [
            models.UniqueConstraint(fields=["variant", "user"], name="stock_wish_once"),
            models.CheckConstraint(
                condition=Q(email=None) | Q(told_at__isnull=False), name="stock_wish_told"
            ),
        ]
        indexes = [models.Index(fields=["variant"], condition=Q(told_at=None), name="stock_wish_waits")]

    def __str__(self):
        return f"{self.variant_id} {self.created_at:%Y-%m-%d}"


class CartReminder(models.Model):
    """Somebody was reminded of a cart: once for each cart."""

    cart = models.OneToOneField("checkout.Cart", on_delete=models.CASCADE, related_name="reminder")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cart_reminders"
    )
    written_at = models.DateTimeField(_("written"))
    email = models.OneToOneField(
        "post_office.Email", null=True, blank=True, on_delete=models.SET_NULL, related_name="cart_reminder"
    )

    class Meta:
        verbose_name = _("reminder of a cart")
        verbose_name_plural = _("reminders of carts")

    def __str__(self):
        return f"{self.cart_id} {self.written_at:%Y-%m-%d}"
