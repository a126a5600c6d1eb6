"""What the link in a letter opens. Opening it does nothing: mail programs open links before people do."""

from allauth.account.views import ConfirmEmailView as LibraryView
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts.email_change import AddressConfirmation


@method_decorator(never_cache, name="dispatch")
class ConfirmEmailView(LibraryView):
    def dispatch(self, request, *args, **kwargs):
        confirmation = AddressConfirmation.from_key(kwargs["key"])
        if confirmation is None or confirmation.may_be_given_by(user=request.user):
            return super().dispatch(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        return render(request, self.template_name, {"is_anothers": True})

    def get_object(self, queryset=None) -> AddressConfirmation:
        confirmation = AddressConfirmation.from_key(self.kwargs["key"])
        if confirmation is None:
            raise Http404
        return confirmation

    def post(self, *args, **kwargs) -> HttpResponse:
        try:
            return super().post(*args, **kwargs)
        except Http404:
            self.object = None
            return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs) -> dict:
        is_done = self.object is None and AddressConfirmation.is_used(self.kwargs["key"])
        return super().get_context_data(**kwargs) | {"is_done": is_done}

    def logout_other_user(self, confirmation) -> None:
        """Nobody: a link is not a log-out, and whose mailbox it lies in says nothing about who is reading here."""
