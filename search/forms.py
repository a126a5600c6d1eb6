from django import forms
from django.utils.translation import gettext_lazy as _

from products.forms import SORT_LABELS, LenientChoiceField, NarrowingForm
from search.models import Kind
from search.texts import LONGEST_TEXT, strip_unseen
from search.wishes import DEFAULT_SORT, SORTS, Wish

FORM_ID = "find"
SORT_NAMES = SORT_LABELS | {DEFAULT_SORT: _("Best match first")}


class SearchForm(NarrowingForm):
    """Made of what stands in the address, `q` for `query` too; kinds and sorts that there are not are ignored."""

    query = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": _("At most %(limit_value)d characters: these are %(show_value)d.")},
    )
    type = LenientChoiceField(required=False, choices=[("", _("All")), *Kind.choices])
    sort = LenientChoiceField(
        label=_("Sort by"), required=False, choices=[(sort, SORT_NAMES[sort]) for sort in SORTS]
    )

    def __init__(self, data, **kwargs):
        asked = data.copy()
        asked["query"] = strip_unseen(asked.get("query", asked.get("q", "")))
        super().__init__(asked, **kwargs)
        # The filters stand beside the box, not inside its form.
        for field in self.fields.values():
            field.widget.attrs["form"] = FORM_ID

    @property
    def text(self) -> str:
        """What stands in the box: as it was typed, too long or not."""
        return self.data["query"]

    def wish(self) -> Wish:
        """What could be read; a filter with an error counts as empty."""
        self.full_clean()
        wanted = dict(self.cleaned_data)
        return Wish(text=wanted.pop("query", ""), kind=wanted.pop("type"), **wanted)


class OpenedForm(forms.Form):
    """Which result was opened from the results for a text."""

    text = forms.CharField(max_length=LONGEST_TEXT)
    kind = forms.ChoiceField(choices=Kind.choices)
    id = forms.IntegerField(min_value=1, max_value=2**63 - 1)
