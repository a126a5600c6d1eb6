from typing import Any

from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from wagtail.images.shortcuts import get_rendition_or_not_found

from api.addresses import absolute
from api.fields import MoneyField
from products.labels import write_label
from products.models import Category, Product
from products.offers import make_offers
from stories.picture_sizes import CARD_FILTERS


class VariantAnswer(serializers.Serializer):
    sku = serializers.CharField()
    option = serializers.DictField(
        source="options", child=serializers.CharField(), help_text="Its values by the options' names."
    )
    price = MoneyField()
    compare_at_price = MoneyField(allow_null=True)
    currency = serializers.SerializerMethodField()
    available = serializers.IntegerField(help_text="Pieces that can be had now.")

    def get_currency(self, offer) -> str:
        return settings.SHOP_CURRENCY


class ProductAnswer(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()
    brand = serializers.CharField(source="brand.slug", help_text="Slug of the brand.")
    problem = serializers.SerializerMethodField(help_text="Slug; null while the problem is not on show.")
    url = serializers.SerializerMethodField()
    image = serializers.SerializerMethodField()
    claims = serializers.SerializerMethodField(
        help_text="What one piece does, as far as evidence is valid today."
    )
    variants = serializers.SerializerMethodField()

    def get_problem(self, product: Product) -> str | None:
        return product.brand.room.slug if product.brand.room else None

    def get_url(self, product: Product) -> str:
        return absolute(self.context, product.get_absolute_url()) or ""

    def get_image(self, product: Product) -> str | None:
        if product.cover is None:
            return None
        return absolute(self.context, get_rendition_or_not_found(product.cover, CARD_FILTERS[1]).url)

    def get_claims(self, product: Product) -> list[str]:
        return [claim.statement for claim in write_label(product=product, today=timezone.localdate()).claims]

    @extend_schema_field(VariantAnswer(many=True))
    def get_variants(self, product: Product) -> Any:
        offers = make_offers(product=product, now=timezone.now())
        return VariantAnswer(offers, many=True, context=self.context).data


class CategoryAnswer(serializers.Serializer):
    slug = serializers.CharField()
    title = serializers.CharField()
    parent = serializers.SerializerMethodField(  # type: ignore[assignment]
        help_text="Slug of the category above; null at the top."
    )
    url = serializers.SerializerMethodField()

    def get_parent(self, category: Category) -> str | None:
        return category.parent.slug if category.parent else None

    def get_url(self, category: Category) -> str:
        return absolute(self.context, category.get_absolute_url()) or ""
