import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from products.models.money import money_field
from stories.models import TimeStamped

MOST_PIECES = 99


class CartQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def locked(self):
        """Rows stay this transaction's until it ends; SQLite locks by its immediate transaction."""
        return self.select_for_update(of=("self",))


class Cart(TimeStamped):
    """What somebody thinks of buying. Promises nothing; found by account or by the token in a signed cookie."""

    class Kind(models.TextChoices):
        CART = "cart", _("Cart")
        BUY_NOW = "buy_now", _("Buy now")
        STAFF = "staff", _("Written by staff")

    token = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CART)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="carts"
    )
    coupon = models.ForeignKey(
        "campaigns.Coupon", null=True, blank=True, on_delete=models.SET_NULL, related_name="carts"
    )
    version = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["token"], condition=Q(closed_at=None), name="cart_open_token_once"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(closed_at=None, kind="cart"), name="cart_open_once_per_user"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"


class CartLine(TimeStamped):
    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey("products.Variant", on_delete=models.CASCADE, related_name="cart_lines")
    quantity = models.PositiveIntegerField(_("quantity"))
    selected = models.BooleanField(_("selected"), default=True)
    price_seen = money_field()
    story = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="cart_lines"
    )
    # The block of the story's body that it was added from.
    block = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cart", "variant"], name="cart_line_once_per_variant"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_PIECES), name="cart_line_quantity_in_range"
            ),
        ]

    def __str__(self):
        return f"{self.quantity} × {self.variant_id}"
