from checkout.views.shopper import CART_COOKIE


class MergedCartMiddleware:
    """Drops the cookie of a cart that went over to an account."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "cart_is_merged", False):
            response.delete_cookie(CART_COOKIE, samesite="Lax")
        return response
