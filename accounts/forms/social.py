"""Accounts at Google and Kakao: what is chosen about them here."""

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.forms import DisconnectForm as LibraryDisconnectForm
from allauth.socialaccount.internal.flows.connect import validate_disconnect
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.email_change import is_owned
from accounts.profile import IN_USE
from accounts.social.accounts import lock_ways_in


class NewAccountForm(forms.Form):
    """Has no fields: whoever sends it wants an account of its own for `sociallogin`."""

    def __init__(self, *args, sociallogin, **kwargs):
        self.sociallogin = sociallogin
        super().__init__(*args, **kwargs)

    def try_save(self, request):
        return get_adapter().save_user(request, self.sociallogin, form=self), None


class DisconnectForm(LibraryDisconnectForm):
    def save(self):
        """Raises ValidationError when the last way to log in would go."""
        with transaction.atomic():
            lock_ways_in(user=self.request.user)
            validate_disconnect(self.request, self.cleaned_data["account"])
            super().save()

    @property
    def open_providers(self):
        """Those that can still be connected."""
        connected = {account.provider for account in self.accounts}
        return [
            provider
            for provider in get_adapter().list_providers(self.request)
            if provider.id not in connected
        ]


class FirstEmailForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("It counts once you click the link that we send to it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if is_owned(email=email):
            raise ValidationError(IN_USE["email"])
        return email
