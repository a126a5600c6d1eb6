from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.views import IndexView
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts.second_factor import has_second_factor, is_owner

GOING_TO = "second_factor_next"


@method_decorator(never_cache, name="dispatch")
class SecondFactorView(IndexView):
    """Remembers where somebody was going, so that the pages of the set-up can lead on to it."""

    def get(self, request, *args, **kwargs):
        place = get_next_redirect_url(request)
        if place:
            request.session[GOING_TO] = place
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        user = self.request.user
        has_one = has_second_factor(user=user)
        return super().get_context_data(**kwargs) | {
            "has_one": has_one,
            "must_have_one": is_owner(user=user),
        }
