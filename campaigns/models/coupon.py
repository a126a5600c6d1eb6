from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, MultipleChooserPanel

from campaigns.models.campaign import refuse_fractions
from campaigns.models.dates import ENDS_AFTER_START, refuse_early_end, runs_at
from products.models.money import money_field
from stories.models import KeepsColumnsApart, TimeStamped

code_format = RegexValidator(
    r"^[A-Z0-9][A-Z0-9_-]*\Z", _("Use capital letters, digits, hyphens and underscores.")
)


class CouponQuerySet(models.QuerySet):
    def running(self, now):
        """Active, within its dates and those of its campaign, which nobody has stopped."""
        campaign = Q(campaign=None) | Q(campaign__stopped_at=None) & runs_at(now, of="campaign__")
        return self.filter(campaign, runs_at(now), is_active=True)


class Coupon(KeepsColumnsApart, TimeStamped, ClusterableModel):
    """A code that makes an order cheaper. Counters are written by `campaigns.coupons` only."""

    written_elsewhere = ("redeemed",)

    class Kind(models.TextChoices):
        PERCENT = "percent", _("Percent")
        AMOUNT = "amount", _("Amount")
        SHIPPING = "shipping", _("Free shipping")

    code = models.CharField(_("code"), max_length=40, unique=True, validators=[code_format])
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PERCENT)
    percent = models.DecimalField(
        _("percent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    amount = money_field(_("amount"), null=True, blank=True, validators=[MinValueValidator(0)])
    minimum = money_field(
        _("minimum"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("The goods it applies to have to cost this much; empty for any sum."),
    )
    products = models.ManyToManyField(
        "products.Product", verbose_name=_("products"), through="CouponProduct", related_name="coupons"
    )
    brands = models.ManyToManyField(
        "brands.BrandPage", verbose_name=_("brands"), through="CouponBrand", related_name="coupons"
    )
    campaign = models.ForeignKey(
        "campaigns.Campaign",
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="coupons",
    )
    limit_total = models.PositiveIntegerField(_("redemptions at most"), null=True, blank=True)
    limit_per_customer = models.PositiveIntegerField(_("for each customer at most"), null=True, blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    redeemed = models.PositiveIntegerField(_("redeemed"), default=0, editable=False)

    objects = CouponQuerySet.as_manager()

    panels = [
        FieldPanel("code"),
        FieldPanel("campaign"),
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("percent"), FieldPanel("amount"), FieldPanel("minimum")]),
            ],
            heading=_("What it is worth"),
        ),
        MultipleChooserPanel(
            "product_links",
            chooser_field_name="product",
            heading=_("Products"),
            label=_("Product"),
            help_text=_("It applies to these, and to those of its brands; without either, to everything."),
        ),
        MultipleChooserPanel(
            "brand_links", chooser_field_name="brand", heading=_("Brands"), label=_("Brand")
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("limit_total"), FieldPanel("limit_per_customer")])],
            heading=_("How often"),
        ),
        MultiFieldPanel(
            [FieldPanel("is_active"), FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])],
            heading=_("When"),
        ),
    ]

    class Meta:
        verbose_name = _("coupon")
        verbose_name_plural = _("coupons")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind="percent", percent__isnull=False, percent__gt=0, percent__lte=100, amount=None
                )
                | Q(kind="amount", amount__isnull=False, amount__gt=0, percent=None)
                | Q(kind="shipping", amount=None, percent=None),
                name="coupon_worth_fits_kind",
            ),
            models.CheckConstraint(condition=ENDS_AFTER_START, name="coupon_ends_after_start"),
        ]

    def __str__(self):
        return self.code

    def clean(self):
        wrong = refuse_early_end(self)
        if self.kind == self.Kind.PERCENT and not self.percent:
            wrong["percent"] = _("Type how many percent.")
        if self.kind == self.Kind.AMOUNT and not self.amount:
            wrong["amount"] = _("Type an amount.")
        if self.kind != self.Kind.PERCENT and self.percent is not None:
            wrong["percent"] = _("Only a coupon by percent has one.")
        if self.kind != self.Kind.AMOUNT and self.amount is not None:
            wrong["amount"] = _("Only a coupon by amount has one.")
        if self.limit_total is not None and self.limit_total < self.redeemed:
            wrong["limit_total"] = _("It was redeemed %(times)s times already.") % {"times": self.redeemed}
        wrong |= refuse_fractions(self, "amount", "minimum") | self._refuse_another_name()
        if wrong:
            raise ValidationError(wrong)

    def _refuse_another_name(self) -> dict[str, str]:
        """Orders name the code and its campaign."""
        if not self.pk or not self.redemptions.exists():
            return {}
        before = Coupon.objects.get(pk=self.pk)
        told = str(_("It was redeemed: this stays as it is."))
        return {
            name: told
            for name, column in (("code", "code"), ("campaign", "campaign_id"))
            if getattr(self, column) != getattr(before, column)
        }


class CouponProduct(models.Model):
    coupon = ParentalKey(Coupon, on_delete=models.CASCADE, related_name="product_links")
    product = models.ForeignKey(
        "products.Product", verbose_name=_("product"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coupon", "product"], name="coupon_product_once")]

    def __str__(self):
        return f"{self.coupon_id}: {self.product_id}"


class CouponBrand(models.Model):
    coupon = ParentalKey(Coupon, on_delete=models.CASCADE, related_name="brand_links")
    brand = models.ForeignKey(
        "brands.BrandPage", verbose_name=_("brand"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coupon", "brand"], name="coupon_brand_once")]

    def __str__(self):
        return f"{self.coupon_id}: {self.brand_id}"


class CouponCustomer(models.Model):
    """How often one customer has redeemed a coupon; the row that two orders of theirs wait for."""

    coupon = models.ForeignKey(Coupon, on_delete=models.CASCADE, related_name="customers")
    customer_key = models.CharField(max_length=64)
    redeemed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["coupon", "customer_key"], name="coupon_customer_once")
        ]

    def __str__(self):
        return f"{self.coupon_id}: {self.redeemed}"


class CouponRedemption(models.Model):
    """A coupon on one order; kept when the order ends early, as released."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        RELEASED = "released", _("Released")

    coupon = models.ForeignKey(
        Coupon, verbose_name=_("coupon"), on_delete=models.PROTECT, related_name="redemptions"
    )
    # Where it was counted: the coupon may belong to another campaign by now.
    campaign = models.ForeignKey(
        "campaigns.Campaign",
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="redemptions",
    )
    order_number = models.CharField(_("order number"), max_length=50, unique=True)
    customer_key = models.CharField(max_length=64)
    discount = money_field(_("discount"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ACTIVE)
    redeemed_at = models.DateTimeField(_("redeemed"))
    released_at = models.DateTimeField(_("released"), null=True, blank=True)

    class Meta:
        verbose_name = _("redemption")
        verbose_name_plural = _("redemptions")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="active", released_at=None)
                | Q(state="released", released_at__isnull=False),
                name="redemption_released_at",
            )
        ]

    def __str__(self):
        return f"{self.coupon_id}: {self.pk}"
