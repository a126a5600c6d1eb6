"""How orders are written in the API's answers."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.fields import MomentField, MoneyField
from checkout.deeds import deeds_by_line
from checkout.models import Order, OrderEvent, OrderLine, Payment, ReturnLine, ReturnRequest, Shipment
from checkout.return_clock import return_deadline


class OrderLineAnswer(serializers.ModelSerializer):
    name = serializers.CharField(source="title")
    unit_price = MoneyField()
    line_total = MoneyField()
    story = serializers.IntegerField(source="story_id", allow_null=True)

    class Meta:
        model = OrderLine
        fields = [
            "line_no",
            "sku",
            "name",
            "option",
            "brand",
            "quantity",
            "shipped",
            "returned",
            "unit_price",
            "line_total",
            "story",
        ]
        read_only_fields = fields


class ImpactAnswer(serializers.Serializer):
    line_no = serializers.IntegerField()
    statement = serializers.CharField()
    unit = serializers.CharField()
    amount = serializers.DecimalField(max_digits=14, decimal_places=3)
    claim = serializers.IntegerField(allow_null=True)


class PaymentAnswer(serializers.Serializer):
    """`redirect_url` is where the buyer goes on to pay; null when there is nothing to do."""

    id = serializers.IntegerField(source="pk")
    provider = serializers.CharField()
    status = serializers.CharField()
    redirect_url = serializers.SerializerMethodField()

    def get_redirect_url(self, payment: Payment) -> str | None:
        return (payment.redirect_url or None) if payment.status == Payment.Status.PENDING else None


class ShipmentAnswer(serializers.ModelSerializer):
    tracking_url = serializers.SerializerMethodField(help_text="Null for a carrier without such pages.")
    shipped_at = MomentField()

    class Meta:
        model = Shipment
        fields = ["id", "carrier", "tracking_number", "tracking_url", "shipped_at"]
        read_only_fields = fields

    def get_tracking_url(self, parcel: Shipment) -> str | None:
        return parcel.tracking_url or None


class AddressAnswer(serializers.ModelSerializer):
    country = serializers.CharField(source="country.code")

    class Meta:
        model = Order
        fields = [
            "full_name",
            "phone",
            "address_line1",
            "address_line2",
            "city",
            "region",
            "postcode",
            "country",
        ]
        read_only_fields = fields


class OrderAnswer(serializers.ModelSerializer):
    lines = serializers.SerializerMethodField()
    subtotal = MoneyField()
    discount_total = MoneyField()
    shipping_total = MoneyField()
    tax_total = MoneyField()
    total = MoneyField()
    impact = serializers.SerializerMethodField()
    payment = serializers.SerializerMethodField()
    shipments = serializers.SerializerMethodField()
    shipping_address = AddressAnswer(source="*")
    placed_at = MomentField()
    expires_at = MomentField(allow_null=True)
    delivered_at = MomentField(allow_null=True)
    returnable_until = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = [
            "number",
            "status",
            "lines",
            "subtotal",
            "discount_total",
            "shipping_total",
            "tax_total",
            "total",
            "currency",
            "impact",
            "payment",
            "shipments",
            "email",
            "shipping_address",
            "shipping_method",
            "payment_method",
            "placed_at",
            "expires_at",
            "delivered_at",
            "returnable_until",
        ]
        read_only_fields = fields

    @extend_schema_field(OrderLineAnswer(many=True))
    def get_lines(self, order: Order) -> Any:
        return OrderLineAnswer(_lines(order), many=True).data

    @extend_schema_field(ImpactAnswer(many=True))
    def get_impact(self, order: Order) -> Any:
        deeds = [
            {
                "line_no": line.line_no,
                "statement": claim.statement,
                "unit": claim.unit,
                "amount": amount,
                "claim": claim.claim_id,
            }
            for line, claim, amount in deeds_by_line(
                order=order, lines=_lines(order), is_earned=hasattr(order, "impact_receipt")
            )
        ]
        return ImpactAnswer(deeds, many=True).data

    @extend_schema_field(PaymentAnswer)
    def get_payment(self, order: Order) -> Any:
        return PaymentAnswer(order.last_attempt).data

    @extend_schema_field(ShipmentAnswer(many=True))
    def get_shipments(self, order: Order) -> Any:
        return ShipmentAnswer(sorted(order.shipments.all(), key=lambda parcel: parcel.pk), many=True).data

    def get_returnable_until(self, order: Order) -> str | None:
        until = return_deadline(order)
        return MomentField().to_representation(until) if until else None


class PlacedOrderAnswer(OrderAnswer):
    """`access_token` opens a guest's order; null for an account's."""

    access_token = serializers.SerializerMethodField()

    class Meta(OrderAnswer.Meta):
        fields = [*OrderAnswer.Meta.fields, "access_token"]
        read_only_fields = fields

    def get_access_token(self, order: Order) -> str | None:
        return None if order.user_id else order.access_token


class OrderEventAnswer(serializers.ModelSerializer):
    at = MomentField()

    class Meta:
        model = OrderEvent
        fields = ["id", "from_status", "to_status", "at"]
        read_only_fields = fields


class ReturnLineAnswer(serializers.ModelSerializer):
    line_no = serializers.IntegerField(source="line.line_no")

    class Meta:
        model = ReturnLine
        fields = ["line_no", "quantity", "reason", "note"]
        read_only_fields = fields


class ReturnAnswer(serializers.ModelSerializer):
    lines = serializers.SerializerMethodField()
    created_at = MomentField()

    class Meta:
        model = ReturnRequest
        fields = ["id", "status", "lines", "created_at"]
        read_only_fields = fields

    @extend_schema_field(ReturnLineAnswer(many=True))
    def get_lines(self, request: ReturnRequest) -> Any:
        rows = request.lines.select_related("line").order_by("line__line_no")
        return ReturnLineAnswer(rows, many=True).data


def orders_to_answer():
    """Orders with all that an answer shows, in a constant number of queries."""
    return Order.objects.select_related("impact_receipt").prefetch_related(
        "lines__claims__entries", "payments", "shipments"
    )


def _lines(order: Order) -> list[OrderLine]:
    return sorted(order.lines.all(), key=lambda line: line.line_no)
