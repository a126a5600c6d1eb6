"""Who is shopping, as far as a browser can tell: the account, or a signed cookie with nothing but a token."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from checkout.cart import Shopper
from checkout.models import Cart, Order
from checkout.order_access import find_own_order

CART_COOKIE = "cart"
CART_SALT = "checkout.cart"
CART_DAYS = 90
ORDERS_COOKIE = "orders"
ORDERS_SALT = "checkout.orders"
ORDERS_REMEMBERED = 10


def token_of(request: HttpRequest) -> UUID | None:
    """The cart token of this browser; None for a missing, foreign or forged cookie."""
    try:
        return UUID(request.get_signed_cookie(CART_COOKIE, "", salt=CART_SALT))
    except ValueError:
        return None


def shopper_of(request: HttpRequest) -> Shopper:
    if request.user.is_authenticated:
        return Shopper(user=request.user)
    return Shopper(token=token_of(request))


def remember_cart(response: HttpResponse, cart: Cart) -> None:
    if cart.user_id is None:
        _set(response, CART_COOKIE, str(cart.token), salt=CART_SALT, days=CART_DAYS)


def remember_order(request: HttpRequest, response: HttpResponse, order: Order) -> None:
    """This browser may open the order from now on."""
    numbers = [order.number, *(n for n in remembered_orders(request) if n != order.number)]
    _set(response, ORDERS_COOKIE, "/".join(numbers[:ORDERS_REMEMBERED]), salt=ORDERS_SALT, days=CART_DAYS)


def remembered_orders(request: HttpRequest) -> list[str]:
    cookie = request.get_signed_cookie(ORDERS_COOKIE, "", salt=ORDERS_SALT)
    return cookie.split("/") if cookie else []


def own_order(request: HttpRequest, number: str) -> Order:
    """Raises Http404 for an order that is not this visitor's."""
    try:
        return find_own_order(
            number=number,
            user=request.user if request.user.is_authenticated else None,
            token=request.GET.get("token", ""),
            remembered=remembered_orders(request),
        )
    except Order.DoesNotExist as stranger:
        raise Http404 from stranger


def _set(response: HttpResponse, name: str, value: str, *, salt: str, days: int) -> None:
    response.set_signed_cookie(
        name,
        value,
        salt=salt,
        max_age=days * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
