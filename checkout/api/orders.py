"""Orders of whoever asks: placing, seeing, paying, cancelling, sending back."""

from http import HTTPStatus
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from accounts.api.authentication import BearerAuthentication
from accounts.models import User
from api.authentication import SessionAuthentication
from api.paging import NewestFirst
from api.permissions import LOGGED_IN, OPEN_TO_ALL
from api.refusals import Refused, conflict, invalid, not_found, unavailable
from checkout.api.cart_forgery import CartCookie
from checkout.api.keyed import (
    KEY_PARAMETER,
    ORDER_TOKEN,
    booking_key_of,
    fingerprint_of,
    key_of,
    keyed,
    scope_of,
)
from checkout.api.order_answers import (
    OrderAnswer,
    OrderEventAnswer,
    PlacedOrderAnswer,
    ReturnAnswer,
    orders_to_answer,
)
from checkout.api.order_refusals import as_refusal
from checkout.api.order_requests import NewOrder, NewReturn, WayToPay
from checkout.api.placing import read_delivery
from checkout.captures import NotPayable, open_attempt
from checkout.cart import Shopper, find_cart
from checkout.models import Order, OrderEvent, Payment
from checkout.order_access import find_own_order
from checkout.order_life import cancel_order
from checkout.order_refusals import OrderRefusal
from checkout.orders import place_order
from checkout.payments import UnknownPaymentMethod
from checkout.payments.provider import ProviderRefused, ProviderUnavailable
from checkout.refund_limit import AboveLimit
from checkout.returns import ReturnRefused, Wanted, request_return
from checkout.settlement import start_payment
from checkout.shipping import NoSuchShipping
from checkout.statuses import IllegalStep
from checkout.views.shopper import remembered_orders, shopper_of
from checkout.views.visit import origin_of

READ_AND_WRITE = {"GET": "orders:read", "POST": "orders:write"}


WHO = [BearerAuthentication, SessionAuthentication, CartCookie]


class OrderListView(ListAPIView):
    """The account's own orders, newest first; a POST orders what is ticked in the cart."""

    authentication_classes = WHO
    permission_classes = LOGGED_IN
    required_scope = READ_AND_WRITE
    rate_limit = {"POST": "orders"}
    refusals = {"POST": (409, 422, 503)}
    pagination_class = NewestFirst
    serializer_class = OrderAnswer

    def get_permissions(self):
        wanted = OPEN_TO_ALL if self.request.method == "POST" else LOGGED_IN
        return [permission() for permission in wanted]

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return Order.objects.none()
        return orders_to_answer().filter(user=self.request.user)

    @extend_schema(parameters=[KEY_PARAMETER], request=NewOrder, responses={201: PlacedOrderAnswer})
    @keyed
    def post(self, request: Request) -> Response:
        """Places an order. Without an account, `access_token` opens it later."""
        sent = NewOrder(data=request.data)
        sent.is_valid(raise_exception=True)
        user = _account(request)
        shopper = Shopper(user=user) if user else shopper_of(request._request)
        try:
            placed = place_order(
                cart=find_cart(shopper=shopper),
                delivery=read_delivery(sent=sent.validated_data, user=user),
                expected_total=sent.validated_data["expected_total"],
                scope=scope_of(request),
                key=key_of(request),
                user=user,
                now=timezone.now(),
                fingerprint=fingerprint_of(request),
                origin=origin_of(request._request),
            )
        except (OrderRefusal, NoSuchShipping, UnknownPaymentMethod) as refusal:
            raise as_refusal(refusal) from refusal
        _start(placed.order.last_attempt)
        order = orders_to_answer().get(pk=placed.order.pk)
        return Response(
            PlacedOrderAnswer(order).data,
            status=201,
            headers={"Location": reverse("api_order", args=[order.number])},
        )


class OwnOrderView(APIView):
    """One order of whoever asks: by account, by Order-Token, or by the browser that placed it."""

    authentication_classes = WHO
    permission_classes = OPEN_TO_ALL
    required_scope = READ_AND_WRITE
    refusals: dict = {"POST": (409, 422, 503)}

    def own_order(self, number: str) -> Order:
        return _own_order(self.request, number)

    def answer(self, order: Order, *, status: int = 200) -> Response:
        return Response(OrderAnswer(orders_to_answer().get(pk=order.pk)).data, status=status)


