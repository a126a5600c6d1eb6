from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import CSRFCheck
from rest_framework.request import Request

from api.authentication import SessionAuthentication
from checkout.views.shopper import CART_COOKIE


class CartCookie(SessionAuthentication):
    """The cart's cookie opens a cart as the session's opens an account, so it too needs proof against other sites.

    The proof is the CSRF token or, as on pages that are equal for everybody, the browser's Origin. Whoever sends no cookie
    has nothing that another site could misuse.
    """

    def authenticate(self, request: Request):
        """Nobody is known by a cart."""
        if CART_COOKIE in request.COOKIES and not _comes_from_this_site(request):
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


def _comes_from_this_site(request: Request) -> bool:
    http = request._request
    return "HTTP_ORIGIN" in http.META and CSRFCheck(lambda _request: None)._origin_verified(http)
