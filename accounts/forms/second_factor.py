from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.login_limits import TooManyTries, give_back_code_tries, take_code_try
from accounts.second_factor import use_code

LONGEST_CODE = 20
LONGEST_NAME = 60


class _CodeForm(BaseAuthenticateForm):
    """A code is taken once, and may not be guessed at: the limit is that of passwords, counted apart from them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _dress(self.fields["code"], label=_("Code of your app, or a recovery code"))

    def clean_code(self):
        now = timezone.now()
        try:
            take_code_try(user=self.user, now=now)
        except TooManyTries as refusal:
            raise ValidationError(str(refusal)) from refusal
        code = super().clean_code()
        is_of_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_of_app and not use_code(authenticator=self.authenticator, code=code, now=now):
            raise get_adapter().validation_error("incorrect_code")
        give_back_code_tries(user=self.user)
        return code


class CodeAtLogInForm(_CodeForm, AuthenticateForm):
    pass


class CodeAgainForm(_CodeForm, ReauthenticateForm):
    pass


class FirstCodeForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _dress(self.fields["code"], label=_("The six digits that the app shows now"))


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _dress_name(self.fields["name"])
        alone = self.fields["passwordless"]
        alone.label = _("Log in with it alone, without name and password")
        alone.help_text = _("Your device then asks for your finger, your face or its PIN.")
        alone.initial = True


class RenamePasskeyForm(EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _dress_name(self.fields["name"])


def _dress(code: forms.Field, *, label) -> None:
    code.label = label
    code.validators.append(MaxLengthValidator(LONGEST_CODE))
    code.widget.attrs.pop("placeholder", None)
    code.widget.attrs |= {"inputmode": "numeric", "autocapitalize": "none", "spellcheck": "false"}


def _dress_name(name: forms.Field) -> None:
    name.label = _("Name")
    name.help_text = _("So that you know it from others: “my phone”.")
    name.validators.append(MaxLengthValidator(LONGEST_NAME))
