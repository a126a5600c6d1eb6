"""Sign-up: what the library asks, a nickname and a problem of interest."""

from allauth.account.forms import SignupForm
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.email_change import is_owned, note_present
from accounts.models import User
from accounts.names import LONGEST_NICKNAME, check_name, tidy_name
from accounts.profile import IN_USE, choose_interest, lost_race, taken
from problems.models import ProblemPage


class NicknameField(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(
            label=_("Nickname"),
            max_length=LONGEST_NICKNAME,
            help_text=_("What we call you on these pages."),
            widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
            **kwargs,
        )

    def to_python(self, value):
        return tidy_name(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        check_name(value)


class InterestField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        super().__init__(
            queryset=ProblemPage.objects.live().order_by("title"),
            label=_("A problem you care about"),
            required=False,
            empty_label=_("None in particular"),
            **kwargs,
        )


class ShopSignupForm(SignupForm):
    nickname = NicknameField()
    interest = InterestField()
    field_order = ["username", "password1", "password2", "nickname", "email", "interest"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].help_text = _("You log in with it, or with your e-mail.")
        self.fields["email"].label = _("E-mail")
        self.fields["password2"].label = _("Password again")
        for field in self.fields.values():
            # Labels say it already, and the limit is told in words: the browser must not cut what is pasted.
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.pop("maxlength", None)

    def clean_nickname(self):
        nickname = self.cleaned_data["nickname"]
        if errors := taken(nickname=nickname):
            raise ValidationError(errors["nickname"])
        return nickname

    def validate_unique_email(self, value):
        """In place of the library's rule, for which whoever typed an address first has it."""
        if is_owned(email=value):
            raise ValidationError(IN_USE["email"])
        return value

    def save(self, request) -> User:
        """Account, profile and address, or nothing. Raises ValidationError by field when somebody was quicker."""
        try:
            with transaction.atomic():
                user = super().save(request)
                note_present(user=user)
                return user
        except IntegrityError as lost:
            names = {name: self.cleaned_data[name] for name in ("username", "nickname", "email")}
            raise lost_race(**names) from lost

    def custom_signup(self, request, user):
        choose_interest(user=user, problem=self.cleaned_data["interest"])
