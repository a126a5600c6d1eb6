"""What staff hand in about bank transfers: a statement, and the lines of it that they confirm."""

from django import forms
from django.utils.translation import gettext_lazy as _

from checkout.bank_statements import MAX_BYTES, MAX_LINES, StatementError, StatementLine, read_statement


class StatementForm(forms.Form):
    """A valid one has the lines of incoming money in `cleaned_data["lines"]`."""

    file = forms.FileField(
        label=_("Statement"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
        help_text=_("The CSV file of your bank, with a header row: at most 500 lines and 1 MB."),
    )
    text = forms.CharField(
        label=_("Or its lines"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Copied from the bank's page or a spreadsheet, with the header row."),
    )

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if bool(file) == bool(text.strip()):
            raise forms.ValidationError(_("Upload the statement, or paste its lines: one of the two."))
        field = "file" if file else "text"
        try:
            # A byte more than allowed is enough to be refused.
            lines = read_statement(file.read(MAX_BYTES + 1) if file else text)
        except StatementError as problem:
            self.add_error(field, str(problem))
            return cleaned
        return {**cleaned, "lines": lines}


class ConfirmedLineForm(forms.Form):
    """A line of the statement and, when it is chosen, the payment that it is the money of."""

    payment = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    number = forms.IntegerField(widget=forms.HiddenInput)
    date = forms.CharField(max_length=2000, widget=forms.HiddenInput)
    text = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    amount = forms.DecimalField(max_digits=12, decimal_places=2, widget=forms.HiddenInput)

    @property
    def line(self) -> StatementLine:
        details = self.cleaned_data
        return StatementLine(details["number"], details["date"], details["text"], details["amount"])


ConfirmedLines = forms.formset_factory(
    ConfirmedLineForm, extra=0, max_num=MAX_LINES, absolute_max=MAX_LINES, validate_max=True
)
