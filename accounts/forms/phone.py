from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.bot_check import BotCheckField


class AskForCodeForm(forms.Form):
    bot_check = BotCheckField()


class PhoneCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code from the text message"),
        help_text=_("Six digits. It is valid for 5 minutes."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
                "class": "code",
            }
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.pop("maxlength", None)
