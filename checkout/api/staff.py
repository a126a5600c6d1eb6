"""What staff's own programs do: move stock, send parcels, pay back."""

from http import HTTPStatus

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.fields import MomentField, MoneyField
from api.permissions import BY_PERMISSION
from api.refusals import Refused, conflict, invalid, not_found, unprocessable
from checkout.api.keyed import KEY_PARAMETER, booking_key_of, keyed
from checkout.api.order_answers import OrderAnswer, orders_to_answer
from checkout.api.order_requests import Parcel, RefundWish, StockMove
from checkout.goods_back import BookedBack
from checkout.models import Order, Refund
from checkout.order_life import NothingToShip, ship_order
from checkout.refund_limit import AboveLimit
from checkout.refunds import (
    NothingCaptured,
    Pieces,
    RefundRefused,
    refund_amount,
    refund_pieces,
)
from checkout.statuses import IllegalStep
from products.kept_pieces import count_given_up
from products.stock import OutOfStock, StockMismatch
from products.stock_desk import UnknownSku, move_stock


class StockMoveAnswer(serializers.Serializer):
    sku = serializers.CharField()
    kind = serializers.CharField()
    quantity = serializers.IntegerField()
    available = serializers.IntegerField()
    kept_given_up = serializers.IntegerField(
        help_text="Pieces kept for campaigns that gave way to a write-off."
    )


class RefundAnswer(serializers.ModelSerializer):
    amount = MoneyField(source="payment.amount")
    currency = serializers.CharField(source="payment.currency")
    status = serializers.CharField(source="payment.status")
    order_status = serializers.CharField(source="payment.order.status")
    goods = MoneyField()
    shipping = MoneyField()
    created_at = MomentField()

    class Meta:
        model = Refund
        fields = ["id", "amount", "currency", "status", "order_status", "goods", "shipping", "created_at"]
        read_only_fields = fields


class StaffView(APIView):
    permission_classes = BY_PERMISSION

    def order(self, number: str) -> Order:
        order = Order.objects.filter(number=number).first()
        if order is None:
            raise not_found()
        return order


class StockMovementsView(StaffView):
    required_permission = "products.change_stockrecord"
    required_scope = "stock:write"
    refusals = {"POST": (409, 422)}

    @extend_schema(parameters=[KEY_PARAMETER], request=StockMove, responses={201: StockMoveAnswer})
    @keyed
    def post(self, request: Request) -> Response:
        """Pieces come in, come back or are written off."""
        sent = StockMove(data=request.data)
        sent.is_valid(raise_exception=True)
        wish = sent.validated_data
        try:
            movement = move_stock(
                sku=wish["sku"],
                kind=wish["kind"],
                pieces=wish["quantity"],
                reason=wish["reason"],
                now=timezone.now(),
                actor=request.user,
                key=booking_key_of(request),
            )
        except UnknownSku as unknown:
            raise invalid(sku=unknown) from unknown
        except OutOfStock as short:
            raise conflict("out_of_stock", short) from short
        except StockMismatch as mismatch:
            raise conflict("invalid_state", mismatch) from mismatch
        answer = {
            **wish,
            "sku": movement.variant.sku,
            "available": movement.variant.available,
            "kept_given_up": count_given_up(movement=movement),
        }
        return Response(StockMoveAnswer(answer).data, status=201)


class ShipView(StaffView):
    required_permission = "checkout.change_order"
    required_scope = "orders:write"
    refusals = {"POST": (404, 409, 422)}

    @extend_schema(request=Parcel, responses=OrderAnswer)
    def post(self, request: Request, number: str) -> Response:
        """A parcel leaves the house, with everything that is open or with the named pieces."""
        order = self.order(number)
        sent = Parcel(data=request.data)
        sent.is_valid(raise_exception=True)
        wish = sent.validated_data
        lines = wish.get("lines")
        try:
            ship_order(
                order=order,
                carrier=wish["carrier"],
                tracking_number=wish["tracking_number"],
                actor=request.user,
                now=timezone.now(),
                pieces={line["line_no"]: line["quantity"] for line in lines} if lines else None,
            )
        except IllegalStep as refusal:
            raise conflict("invalid_state", refusal) from refusal
        except NothingToShip as refusal:
            raise unprocessable("quantity_limit", refusal) from refusal
        return Response(OrderAnswer(orders_to_answer().get(pk=order.pk)).data)


class RefundView(StaffView):
    required_permission = "checkout.change_order"
    required_scope = "refunds:write"
    refusals = {"POST": (404, 409, 422)}

    @extend_schema(parameters=[KEY_PARAMETER], request=RefundWish, responses={201: RefundAnswer})
    @keyed
    def post(self, request: Request, number: str) -> Response:
        """Pays back an amount, or what the named pieces cost with their shares of discount and shipping."""
        order = self.order(number)
        sent = RefundWish(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            refund = _refund(order, sent, actor=request.user, key=booking_key_of(request))
        except AboveLimit as refusal:
            raise Refused(status=HTTPStatus.FORBIDDEN, code=refusal.code, detail=refusal) from refusal
        except (NothingCaptured, BookedBack, IllegalStep) as refusal:
            raise conflict("invalid_state", refusal) from refusal
        except RefundRefused as refusal:
            raise unprocessable(refusal.code, refusal) from refusal
        refund = Refund.objects.select_related("payment__order").get(pk=refund.pk)
        return Response(RefundAnswer(refund).data, status=201)


def _refund(order: Order, sent: RefundWish, *, actor, key: str) -> Refund:
    wish = sent.validated_data
    now, reason = timezone.now(), wish["reason"]
    if ("amount" in wish) == ("lines" in wish):
        raise invalid(amount=_("Send either an amount or lines."))
    if "amount" in wish:
        return refund_amount(order=order, amount=wish["amount"], reason=reason, actor=actor, now=now, key=key)
    return refund_pieces(
        order=order,
        pieces=[Pieces(line["line_no"], line["quantity"], sent.fate) for line in wish["lines"]],
        reason=reason,
        actor=actor,
        now=now,
        with_shipping=wish["with_shipping"],
        key=key,
    )
