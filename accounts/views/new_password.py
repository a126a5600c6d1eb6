from allauth.account.views import PasswordResetFromKeyView, PasswordSetView
from django.http import HttpResponse

from accounts.login_limits import free_account
from accounts.views.proof import NotProved, ensure_logged_in_lately


class FirstPasswordView(PasswordSetView):
    """A password for an account that has had none: it opens what asks for one."""

    def form_valid(self, form) -> HttpResponse:
        try:
            ensure_logged_in_lately(self.request, user=self.request.user)
        except NotProved as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return super().form_valid(form)


class NewPasswordView(PasswordResetFromKeyView):
    """What the link for a forgotten password opens."""

    def logout(self) -> None:
        """Whoever is logged in with another account stays so until the new password is sent."""
        if self.request.method == "POST":
            super().logout()

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        free_account(user=self.reset_user)
        return response
