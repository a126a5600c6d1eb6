"""What staff fill in to pay back: pieces and where they go, or a sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from checkout.forms import fresh_key
from checkout.models import OrderLine, RefundLine
from checkout.refunds import Pieces


@dataclass(frozen=True)
class LineFields:
    """What is asked about one line."""

    line: OrderLine
    most: int
    pieces: forms.BoundField
    fate: forms.BoundField


class PiecesForm(forms.Form):
    """Pieces of each line up to `most` ({line number: pieces}), and where they go.

    `expected` is the sum that was shown before it is confirmed; `key` keeps a second click from paying twice.
    """

    with_shipping = forms.BooleanField(
        label=_("With their share of the shipping"), required=False, initial=True
    )
    expected = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, initial=fresh_key, widget=forms.HiddenInput)

    def __init__(
        self, *args, lines: Sequence[OrderLine], most: Mapping[int, int], initial_pieces=None, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.most = most
        self.lines = [line for line in lines if most.get(line.line_no, 0)]
        for line in self.lines:
            no = line.line_no
            self.fields[f"pieces_{no}"] = forms.IntegerField(
                label=_("Pieces"),
                min_value=0,
                max_value=most[no],
                required=False,
                initial=(initial_pieces or {}).get(no, 0),
            )
            self.fields[f"fate_{no}"] = forms.ChoiceField(
                label=_("They go"), choices=RefundLine.Fate.choices, initial=RefundLine.Fate.RESTOCK
            )

    @property
    def by_line(self) -> list[LineFields]:
        return [
            LineFields(
                line=line,
                most=self.most[line.line_no],
                pieces=self[f"pieces_{line.line_no}"],
                fate=self[f"fate_{line.line_no}"],
            )
            for line in self.lines
        ]

    def chosen(self) -> list[Pieces]:
        """What a valid form names, for the rules."""
        cleaned = self.cleaned_data
        wanted = ((line.line_no, cleaned.get(f"pieces_{line.line_no}") or 0) for line in self.lines)
        return [Pieces(no, count, cleaned[f"fate_{no}"]) for no, count in wanted if count]


class RefundForm(PiecesForm):
    """Pieces, or a sum that staff name."""

    amount = forms.DecimalField(
        label=_("Or a sum"),
        max_digits=12,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text=_("Instead of pieces: a sum that goes back while the pieces stay where they are."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("The buyer reads it on the page of the order.")
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("amount")) == bool(self.chosen()):
            raise ValidationError(_("Choose pieces, or type a sum."))
        return cleaned


class ClosingForm(forms.Form):
    """Why a return that was accepted is over, and that it is meant."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The buyer reads it on the page of the order."),
    )
    is_meant = forms.BooleanField(label=_("Nothing has come, and no money goes back for it"))


class DecisionForm(forms.Form):
    """Whether a return is accepted, and what the buyer is told."""

    answer = forms.CharField(
        label=_("Answer to the buyer"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The buyer reads it in the mail that is sent now."),
    )
