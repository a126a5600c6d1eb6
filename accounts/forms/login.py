from typing import Any

from allauth.account.forms import LoginForm
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.bot_check import BotCheckField
from accounts.login_limits import TooManyTries, check_tries, needs_bot_check
from accounts.names import tidy_name
from api.networks import address_of

LONGEST_LOGIN = 254


class ShopLoginForm(LoginForm):
    """After a few failures it also asks for the letters of a picture, before the password is looked at; after a few more
    it says when to come back, and asks for nothing.
    """

    refusal: ValidationError | None = None

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
        self._look_at_failures()

    def full_clean(self):
        super().full_clean()
        # The failure just now may have been the one too many: the page that tells of it has the picture, or the wait.
        if self.is_bound and self._errors and self.refusal is None:
            self._look_at_failures()
            if self.refusal is not None:
                self.errors.pop("bot_check", None)
                self.add_error(None, self.refusal)

    def clean_login(self):
        return tidy_name(self.cleaned_data["login"])

    def clean(self):
        if self.refusal is not None:
            raise self.refusal
        return super().clean()

    def _look_at_failures(self) -> None:
        tried: dict[str, Any] = {
            "login": self._typed_login(),
            "address": address_of(self.request),
            "now": timezone.now(),
        }
        try:
            check_tries(**tried)
        except TooManyTries as refusal:
            self.refusal = ValidationError(str(refusal), code="too_many_login_attempts")
            self.fields.pop("bot_check", None)
            return
        if "bot_check" not in self.fields and needs_bot_check(**tried):
            self.fields["bot_check"] = BotCheckField()
            self.order_fields(["login", "password", "bot_check"])

    def _typed_login(self) -> str:
        typed = self.data.get(self.add_prefix("login"), "") if self.is_bound else ""
        return typed[:LONGEST_LOGIN].replace("\0", "")
