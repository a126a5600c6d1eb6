"""What the order endpoints are sent."""

from rest_framework import serializers

from api.fields import MoneyField
from checkout.models import RefundLine, ReturnLine
from checkout.models.cart import MOST_PIECES


class ShippingAddress(serializers.Serializer):
    full_name = serializers.CharField(max_length=100)
    phone = serializers.CharField(max_length=20)
    address_line1 = serializers.CharField(max_length=250)
    address_line2 = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    city = serializers.CharField(max_length=100)
    region = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    postcode = serializers.CharField(max_length=20)
    country = serializers.CharField(min_length=2, max_length=2)


class NewOrder(serializers.Serializer):
    """An address, or the id of one in the book of the account."""

    email = serializers.EmailField(max_length=254)
    shipping_address = ShippingAddress(required=False)
    address_id = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    shipping_method = serializers.CharField(max_length=40)
    payment_method = serializers.CharField(max_length=40)
    expected_total = MoneyField()
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class WayToPay(serializers.Serializer):
    payment_method = serializers.CharField(max_length=40)


class LinePieces(serializers.Serializer):
    line_no = serializers.IntegerField(min_value=1, max_value=32767)
    quantity = serializers.IntegerField(min_value=1, max_value=MOST_PIECES)


class ReturnedPieces(LinePieces):
    reason = serializers.ChoiceField(choices=ReturnLine.Reason.choices)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class NewReturn(serializers.Serializer):
    lines = ReturnedPieces(many=True, allow_empty=False)


class Parcel(serializers.Serializer):
    """Without `lines`: everything that is still to be sent."""

    carrier = serializers.CharField(max_length=80)
    tracking_number = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")
    lines = LinePieces(many=True, required=False, allow_empty=False)


class RefundWish(serializers.Serializer):
    """Either an amount or lines. With `restock` false the pieces are written off."""

    amount = MoneyField(required=False)
    lines = LinePieces(many=True, required=False, allow_empty=False)
    restock = serializers.BooleanField(required=False, default=True)
    with_shipping = serializers.BooleanField(required=False, default=True)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")

    @property
    def fate(self) -> str:
        is_kept = self.validated_data["restock"]
        return RefundLine.Fate.RESTOCK if is_kept else RefundLine.Fate.WRITE_OFF


class StockMove(serializers.Serializer):
    sku = serializers.CharField(max_length=64)
    kind = serializers.ChoiceField(choices=["receive", "return", "write_off"])
    quantity = serializers.IntegerField(min_value=1, max_value=1_000_000)
    reason = serializers.CharField(max_length=200)
