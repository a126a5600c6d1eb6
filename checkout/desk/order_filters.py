from django.contrib.admin import SimpleListFilter
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from wagtail.models import Page

from accounts.models import User
from brands.models import BrandPage
from checkout.models import Order
from checkout.payments import KNOWN


class PaidFilter(SimpleListFilter):
    title = _("paid")
    parameter_name = "paid"

    def lookups(self, request, model_admin):
        return [("1", _("Yes")), ("0", _("No"))]

    def queryset(self, request, queryset):
        if self.value() == "1":
            return queryset.paid()
        if self.value() == "0":
            return queryset.exclude(pk__in=Order.objects.paid().values("pk"))
        return queryset


class PaymentMethodFilter(SimpleListFilter):
    title = _("payment method")
    parameter_name = "payment_method"

    def lookups(self, request, model_admin):
        return [(code, provider.name) for code, provider in KNOWN.items()]

    def queryset(self, request, queryset):
        return queryset.filter(payment_method=self.value()) if self.value() else queryset


class CountryFilter(SimpleListFilter):
    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        codes = Order.objects.order_by("country").values_list("country", flat=True).distinct()
        return [(code, countries.name(code)) for code in codes]

    def queryset(self, request, queryset):
        return queryset.filter(country=self.value()) if self.value() else queryset


class _NumberedFilter(SimpleListFilter):
    """Asks for a row by its number; anything else finds nothing."""

    def has_output(self):
        return bool(self.value()) or super().has_output()

    def number(self) -> int | None:
        value = self.value() or ""
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        number = self.number()
        return queryset.none() if number is None else self.orders_of(queryset, number)

    def orders_of(self, queryset, number: int):
        raise NotImplementedError


class BrandFilter(_NumberedFilter):
    title = _("brand")
    parameter_name = "brand"

    def lookups(self, request, model_admin):
        return list(BrandPage.objects.order_by("title").values_list("pk", "title"))

    def orders_of(self, queryset, number):
        sold = Order.objects.filter(lines__variant__product__brand=number)
        return queryset.filter(pk__in=sold.values("pk"))


class StoryFilter(_NumberedFilter):
    title = _("source story")
    parameter_name = "story"

    def lookups(self, request, model_admin):
        told = Page.objects.filter(order_lines__isnull=False).order_by("title").distinct()
        return list(told.values_list("pk", "title"))

    def orders_of(self, queryset, number):
        return queryset.filter(pk__in=Order.objects.filter(lines__story=number).values("pk"))


class CustomerFilter(_NumberedFilter):
    """Of one account, named by the list of customers; there are too many to choose from here."""

    title = _("customer")
    parameter_name = "customer"

    def has_output(self):
        return bool(self.value())

    def lookups(self, request, model_admin):
        asked = User.objects.filter(pk=self.number()) if self.number() else []
        return [(str(customer.pk), str(customer)) for customer in asked]

    def orders_of(self, queryset, number):
        return queryset.filter(user=number)
