from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.addresses import absolute
from api.fields import MoneyField
from search.engines import DATABASE, INDEX
from search.models import Kind
from search.wishes import Hit


class FacetAnswer(serializers.Serializer):
    value = serializers.CharField(help_text="What to ask for.")
    title = serializers.CharField()
    count = serializers.IntegerField(help_text="Results that stay, with every other filter kept.")


class PriceBandAnswer(serializers.Serializer):
    lowest = MoneyField(allow_null=True, help_text="From here on.")
    below = MoneyField(allow_null=True, help_text="Up to here, and without it.")
    count = serializers.IntegerField()


class FacetsAnswer(serializers.Serializer):
    types = FacetAnswer(many=True, source="kinds")
    problems = FacetAnswer(many=True)
    brands = FacetAnswer(many=True)
    categories = FacetAnswer(many=True)
    prices = PriceBandAnswer(many=True)
    in_stock = serializers.IntegerField(help_text="Results that can be bought now.")


class ResultAnswer(serializers.Serializer):
    type = serializers.ChoiceField(choices=Kind.choices, source="entry.kind")
    title = serializers.CharField(source="entry.title")
    korean_name = serializers.CharField(source="entry.korean_name")
    url = serializers.SerializerMethodField()
    summary = serializers.CharField(source="entry.summary")
    brand = serializers.SerializerMethodField(help_text="Slug; null for a problem.")
    problem = serializers.SerializerMethodField(help_text="Slug; null while the problem is not on show.")
    price = MoneyField(
        source="lowest_price", allow_null=True, help_text="The lowest of a product; null for pages."
    )
    currency = serializers.SerializerMethodField()
    in_stock = serializers.BooleanField(
        source="can_be_had",
        allow_null=True,
        help_text="Whether a product can be had now; null for pages.",
    )

    def get_url(self, hit: Hit) -> str:
        return absolute(self.context, hit.entry.url) or ""

    def get_brand(self, hit: Hit) -> str | None:
        return hit.entry.brand or None

    def get_problem(self, hit: Hit) -> str | None:
        return hit.entry.problem or None

    def get_currency(self, hit: Hit) -> str:
        return settings.SHOP_CURRENCY


class SearchAnswer(serializers.Serializer):
    """One page of a ranked list."""

    count = serializers.IntegerField(source="found.total")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = serializers.SerializerMethodField()
    facets = FacetsAnswer(source="found.facets")
    did_you_mean = serializers.CharField(
        source="found.did_you_mean", help_text="Another text that finds more; empty when there is none."
    )
    source = serializers.ChoiceField(  # type: ignore[assignment]
        choices=[INDEX, DATABASE], source="found.source", help_text="Who was asked."
    )

    @extend_schema_field(ResultAnswer(many=True))
    def get_results(self, answer: dict[str, Any]) -> Any:
        return ResultAnswer(answer["found"].hits, many=True, context=self.context).data
