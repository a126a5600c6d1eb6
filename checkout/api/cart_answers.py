"""How a cart is written in the API's answers."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.fields import MoneyField
from checkout.cart_prices import PricedCart, PricedLine


class ItemAnswer(serializers.Serializer):
    """`available` counts the pieces that can be had now; 0 for what is no longer on sale."""

    id = serializers.IntegerField(source="line.pk")
    sku = serializers.CharField(source="variant.sku")
    name = serializers.CharField(source="product.name")
    quantity = serializers.IntegerField()
    selected = serializers.BooleanField()
    unit_price = MoneyField()
    line_total = MoneyField()
    available = serializers.IntegerField()
    price_changed_from = MoneyField(
        allow_null=True, help_text="The price when it was added, when it is another now; else null."
    )
    story = serializers.IntegerField(source="line.story_id", allow_null=True)


class WarningAnswer(serializers.Serializer):
    code = serializers.ChoiceField(choices=["price_changed", "out_of_stock", "unavailable"])
    item = serializers.IntegerField()
    detail = serializers.CharField()


class CartAnswer(serializers.Serializer):
    """Totals count the ticked items that can be had. Without a cart yet, `id` is null and the list empty."""

    id = serializers.IntegerField(source="cart.pk", default=None, allow_null=True)
    version = serializers.IntegerField(source="cart.version", default=0)
    items = ItemAnswer(source="lines", many=True)
    subtotal = MoneyField(source="totals.subtotal")
    discount_total = MoneyField(source="totals.discount_total")
    shipping_total = MoneyField(source="totals.shipping_total")
    tax_total = MoneyField(source="totals.tax_total")
    total = MoneyField(source="totals.total")
    currency = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()

    def get_currency(self, priced: PricedCart) -> str:
        return settings.SHOP_CURRENCY

    @extend_schema_field(WarningAnswer(many=True))
    def get_warnings(self, priced: PricedCart) -> list[dict[str, Any]]:
        return [
            {"code": code, "item": line.line.pk, "detail": detail}
            for line in priced.lines
            for code, detail in _warnings_of(line)
        ]


def _warnings_of(line: PricedLine) -> list[tuple[str, str]]:
    warnings = []
    if line.price_changed_from is not None:
        money = MoneyField().to_representation
        text = _("%(name)s: the price was %(old)s and is %(new)s now.") % {
            "name": line.product.name,
            "old": money(line.price_changed_from),
            "new": money(line.unit_price),
        }
        warnings.append(("price_changed", text))
    if not line.is_on_sale:
        warnings.append(("unavailable", _("%(name)s is no longer on sale.") % {"name": line.product.name}))
    elif not line.is_orderable:
        text = _("%(name)s: only %(left)s left in stock.")
        warnings.append(("out_of_stock", text % {"name": line.product.name, "left": line.available}))
    return warnings
