"""The library's forms about passwords, in this shop's words."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ChangePasswordForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.login import find_by_email

_LABELS = {
    "email": _("E-mail"),
    "oldpassword": _("Your present password"),
    "password": _("Password"),
    "password1": _("New password"),
    "password2": _("New password again"),
}


class InOurWords(forms.Form):
    """Labels say it already: the field itself stays empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = _LABELS[name]
            field.widget.attrs.pop("placeholder", None)


class ShopChangePasswordForm(InOurWords, ChangePasswordForm):
    def clean_oldpassword(self) -> str:
        """Counted as a log-in is: somebody else may sit before an open session, and guess."""
        password = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class ShopSetPasswordForm(InOurWords, SetPasswordForm):
    pass


class ShopResetPasswordForm(InOurWords, ResetPasswordForm):
    def clean_email(self) -> str:
        """Opens what a log-in by this address opens: one that somebody typed and never confirmed, nothing."""
        email = super().clean_email()
        owner = find_by_email(email=email)
        self.users = [owner] if owner is not None and owner.is_active else []
        return email


class ShopNewPasswordForm(InOurWords, ResetPasswordKeyForm):
    pass


class ShopReauthenticateForm(InOurWords, ReauthenticateForm):
    pass
