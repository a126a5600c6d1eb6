from datetime import datetime, timedelta
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.api_tokens import SCOPE_NAMES

FOR_EVER = "0"
VALIDITIES = [
    ("30", _("30 days")),
    ("90", _("90 days")),
    ("365", _("A year")),
    (FOR_EVER, _("Until it is revoked")),
]


class TokenForm(forms.Form):
    """Offers only what `open_scopes` names."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("The program that will use it."))
    scopes = forms.MultipleChoiceField(
        label=_("May"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No more than you may do yourself. What you may no longer do, the token may not either."),
    )
    validity = forms.ChoiceField(label=_("Valid"), choices=VALIDITIES, initial="90")

    def __init__(self, *args, open_scopes: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        scopes = cast(forms.MultipleChoiceField, self.fields["scopes"])
        scopes.choices = [(scope, f"{SCOPE_NAMES[scope]} ({scope})") for scope in open_scopes]

    def expires_at(self, now: datetime) -> datetime | None:
        validity = self.cleaned_data["validity"]
        return None if validity == FOR_EVER else now + timedelta(days=int(validity))
