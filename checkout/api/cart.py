"""The cart of whoever asks: by account, or by the signed cookie that the storefront's pages use too."""

from collections.abc import Callable
from typing import Any, cast

from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import BearerAuthentication
from accounts.models import User
from api.authentication import SessionAuthentication
from api.permissions import OPEN_TO_ALL
from api.refusals import Refused, conflict, not_found, unprocessable
from campaigns.coupons import CouponExhausted, CouponRefused
from checkout.api.cart_answers import CartAnswer
from checkout.api.cart_forgery import CartCookie
from checkout.cart import (
    CartRefusal,
    NotEnoughStock,
    NotOnSale,
    QuantityLimit,
    Shopper,
    add_to_cart,
    change_line,
    find_cart,
    remove_line,
    select_lines,
)
from checkout.cart_coupon import put_coupon_away, use_coupon
from checkout.cart_prices import price_cart
from checkout.counting import count_add, find_story
from checkout.models import Cart, CartLine
from checkout.views.shopper import remember_cart, shopper_of

MOST_SENT = 2**31 - 1


class WholeNumber(serializers.IntegerField):
    """A JSON number without a fraction; no text, no true."""

    def to_internal_value(self, data):
        if type(data) is not int:
            self.fail("invalid")
        return super().to_internal_value(data)


class Tick(serializers.BooleanField):
    """JSON's true or false, nothing that looks like them."""

    def to_internal_value(self, data):
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class NewItem(serializers.Serializer):
    sku = serializers.CharField(max_length=64)
    quantity = WholeNumber(min_value=1, max_value=MOST_SENT)
    story = WholeNumber(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=MOST_SENT,
        help_text="Id of the story in which it was found; one that is not on show, or sent by staff, is ignored.",
    )


class ItemChange(serializers.Serializer):
    """One of the two at least."""

    quantity = WholeNumber(required=False, min_value=1, max_value=MOST_SENT)
    selected = Tick(required=False)

    def validate(self, attrs):
        if not attrs:
            raise serializers.ValidationError(_("Send a quantity or a tick."))
        return attrs


class Selection(serializers.Serializer):
    selected = Tick()


class NewCoupon(serializers.Serializer):
    code = serializers.CharField(max_length=40)


class CartViewBase(APIView):
    authentication_classes = (BearerAuthentication, SessionAuthentication, CartCookie)
    permission_classes = OPEN_TO_ALL
    required_scope = {
        "GET": "cart:read",
        "POST": "cart:write",
        "PUT": "cart:write",
        "PATCH": "cart:write",
        "DELETE": "cart:write",
    }

    def shopper(self) -> Shopper:
        if self.request.user.is_authenticated:
            return Shopper(user=cast(User, self.request.user))
        return shopper_of(self.request._request)

    def find_cart(self) -> Cart | None:
        return find_cart(shopper=self.shopper())

    def own_cart(self) -> Cart:
        """Raises Refused."""
        cart = self.find_cart()
        if cart is None:
            raise not_found()
        return cart

    def answer(self, cart: Cart | None, *, status: int = 200) -> Response:
        """`cart` as it is now; a browser gets the token for its next change with it."""
        if self.request.auth is None:
            get_token(self.request._request)
        priced = price_cart(cart=cart, now=timezone.now())
        response = Response(CartAnswer(priced).data, status=status)
        response["Cache-Control"] = "private, no-store"
        return response


class CartView(CartViewBase):
    @extend_schema(responses=CartAnswer)
    def get(self, request: Request) -> Response:
        """The cart at today's prices and stock."""
        return self.answer(self.find_cart())


class ItemsView(CartViewBase):
    refusals = {"POST": (404, 409, 422)}

    @extend_schema(request=NewItem, responses={201: CartAnswer})
    def post(self, request: Request) -> Response:
        """Adds pieces to what is there. Without an account, the answer's cookie opens the cart from now on."""
        sent = NewItem(data=request.data)
        sent.is_valid(raise_exception=True)
        wish = sent.validated_data
        story = find_story(pk=wish.get("story"), user=request.user)
        now = timezone.now()
        line = _obey(
            lambda: add_to_cart(
                shopper=self.shopper(), sku=wish["sku"], quantity=wish["quantity"], story=story, now=now
            )
        )
        count_add(request=request._request, user=request.user, line=line, story=story, now=now)
        cart = Cart.objects.get(pk=line.cart_id)
        response = self.answer(cart, status=201)
        remember_cart(response, cart)
        return response


class ItemView(CartViewBase):
    refusals = {"PATCH": (409, 422)}

    @extend_schema(request=ItemChange, responses=CartAnswer)
    def patch(self, request: Request, item_id: int) -> Response:
        """Overwrites quantity or tick; the same change twice is the same state."""
        sent = ItemChange(data=request.data)
        sent.is_valid(raise_exception=True)
        cart = self.own_cart()
        try:
            _obey(lambda: change_line(cart=cart, line_id=item_id, **sent.validated_data))
        except (CartLine.DoesNotExist, Cart.DoesNotExist) as missing:
            raise not_found() from missing
        return self.answer(self.find_cart())

    @extend_schema(responses={204: None})
    def delete(self, request: Request, item_id: int) -> Response:
        """Removing what is not there is no error."""
        cart = self.find_cart()
        if cart is not None:
            remove_line(cart=cart, line_id=item_id)
        return Response(status=204)


class SelectionView(CartViewBase):
    @extend_schema(request=Selection, responses=CartAnswer)
    def put(self, request: Request) -> Response:
        """Ticks or unticks every item."""
        sent = Selection(data=request.data)
        sent.is_valid(raise_exception=True)
        cart = self.find_cart()
        if cart is not None:
            select_lines(cart=cart, selected=sent.validated_data["selected"])
        return self.answer(self.find_cart())


class CouponView(CartViewBase):
    rate_limit = {"POST": "coupon"}
    refusals = {"POST": (404, 409, 422)}

    @extend_schema(request=NewCoupon, responses=CartAnswer)
    def post(self, request: Request) -> Response:
        """Uses a code, in place of another. What cannot be used is refused in the same words, whatever the reason."""
        sent = NewCoupon(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            cart = use_coupon(cart=self.own_cart(), code=sent.validated_data["code"], now=timezone.now()).cart
        except Cart.DoesNotExist as ordered:
            raise not_found() from ordered
        except CouponExhausted as refusal:
            raise conflict("coupon_exhausted", refusal) from refusal
        except CouponRefused as refusal:
            raise unprocessable("coupon_invalid", refusal) from refusal
        return self.answer(cart)

    @extend_schema(responses={200: CartAnswer})
    def delete(self, request: Request) -> Response:
        """Takes the code away; without one it is no error."""
        cart = self.find_cart()
        if cart is not None:
            put_coupon_away(cart=cart)
        return self.answer(self.find_cart())


def _obey(change: Callable[[], Any]) -> Any:
    """What the rule gives. Raises Refused in its place."""
    try:
        return change()
    except CartRefusal as refusal:
        raise _as_refused(refusal) from refusal


def _as_refused(refusal: CartRefusal) -> Refused:
    if isinstance(refusal, NotEnoughStock):
        return conflict("out_of_stock", refusal, available=refusal.available)
    if isinstance(refusal, QuantityLimit):
        return unprocessable("quantity_limit", refusal)
    if isinstance(refusal, NotOnSale):
        return not_found(refusal)
    raise refusal
