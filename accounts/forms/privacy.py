from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.consents import WORDINGS
from accounts.models import Consent


class MarketingForm(forms.Form):
    """A yes is a tick that nobody set for the reader."""

    agree = forms.BooleanField(label=WORDINGS[Consent.Kind.MARKETING_MAIL].text)


class CloseForm(forms.Form):
    """`password` is asked only of accounts that have one."""

    password = forms.CharField(
        label=_("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    understood = forms.BooleanField(label=_("I know that this cannot be undone."))

    def __init__(self, *args, has_password: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_password:
            del self.fields["password"]
