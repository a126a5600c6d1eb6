from allauth.account.forms import LoginForm
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.names import tidy_name

LONGEST_LOGIN = 254


class ShopLoginForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login, remember = self.fields["login"], self.fields["remember"]
        login.label = _("User name, e-mail or mobile number")
        login.validators.append(MaxLengthValidator(LONGEST_LOGIN))
        login.widget.attrs |= {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        remember.label = _("Stay logged in for two weeks")
        remember.help_text = _("Not on a computer that others use too.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_login(self):
        return tidy_name(self.cleaned_data["login"])
