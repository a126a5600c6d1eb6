"""Where parcels go, and the areas an address is chosen from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.models.users import User


class AddressQuerySet(models.QuerySet):
    def live(self):
        return self.filter(deleted_at=None)

    def default_first(self):
        """Then the last one edited."""
        return self.order_by("-is_default", "-updated_at", "-pk")


class Address(models.Model):
    """A place in somebody's address book. Orders keep a copy, so that a change here changes no order."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="addresses")
    title = models.CharField(_("title"), max_length=100, blank=True, help_text=_("The receiver when empty."))
    full_name = models.CharField(_("receiver"), max_length=100)
    phone = models.CharField(_("phone"), max_length=20)
    fixed_phone = models.CharField(_("fixed telephone"), max_length=20, blank=True, db_default="", default="")
    email = models.EmailField(_("e-mail of the receiver"), blank=True, db_default="", default="")
    address_line1 = models.CharField(_("address"), max_length=250)
    address_line2 = models.CharField(_("flat, floor"), max_length=250, blank=True)
    city = models.CharField(_("city"), max_length=100)
    region = models.CharField(_("region"), max_length=100, blank=True)
    postcode = models.CharField(_("postal code"), max_length=20)
    country = CountryField(_("country"))
    area = models.ForeignKey(
        "Area",
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="addresses",
        help_text=_("The smallest one that was chosen; the names above stand for themselves."),
    )
    is_default = models.BooleanField(_("default"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(is_default=True), name="address_one_default_per_user"
            ),
            models.CheckConstraint(
                condition=Q(is_default=False) | Q(deleted_at=None), name="address_default_is_live"
            ),
        ]

    def __str__(self):
        return f"{self.title}: {self.address_line1}, {self.city}"


class Area(models.Model):
    """A province, a city in it, or a district in that; `accounts.areas.tree` saves them."""

    class Level(models.IntegerChoices):
        PROVINCE = 1, _("province")
        CITY = 2, _("city")
        DISTRICT = 3, _("district")

    country = CountryField(_("country"))
    code = models.CharField(_("official code"), max_length=12)
    name = models.CharField(_("name"), max_length=100, help_text=_("In English, where there is such a name."))
    local_name = models.CharField(_("local name"), max_length=100)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [
            models.UniqueConstraint(fields=["country", "code"], name="area_one_per_code"),
            models.CheckConstraint(
                condition=Q(level=1, parent=None) | Q(level__in=[2, 3], parent__isnull=False),
                name="area_provinces_have_no_parent",
            ),
        ]

    def __str__(self):
        return self.local_name
