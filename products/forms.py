from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from products.catalogue import DEFAULT_SORT, SORTS, Wish, clean_query

SORT_LABELS = {
    "newest": _("Newest first"),
    "price": _("Price, low to high"),
    "-price": _("Price, high to low"),
    "popular": _("Most taken home"),
}


class LenientChoiceField(forms.ChoiceField):
    """Takes the first choice for anything that is none."""

    def clean(self, value):
        return value if self.valid_value(value) else self.choices[0][0]


class PriceField(forms.DecimalField):
    """Keeps what was typed beside its error: a browser's field for numbers would drop it."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_digits=12, **kwargs)


class NarrowingForm(forms.Form):
    """What a list of products can be narrowed down by. Numbers that cannot be read are errors beside their field."""

    texts: tuple[str, ...] = ("category", "brand", "problem")

    category = forms.CharField(label=_("Category"), required=False)
    brand = forms.CharField(label=_("Brand"), required=False)
    problem = forms.CharField(label=_("Problem"), required=False)
    min_price = PriceField(label=_("Price from"), required=False)
    max_price = PriceField(label=_("Price to"), required=False)
    in_stock = forms.BooleanField(label=_("In stock only"), required=False)

    def __init__(self, data, **kwargs):
        cleaned = data.copy()
        for name in self.texts:
            if name in cleaned:
                cleaned[name] = clean_query(cleaned[name])
        super().__init__(cleaned, **kwargs)

    def clean(self):
        lowest, highest = self.cleaned_data.get("min_price"), self.cleaned_data.get("max_price")
        if lowest is not None and highest is not None and lowest > highest:
            raise ValidationError({"max_price": _("The highest price is below the lowest.")})
        return self.cleaned_data


class CatalogueFilterForm(NarrowingForm):
    """Unknown slugs and sorts are ignored."""

    texts = ("q", *NarrowingForm.texts)

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    sort = LenientChoiceField(
        label=_("Sort by"), required=False, choices=[(sort, SORT_LABELS[sort]) for sort in SORTS]
    )

    def wish(self) -> Wish:
        """What could be read; a filter with an error counts as empty."""
        self.full_clean()
        return Wish(**self.cleaned_data)

    @property
    def is_filtered(self) -> bool:
        return any(value for name, value in self.cleaned_data.items() if name != "sort") or (
            self.cleaned_data.get("sort", DEFAULT_SORT) != DEFAULT_SORT
        )
