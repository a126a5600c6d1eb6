"""Where the log-in library is told what this shop wants."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.login import find_account
from accounts.names import check_name, tidy_name
from accounts.profile import IN_USE

# One text for an unknown account and for a wrong password.
_WRONG = _("This name and this password do not go together.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        **dict.fromkeys(
            (
                "username_password_mismatch",
                "email_password_mismatch",
                "phone_password_mismatch",
                "invalid_login",
            ),
            _WRONG,
        ),
        "username_taken": IN_USE["username"],
        "email_taken": IN_USE["email"],
    }

    def save_user(self, request, user, form, commit=True):
        user.chosen_nickname = form.cleaned_data.get("nickname", "")
        return super().save_user(request, user, form, commit=commit)

    def confirm_email(self, request, email_address):
        """An account that took the address while it waited to be confirmed keeps it."""
        try:
            with transaction.atomic():
                return super().confirm_email(request, email_address)
        except IntegrityError:
            facts = {"email": email_address.email}
            self.add_message(request, messages.ERROR, "account/messages/email_confirmation_failed.txt", facts)
            return False

    def clean_username(self, username, shallow=False):
        username = tidy_name(username)
        check_name(username)
        return super().clean_username(username, shallow=shallow)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Failures count for the account, by whichever of its names and in whatever letters it is tried."""
        login = credentials.get("username") or credentials.get("email") or credentials.get("phone") or ""
        user = find_account(login=login)
        if user is not None:
            return f"account:{user.pk}"
        return super()._get_login_attempts_cache_key(request, email=tidy_name(login))
