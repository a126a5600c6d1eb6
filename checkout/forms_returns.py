from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from checkout.forms import fresh_key
from checkout.models import OrderLine, ReturnLine
from checkout.return_photos import BadPhoto, redraw_photo
from checkout.returns import Wanted

LONGEST_NOTE = 500


class PhotoField(forms.FileField):
    """One photo, checked and drawn anew; the value is a file to be stored, or None."""

    def __init__(self, **kwargs):
        widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/heic,.heic"})
        super().__init__(label=_("Photo"), required=False, widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return redraw_photo(file, size=file.size)
        except BadPhoto as refusal:
            raise ValidationError(str(refusal)) from refusal


@dataclass(frozen=True)
class LineFields:
    """What is asked about one line."""

    line: OrderLine
    left: int
    pieces: forms.BoundField
    reason: forms.BoundField
    note: forms.BoundField
    photo: forms.BoundField

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in (self.pieces, self.reason, self.note, self.photo))


class ReturnForm(forms.Form):
    """Pieces, reason, words and photo for each line of which something can be sent back."""

    def __init__(self, *args, lines: list[OrderLine], left: Mapping[int, int], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"] = forms.CharField(
            max_length=64, required=False, initial=fresh_key, widget=forms.HiddenInput
        )
        self.left = left
        self.lines = [line for line in lines if left.get(line.line_no, 0)]
        for line in self.lines:
            self._ask_about(line.line_no)

    def _ask_about(self, no: int) -> None:
        counts = [("0", _("None")), *((str(count), str(count)) for count in range(1, self.left[no] + 1))]
        reasons = [("", _("Choose a reason")), *ReturnLine.Reason.choices]
        self.fields[f"pieces_{no}"] = forms.ChoiceField(
            label=_("Pieces to send back"), choices=counts, required=False
        )
        self.fields[f"reason_{no}"] = forms.ChoiceField(label=_("Why"), choices=reasons, required=False)
        self.fields[f"note_{no}"] = forms.CharField(
            label=_("In your words"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
        self.fields[f"photo_{no}"] = PhotoField()

    def clean(self):
        cleaned = super().clean()
        for line in self.lines:
            no = line.line_no
            if self._pieces(no) and not cleaned.get(f"reason_{no}") and f"reason_{no}" not in self.errors:
                self.add_error(f"reason_{no}", _("Choose a reason."))
            if len(cleaned.get(f"note_{no}", "")) > LONGEST_NOTE:
                too_long = _("Please use at most %(most)s characters; there are %(count)s.")
                self.add_error(
                    f"note_{no}", too_long % {"most": LONGEST_NOTE, "count": len(cleaned[f"note_{no}"])}
                )
        if not self.errors and not any(self._pieces(line.line_no) for line in self.lines):
            raise ValidationError(_("Choose at least one piece."))
        return cleaned

    def wanted(self) -> list[Wanted]:
        """What a valid form says, for `request_return`."""
        return [
            Wanted(
                line_no=no,
                quantity=self._pieces(no),
                reason=self.cleaned_data[f"reason_{no}"],
                note=self.cleaned_data[f"note_{no}"],
                photo=self.cleaned_data[f"photo_{no}"],
            )
            for no in (line.line_no for line in self.lines)
            if self._pieces(no)
        ]

    def by_line(self) -> Iterator[LineFields]:
        for line in self.lines:
            no = line.line_no
            parts = (self[f"{name}_{no}"] for name in ("pieces", "reason", "note", "photo"))
            yield LineFields(line, self.left[no], *parts)

    def _pieces(self, no: int) -> int:
        return int(self.cleaned_data.get(f"pieces_{no}") or 0)
