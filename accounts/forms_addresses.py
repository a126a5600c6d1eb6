"""Where a parcel goes, typed by a person: into the address book, and at the checkout."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.address_book import DETAILS
from accounts.address_rules import HOME_COUNTRY, check_postcode, read_phone
from accounts.models import Address

# In the order in which a person fills them in.
PLACE_FIELDS = [
    "full_name",
    "phone",
    "address_line1",
    "address_line2",
    "postcode",
    "city",
    "region",
    "country",
]


class PlaceForm(forms.ModelForm):
    """The fields of a place and their checks, for whichever model keeps one."""

    country = forms.ChoiceField(label=_("Country"), choices=list(countries), initial=HOME_COUNTRY)

    class Meta:
        fields = PLACE_FIELDS
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
            "address_line1": forms.TextInput(attrs={"autocomplete": "address-line1"}),
            "address_line2": forms.TextInput(attrs={"autocomplete": "address-line2"}),
            "postcode": forms.TextInput(attrs={"autocomplete": "postal-code"}),
            "city": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "region": forms.TextInput(attrs={"autocomplete": "address-level1"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].widget.attrs["autocomplete"] = "country"
        self.fields["phone"].help_text = _("For the carrier only.")
        # The limit is told in words after sending; the browser must not cut what is typed or pasted.
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)

    def clean(self):
        cleaned = super().clean()
        country = cleaned.get("country")
        if cleaned.get("postcode"):
            self._check_postcode(cleaned["postcode"], country or "")
        if cleaned.get("phone"):
            self._read_phone(cleaned["phone"], country)
        return cleaned

    def _check_postcode(self, postcode: str, country: str) -> None:
        try:
            check_postcode(postcode=postcode, country=country)
        except ValidationError as refusal:
            self.add_error("postcode", refusal)

    def _read_phone(self, phone: str, country: str | None) -> None:
        try:
            self.cleaned_data["phone"] = read_phone(phone=phone, country=country)
        except ValidationError as refusal:
            self.add_error("phone", refusal)

    def _post_clean(self):
        """The form fills no row: a rule does. Only the fields' own checks run here."""


class BookForm(PlaceForm):
    """One entry of the address book."""

    class Meta(PlaceForm.Meta):
        model = Address
        fields = ["title", *PLACE_FIELDS]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = _("For example Home. The receiver's name when empty.")

    def details(self) -> dict[str, str]:
        """What a valid form says, for the rules of the address book."""
        return {name: self.cleaned_data[name] for name in DETAILS}


class TitleForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=100, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs.pop("maxlength", None)
