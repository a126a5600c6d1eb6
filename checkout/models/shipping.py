from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from products.models.money import money_field


class ShippingMethod(ClusterableModel):
    """A way of sending, with its rates as rows that an operator edits."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    description = models.CharField(_("description"), max_length=250, blank=True)
    days_min = models.PositiveSmallIntegerField(_("days, at least"), default=1)
    days_max = models.PositiveSmallIntegerField(_("days, at most"), default=3)
    is_active = models.BooleanField(_("active"), default=True)
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("name")]),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("days_min"), FieldPanel("days_max")]),
        FieldRowPanel([FieldPanel("is_active"), FieldPanel("sort_order")]),
        InlinePanel("rates", heading=_("Rates"), label=_("rate"), min_num=1),
    ]

    class Meta:
        verbose_name = _("shipping method")
        verbose_name_plural = _("shipping methods")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(days_max__gte=F("days_min")), name="shipping_days_in_order")
        ]

    def __str__(self):
        return self.name


class ShippingRate(Orderable):
    """The price of a method in one place: the row with the narrowest place that fits counts."""

    method = ParentalKey(ShippingMethod, on_delete=models.CASCADE, related_name="rates")
    country = CountryField(_("country"), blank=True, help_text=_("Empty means every country."))
    postcode_from = models.CharField(_("postal code, from"), max_length=20, blank=True)
    postcode_to = models.CharField(_("postal code, to"), max_length=20, blank=True)
    price = money_field(_("price"), validators=[MinValueValidator(0)])
    free_from = money_field(
        _("free from"),
        null=True,
        blank=True,
        help_text=_("Goods worth this much or more travel free; empty means never."),
    )

    panels = [
        FieldPanel("country"),
        FieldRowPanel([FieldPanel("postcode_from"), FieldPanel("postcode_to")]),
        FieldRowPanel([FieldPanel("price"), FieldPanel("free_from")]),
    ]

    class Meta(Orderable.Meta):
        constraints = [models.CheckConstraint(condition=Q(price__gte=0), name="shipping_price_not_negative")]

    def __str__(self):
        return f"{self.country or '*'} {self.postcode_from}–{self.postcode_to} {self.price}"

    def clean(self):
        if bool(self.postcode_from) != bool(self.postcode_to):
            raise ValidationError(
                {"postcode_to": _("Type both ends of the range of postal codes, or neither.")}
            )
        if self.postcode_from > self.postcode_to:
            raise ValidationError({"postcode_to": _("The range of postal codes must end after it begins.")})
        if self.postcode_from and not self.country:
            raise ValidationError({"country": _("Postal codes mean something only within a country.")})


class Shipment(models.Model):
    """One parcel on its way; an order may leave in several."""

    order = models.ForeignKey("checkout.Order", on_delete=models.CASCADE, related_name="shipments")
    carrier = models.CharField(_("carrier"), max_length=80, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=80, blank=True)
    tracking_url = models.URLField(_("tracking link"), max_length=500, blank=True, db_default="")
    shipped_at = models.DateTimeField(_("shipped"))

    def __str__(self):
        return f"{self.carrier} {self.tracking_number}".strip()


class ShipmentLine(models.Model):
    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey("checkout.OrderLine", on_delete=models.PROTECT, related_name="shipments")
    quantity = models.PositiveIntegerField(_("quantity"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shipment", "line"], name="shipment_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="shipment_line_quantity_positive"),
        ]

    def __str__(self):
        return f"{self.quantity} × {self.line_id}"
