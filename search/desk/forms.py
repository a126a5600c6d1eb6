from django import forms

from search.models import Kind
from search.texts import LONGEST_TEXT

LARGEST_ID = 2**63 - 1


class OpenedForm(forms.Form):
    """What was opened of the results for a text."""

    text = forms.CharField(max_length=LONGEST_TEXT)
    kind = forms.ChoiceField(choices=Kind.choices)
    source_id = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
