from django.http import HttpResponse
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import CSRFCheck
from rest_framework.request import Request

from api.authentication import SessionAuthentication
from checkout.views.shopper import CART_COOKIE, ORDERS_COOKIE


class CartCookie(SessionAuthentication):
    """The cart's cookie opens a cart and the orders' cookie a guest's orders, as the session's opens an account: they too
    need proof against other sites.

    The proof is the CSRF token or, as on pages that are equal for everybody, the browser's Origin. Whoever sends no cookie
    has nothing that another site could misuse.
    """

    def authenticate(self, request: Request):
        """Nobody is known by a cart."""
        if {CART_COOKIE, ORDERS_COOKIE} & set(request.COOKIES) and not _comes_from_this_site(request):
            self.enforce_csrf(request)


class CartScheme(OpenApiAuthenticationExtension):
    target_class = "checkout.api.cart_forgery.CartCookie"
    name = "cart"

    def get_security_definition(self, auto_schema):
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": CART_COOKIE,
            "description": "A visitor's cart without an account; requests that change it also send X-CSRFToken.",
        }


def _comes_from_this_site(request):
    http = request._request
    check = CSRFCheck(lambda _request: HttpResponse())
    return "HTTP_ORIGIN" in http.META and check._origin_verified(http)  # type: ignore[attr-defined]
