from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.fields import MoneyField
from brands.models import BrandPage
from products.catalogue import DEFAULT_SORT, SORTS, Wish, clean_query
from products.catalogue_edits import NewVariant
from products.models import Category
from products.models.variant import sku_format

LONGEST_OPTIONS = 200


class NarrowingQuery(serializers.Serializer):
    """What a list of products can be narrowed down by. Under a slug that nobody has, there is nothing; what cannot be read is
    refused.
    """

    category = serializers.SlugField(
        required=False, allow_blank=True, help_text="Slug; what stands below it counts too."
    )
    brand = serializers.CharField(required=False, allow_blank=True, max_length=255, help_text="Slug.")
    problem = serializers.CharField(required=False, allow_blank=True, max_length=255, help_text="Slug.")
    min_price = MoneyField(required=False)
    max_price = MoneyField(required=False)
    in_stock = serializers.BooleanField(required=False)

    def __init__(self, data=None, **kwargs):
        if data is not None:
            cleaned = {name: clean_query(value) for name, value in data.items()}
            kwargs["data"] = {name: value for name, value in cleaned.items() if value}
        super().__init__(**kwargs)

    def validate(self, attrs):
        lowest, highest = attrs.get("min_price"), attrs.get("max_price")
        if lowest is not None and highest is not None and lowest > highest:
            raise serializers.ValidationError({"max_price": _("The highest price is below the lowest.")})
        return attrs


class CatalogueQuery(NarrowingQuery):
    """What a list of products may be asked for. An order that is not known is ignored."""

    q = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=100,
        help_text="Words of the product's or the brand's name.",
    )
    ordering = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text="`newest`, `price`, `-price` or `popular`; `newest` for anything else.",
    )

    def wish(self) -> Wish:
        """Raises ValidationError for what cannot be read."""
        self.is_valid(raise_exception=True)
        wanted = dict(self.validated_data)
        ordering = wanted.pop("ordering", DEFAULT_SORT)
        return Wish(**wanted, sort=ordering if ordering in SORTS else DEFAULT_SORT)


class PricesOfVariant(serializers.Serializer):
    sku = serializers.CharField(max_length=64, validators=[sku_format])
    price = MoneyField(required=False)
    compare_at_price = MoneyField(required=False, allow_null=True)
    currency = serializers.CharField(required=False)

    def validate_currency(self, currency: str) -> str:
        if currency != settings.SHOP_CURRENCY:
            text = str(_("The shop's currency is %(currency)s.")) % {"currency": settings.SHOP_CURRENCY}
            raise serializers.ValidationError(text)
        return currency


class VariantRequest(PricesOfVariant):
    price = MoneyField()
    option = serializers.DictField(required=False, child=serializers.CharField(max_length=100))
    weight_g = serializers.IntegerField(required=False, min_value=0, max_value=1_000_000)

    def validate_option(self, option: dict[str, str]) -> dict[str, str]:
        for name in option:
            serializers.CharField().run_validation(name)
        if len(", ".join([*option, *option.values()])) > LONGEST_OPTIONS:
            raise serializers.ValidationError(str(_("These are too many words for one variant.")))
        return option

    def to_new(self, data: dict[str, Any]) -> NewVariant:
        return NewVariant(
            sku=data["sku"],
            price=data["price"],
            compare_at_price=data.get("compare_at_price"),
            options=data.get("option", {}),
            weight_g=data.get("weight_g", 0),
        )


class SlugOf(serializers.SlugRelatedField):
    """No database looks up anything but sound text."""

    def to_internal_value(self, data):
        if not isinstance(data, str) or not data.isprintable():
            self.fail("invalid")
        return super().to_internal_value(data)


class TextOfProduct(serializers.Serializer):
    name = serializers.CharField(required=False, max_length=120)
    brand = SlugOf(required=False, slug_field="slug", queryset=BrandPage.objects.select_related("problem"))
    category = SlugOf(required=False, allow_null=True, slug_field="slug", queryset=Category.objects.all())
    summary = serializers.CharField(required=False, allow_blank=True, max_length=250)
    description = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    published = serializers.BooleanField(required=False)


class ProductRequest(TextOfProduct):
    slug = serializers.SlugField(max_length=120)
    name = serializers.CharField(max_length=120)
    brand = SlugOf(slug_field="slug", queryset=BrandPage.objects.select_related("problem"))
    published = serializers.BooleanField(
        required=False, help_text="True when left out, as long as there is a variant to sell."
    )
    variants = VariantRequest(many=True, required=False)

    def is_published(self) -> bool:
        return self.validated_data.get("published", bool(self.validated_data.get("variants")))

    def new_variants(self) -> list[NewVariant]:
        line = VariantRequest()
        return [line.to_new(data) for data in self.validated_data.get("variants", [])]

    def text(self) -> dict[str, Any]:
        known = ("slug", "name", "brand", "category", "summary", "description")
        return {name: self.validated_data[name] for name in known if name in self.validated_data}


class ProductPatch(TextOfProduct):
    variants = PricesOfVariant(many=True, required=False)

    def text(self) -> dict[str, Any]:
        known = ("name", "brand", "category", "summary", "description")
        return {name: self.validated_data[name] for name in known if name in self.validated_data}

    def prices(self) -> dict[str, dict[str, Decimal | None]]:
        """The amounts given, by SKU."""
        return {
            line["sku"]: {name: line[name] for name in ("price", "compare_at_price") if name in line}
            for line in self.validated_data.get("variants", [])
        }
