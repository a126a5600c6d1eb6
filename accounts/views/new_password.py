from allauth.account.views import PasswordResetFromKeyView
from django.http import HttpResponse

from accounts.login_limits import free_account


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
