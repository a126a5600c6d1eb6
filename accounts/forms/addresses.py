"""Where a parcel goes, typed by a person: into the address book, and at the checkout."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.address_book import DETAILS, MORE
from accounts.address_rules import HOME_COUNTRY, check_postcode, read_phone
from accounts.areas.tree import AreaFacts, read_area, read_provinces
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

AREA_FIELDS = ("area_1", "area_2", "area_3")
NAMED_BY_AREA = {"region": "area_1", "city": "area_2"}


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
        for name in ("phone", "fixed_phone"):
            if cleaned.get(name):
                self._read_phone(name, cleaned[name], country)
        return cleaned

    def _check_postcode(self, postcode: str, country: str) -> None:
        try:
            check_postcode(postcode=postcode, country=country)
        except ValidationError as refusal:
            self.add_error("postcode", refusal)

    def _read_phone(self, name: str, phone: str, country: str | None) -> None:
        try:
            self.cleaned_data[name] = read_phone(phone=phone, country=country)
        except ValidationError as refusal:
            self.add_error(name, refusal)

    def _post_clean(self):
        """The form fills no row: a rule does. Only the fields' own checks run here."""


def _area_field(label, help_text="") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        error_messages={"invalid_choice": _("This place does not belong to the one above it.")},
    )


class BookForm(PlaceForm):
    """One entry of the address book. Each of its areas offers what belongs to the one above."""

    area_1 = _area_field(_("Province"))
    area_2 = _area_field(_("City or county"))
    area_3 = _area_field(_("District"))

    class Meta(PlaceForm.Meta):
        model = Address
        fields = ["title", *PLACE_FIELDS, *MORE]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            **PlaceForm.Meta.widgets,
            "fixed_phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = _("For example Home. The receiver's name when empty.")
        self.areas: dict[str, AreaFacts] = {}
        listed = read_provinces()
        self.has_areas = bool(listed)
        if self.has_areas:
            self.fields["city"].required = False
            self.fields["city"].help_text = _("When empty, as chosen above.")
            self.fields["region"].help_text = _("When empty, the province chosen above.")
        for name in AREA_FIELDS:
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [("", "—"), *_choices(listed, by_country=name == AREA_FIELDS[0])]
            wanted = str(self[name].value() or "")
            picked = next((area for area in listed if str(area["id"]) == wanted), None)
            if picked is not None:
                self.areas[name] = picked
            listed = read_area(area_id=picked["id"])["children"] if picked and name != AREA_FIELDS[-1] else []
        self._leave_names_to_the_lists()

    def _leave_names_to_the_lists(self) -> None:
        """What was called after its area follows the lists when another one is chosen there."""
        for name, area_field in NAMED_BY_AREA.items():
            area = self.areas.get(area_field)
            if area is not None and self.initial.get(name) == area["local_name"]:
                self.initial[name] = ""

    def clean(self):
        """An empty region or city is called after the area."""
        for name, area_field in NAMED_BY_AREA.items():
            if area_field in self.areas and not self[name].value():
                self.cleaned_data[name] = self.areas[area_field]["local_name"]
        if not self.cleaned_data.get("city") and "city" not in self.errors:
            self.add_error("city", self.fields["city"].error_messages["required"])
        cleaned = super().clean()
        country = cleaned.get("country")
        if country and any(area["country"] != country for area in self.areas.values()):
            self.add_error("area_1", _("This place is not in that country."))
        return cleaned

    @property
    def has_more(self) -> bool:
        """Whether there is something to see in what is folded away."""
        return any(self[name].value() or self[name].errors for name in MORE)

    def details(self) -> dict[str, Any]:
        """What a valid form says, for the rules of the address book."""
        chosen = list(self.areas.values())
        named = {name: self.cleaned_data[name] for name in DETAILS}
        return {**named, "area": chosen[-1]["id"] if chosen else None}


def _choices(areas: Sequence[AreaFacts], *, by_country: bool) -> list:
    if not by_country:
        return [(str(area["id"]), _shown(area)) for area in areas]
    own_first = sorted(areas, key=lambda area: area["country"] != HOME_COUNTRY)
    grouped = groupby(own_first, key=itemgetter("country"))
    return [(countries.name(code), _choices(list(of), by_country=False)) for code, of in grouped]


def _shown(area: AreaFacts) -> str:
    name, local_name = area["name"], area["local_name"]
    return local_name if name == local_name else f"{local_name} {name}"


class TitleForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=100, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs.pop("maxlength", None)
