from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from checkout.models.payment import Payment
from products.models.money import money_field


class OrderStatus(models.TextChoices):
    PENDING_PAYMENT = "pending_payment", _("Waiting for payment")
    CONFIRMED = "confirmed", _("Confirmed, paid on delivery")
    PAID = "paid", _("Paid")
    PACKED = "packed", _("Packed")
    SHIPPED = "shipped", _("Shipped")
    DELIVERED = "delivered", _("Delivered")
    EXPIRED = "expired", _("Expired")
    CANCELLED = "cancelled", _("Cancelled")
    PARTIALLY_REFUNDED = "partially_refunded", _("Partially refunded")
    REFUNDED = "refunded", _("Refunded")


class OrderQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-placed_at", "-pk")

    def locked(self):
        return self.select_for_update(of=("self",))

    def paid(self):
        """Those that hold captured money; a dead order never does."""
        captures = Payment.objects.captures().filter(status=Payment.Status.CAPTURED)
        return self.filter(pk__in=captures.values("order"))

    def past_deadline(self, now):
        return self.filter(status=OrderStatus.PENDING_PAYMENT, expires_at__lte=now)


class Order(models.Model):
    """A placed order. Everything on it is frozen; only status and the buyer's contact may still change."""

    number = models.CharField(_("number"), max_length=50, unique=True)
    cart = models.OneToOneField(
        "checkout.Cart", null=True, blank=True, on_delete=models.SET_NULL, related_name="order"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="orders"
    )
    access_token = models.CharField(max_length=64, editable=False)
    status = models.CharField(_("status"), max_length=20, choices=OrderStatus.choices)
    email = models.EmailField(_("e-mail"))
    full_name = models.CharField(_("receiver"), max_length=100)
    phone = models.CharField(_("phone"), max_length=20)
    address_line1 = models.CharField(_("address"), max_length=250)
    address_line2 = models.CharField(_("address, second line"), max_length=250, blank=True)
    city = models.CharField(_("city"), max_length=100)
    region = models.CharField(_("region"), max_length=100, blank=True)
    postcode = models.CharField(_("postal code"), max_length=20)
    country = CountryField(_("country"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    shipping_method = models.CharField(_("shipping method"), max_length=40)
    shipping_name = models.CharField(_("shipping"), max_length=120)
    payment_method = models.CharField(_("payment method"), max_length=40)
    currency = models.CharField(_("currency"), max_length=3)
    coupon_code = models.CharField(_("coupon"), max_length=40, blank=True, default="", db_default="")
    campaign = models.SlugField(_("campaign"), max_length=80, blank=True, default="", db_default="")
    subtotal = money_field(_("subtotal"))
    discount_total = money_field(_("discount"), default=0)
    shipping_total = money_field(_("shipping cost"))
    tax_total = money_field(_("tax included"))
    total = money_field(_("total"))
    placed_at = models.DateTimeField(_("placed"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)
    expires_at = models.DateTimeField(_("to be paid until"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    arrives_from = models.DateField(_("expected from"))
    arrives_until = models.DateField(_("expected until"))
    # Whoever made it was taken out of it; see `SealedOrderPerson`.
    erased_at = models.DateTimeField(_("person erased"), null=True, blank=True, editable=False)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        permissions = [
            ("refund_without_limit", "Can pay back any sum"),
            ("view_customers", "Can see the list of customers"),
        ]
        indexes = [
            models.Index(fields=["-placed_at"], name="order_newest"),
            models.Index(fields=["expires_at"], name="order_deadline", condition=Q(status="pending_payment")),
            models.Index(Lower("email"), name="order_of_a_guest", condition=Q(user=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(total=F("subtotal") - F("discount_total") + F("shipping_total")),
                name="order_total_adds_up",
            ),
            models.CheckConstraint(condition=Q(total__gte=0), name="order_total_not_negative"),
            models.CheckConstraint(condition=Q(status__in=OrderStatus.values), name="order_status_known"),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("checkout:order", args=[self.number])

    @property
    def is_paid(self) -> bool:
        return any(p.kind == "capture" and p.status == "captured" for p in self.payments.all())

    @property
    def last_attempt(self) -> Payment:
        """The attempt to pay that is awaited, or else the youngest; every order has one from its placing.

        Whoever goes back to a former way to pay goes on with the attempt that is still open there.
        """
        attempts = [payment for payment in self.payments.all() if payment.kind == Payment.Kind.CAPTURE]
        return max(attempts, key=self._is_awaited_by_age)

    def _is_awaited_by_age(self, attempt: Payment) -> tuple[bool, int]:
        is_awaited = attempt.status == Payment.Status.PENDING and attempt.provider == self.payment_method
        return is_awaited, attempt.pk


class OrderLine(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    line_no = models.PositiveSmallIntegerField()
    variant = models.ForeignKey("products.Variant", on_delete=models.PROTECT, related_name="order_lines")
    sku = models.CharField(_("SKU"), max_length=64)
    title = models.CharField(_("product"), max_length=120)
    option = models.CharField(_("option"), max_length=200, blank=True)
    brand = models.CharField(_("brand"), max_length=255)
    label = models.JSONField(_("museum label"), default=dict)
    image = models.ForeignKey(
        "stories.MuseumImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    quantity = models.PositiveIntegerField(_("quantity"))
    shipped = models.PositiveIntegerField(_("shipped"), default=0, db_default=0)
    released = models.PositiveIntegerField(_("given up before shipping"), default=0, db_default=0)
    returned = models.PositiveIntegerField(_("sent back"), default=0, db_default=0)
    unit_price = money_field(_("price"))
    line_total = money_field(_("line total"))
    discount = money_field(_("discount"), default=0, db_default=0)
    # Whose price it was, else whose coupon took something off it.
    campaign = models.SlugField(_("campaign"), max_length=80, blank=True, default="", db_default="")
    tax_rate = models.DecimalField(_("tax rate"), max_digits=5, decimal_places=2)
    tax = money_field(_("tax included"))
    story = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="order_lines"
    )
    story_title = models.CharField(_("story"), max_length=255, blank=True)
    block = models.UUIDField(null=True, blank=True, editable=False)
    product_revision = models.PositiveBigIntegerField(null=True, blank=True)
    story_revision = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "line_no"], name="order_line_number_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="order_line_quantity_positive"),
            models.CheckConstraint(
                condition=Q(line_total=F("unit_price") * F("quantity")), name="order_line_total_is_product"
            ),
            models.CheckConstraint(
                condition=Q(discount__gte=0, discount__lte=F("line_total")),
                name="order_line_discount_in_range",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=F("shipped") + F("released")), name="order_line_pieces_add_up"
            ),
            models.CheckConstraint(
                condition=Q(returned__lte=F("shipped")), name="order_line_returned_was_shipped"
            ),
        ]

    def __str__(self):
        return f"{self.quantity} × {self.title}"

    @property
    def open_pieces(self) -> int:
        """Promised, and still in the house."""
        return self.quantity - self.shipped - self.released


class OrderLineClaim(models.Model):
    """What a line does, frozen with the evidence of that moment; `amount` is per piece times quantity."""

    line = models.ForeignKey(OrderLine, on_delete=models.CASCADE, related_name="claims")
    claim = models.ForeignKey(
        "problems.Claim", null=True, blank=True, on_delete=models.SET_NULL, related_name="order_line_claims"
    )
    statement = models.CharField(max_length=200)
    unit = models.CharField(max_length=80)
    amount_per_piece = models.DecimalField(max_digits=12, decimal_places=3)
    amount = models.DecimalField(max_digits=14, decimal_places=3)
    evidence = models.TextField()
    evidence_url = models.URLField(blank=True)
    verifier = models.CharField(max_length=150)
    valid_until = models.DateField()
    evidence_version = models.PositiveBigIntegerField(null=True, blank=True)

    def __str__(self):
        return self.statement


class OrderEvent(models.Model):
    """One step of an order's life: from, to, by whom, why, when.

    From a status to itself is a note: something happened that is no step along the table.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="events")
    from_status = models.CharField(max_length=20, blank=True)
    to_status = models.CharField(max_length=20, choices=OrderStatus.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_label = models.CharField(max_length=150)
    reason = models.CharField(max_length=250, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.from_status} → {self.to_status}"

    @property
    def is_note(self) -> bool:
        return self.from_status == self.to_status


class OrderAddress(models.Model):
    """An address that an order was to go to before it was changed."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="former_addresses")
    full_name = models.CharField(max_length=100)
    phone = models.CharField(max_length=20)
    address_line1 = models.CharField(max_length=250)
    address_line2 = models.CharField(max_length=250, blank=True)
    city = models.CharField(max_length=100)
    region = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=20)
    country = CountryField()
    replaced_at = models.DateTimeField(_("replaced"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_label = models.CharField(max_length=150)
    reason = models.CharField(_("reason"), max_length=250, blank=True)

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self):
        return f"{self.full_name}, {self.address_line1}, {self.city}"