class OrderView(OwnOrderView):
    @extend_schema(parameters=[ORDER_TOKEN], responses=OrderAnswer)
    def get(self, request: Request, number: str) -> Response:
        """An order with its lines, its money and its parcels."""
        return self.answer(self.own_order(number))


class OrderEventsView(ListAPIView):
    """The steps of one order, the last one first."""

    authentication_classes = WHO
    permission_classes = OPEN_TO_ALL
    required_scope = "orders:read"
    pagination_class = NewestFirst
    serializer_class = OrderEventAnswer

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return OrderEvent.objects.none()
        return _own_order(self.request, self.kwargs["number"]).events.all()

    @extend_schema(parameters=[ORDER_TOKEN])
    def get(self, request: Request, *args, **kwargs) -> Response:
        """What has happened to an order."""
        return super().get(request, *args, **kwargs)


class CancelView(OwnOrderView):
    @extend_schema(parameters=[KEY_PARAMETER, ORDER_TOKEN], request=None, responses=OrderAnswer)
    @keyed
    def post(self, request: Request, number: str) -> Response:
        """Cancels an order that has not left the house; what was paid goes back."""
        order = self.own_order(number)
        try:
            cancel_order(
                order=order, actor=_account(request), reason=_("cancelled by the buyer"), now=timezone.now()
            )
        except AboveLimit as refusal:
            raise Refused(status=HTTPStatus.FORBIDDEN, code=refusal.code, detail=refusal) from refusal
        except IllegalStep as refusal:
            raise conflict("invalid_state", refusal) from refusal
        return self.answer(order)


class PayView(OwnOrderView):
    @extend_schema(parameters=[KEY_PARAMETER, ORDER_TOKEN], request=WayToPay, responses=OrderAnswer)
    @keyed
    def post(self, request: Request, number: str) -> Response:
        """Another try, or another way, to pay an order that waits for its money."""
        order = self.own_order(number)
        sent = WayToPay(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            attempt = open_attempt(order=order, now=timezone.now(), **sent.validated_data)
        except UnknownPaymentMethod as unknown:
            raise invalid(payment_method=unknown) from unknown
        except NotPayable as refusal:
            raise conflict("invalid_state", refusal) from refusal
        _start(attempt)
        return self.answer(order)


class ReturnsView(OwnOrderView):
    @extend_schema(parameters=[KEY_PARAMETER, ORDER_TOKEN], request=NewReturn, responses={201: ReturnAnswer})
    @keyed
    def post(self, request: Request, number: str) -> Response:
        """Asks to send goods back, line by line, within the time for it."""
        order = self.own_order(number)
        sent = NewReturn(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            asked = request_return(
                order=order,
                wanted=[Wanted(**line) for line in sent.validated_data["lines"]],
                actor=_account(request),
                now=timezone.now(),
                key=booking_key_of(request),
            )
        except ReturnRefused as refusal:
            raise conflict("invalid_state", refusal) from refusal
        return Response(ReturnAnswer(asked).data, status=201)


def _account(request: Request) -> User | None:
    return cast(User, request.user) if request.user.is_authenticated else None


def _own_order(request: Request, number: str) -> Order:
    try:
        return find_own_order(
            number=number,
            user=_account(request),
            token=request.headers.get("Order-Token", ""),
            remembered=remembered_orders(request._request),
        )
    except Order.DoesNotExist as stranger:
        raise not_found() from stranger


def _start(attempt: Payment) -> None:
    """Opens the attempt at its provider. What is not known yet may be asked for again under the same key."""
    try:
        start_payment(payment=attempt, now=timezone.now())
    except ProviderUnavailable as failure:
        raise unavailable(
            "payment_unavailable",
            _("The payment service does not answer just now. Nothing was charged, and the order is kept."),
            number=attempt.order.number,
        ) from failure
    except ProviderRefused:
        # The attempt is marked as failed; the order can be paid in another way.
        return
