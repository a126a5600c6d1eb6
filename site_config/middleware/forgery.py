"""Who may post without a token: only forms of this site's own cached pages, on the browser's word."""

from django.middleware.csrf import CsrfViewMiddleware


class ForgeryMiddleware(CsrfViewMiddleware):
    """Demands the CSRF token as Django does, except from views marked by `stories.forgery.same_origin_form`.

    Those are posted to from pages that are equal for everybody and so can carry no token. There the Origin header, which
    no page of another site can forge, says where the form stood; without it the token is demanded.
    """

    def process_view(self, request, callback, callback_args, callback_kwargs):
        is_open = getattr(callback, "accepts_same_origin_form", False)
        if is_open and "HTTP_ORIGIN" in request.META and self._origin_verified(request):
            return self._accept(request)
        return super().process_view(request, callback, callback_args, callback_kwargs)
