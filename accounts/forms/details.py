"""What somebody changes about their own account."""

from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.address_rules import write_phone
from accounts.email_change import is_owned
from accounts.forms.sign_up import InterestField, NicknameField
from accounts.models import User
from accounts.names import check_name, tidy_name
from accounts.phone import is_offered
from accounts.profile import IN_USE, profile_of, read_number, taken
from problems.models import ProblemPage


class DetailsForm(forms.Form):
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=[User.username_validator],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    nickname = NicknameField()
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(
        label=_("Your password"),
        help_text=_("Only for another e-mail: it opens the account."),
        required=False,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    phone = forms.CharField(
        label=_("Mobile number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    interest = InterestField()

    def __init__(self, data=None, *, user: User):
        self.user = user
        profile = profile_of(user)
        initial = {
            "username": user.username,
            "nickname": profile.nickname,
            "email": user.email,
            "phone": write_phone(phone=user.phone) if user.phone else "",
            "interest": profile.interest_id,
        }
        super().__init__(data, initial=initial)
        if not user.has_usable_password():
            del self.fields["password"]
        self._keep_room(profile.interest_id)
        self.fields["email"].required = bool(user.email)
        self._tell_what_a_change_takes()
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)

    def clean_username(self):
        username = tidy_name(self.cleaned_data["username"])
        if username != self.user.username:  # a name given before this rule may stay
            check_name(username)
        return self._free("username", username)

    def clean_nickname(self):
        return self._free("nickname", self.cleaned_data["nickname"])

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if is_owned(email=email, user=self.user):
            raise ValidationError(IN_USE["email"])
        return email

    def clean_phone(self):
        phone = read_number(user=self.user, phone=self.cleaned_data["phone"])
        return self._free("phone", phone) if phone else ""

    def details(self) -> dict:
        """What a valid form says, for the rule; the e-mail changes only when it is confirmed."""
        return {name: self.cleaned_data[name] for name in ("username", "nickname", "phone", "interest")}

    @property
    def new_email(self) -> str:
        """The address to confirm; empty when it stays."""
        email = self.cleaned_data["email"]
        return "" if email == self.user.email.lower() else email

    @property
    def proof_field(self) -> str:
        """Where it is said that a change of the e-mail wants a proof."""
        return "password" if "password" in self.fields else "email"

    def _keep_room(self, pk: int | None) -> None:
        """One that is not shown just now may stay."""
        interest = cast(forms.ModelChoiceField, self.fields["interest"])
        interest.queryset |= ProblemPage.objects.filter(pk=pk)

    def _tell_what_a_change_takes(self) -> None:
        email, phone = self.fields["email"], self.fields["phone"]
        email.help_text = _("It counts once you click the link that we send to it.")
        if self.user.email:
            email.help_text = _("Another one counts once you click the link that we send to it.")
        if is_offered():
            phone.help_text = _("It is verified by a code that we send to it.")
            if self.user.phone:
                phone.help_text = _("Another one is verified anew, by a code that we send to it.")

    def _free(self, field: str, value: str) -> str:
        if errors := taken(user=self.user, **{field: value}):
            raise ValidationError(errors[field])
        return value
