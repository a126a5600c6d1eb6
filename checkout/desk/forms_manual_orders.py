"""What staff fill in when somebody telephones: pieces, the buyer, and how it is sent and paid."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from checkout.forms import CheckoutForm, QuantityField, fresh_key
from checkout.models import ShippingMethod
from checkout.payments import offered_providers

FIRST_ROWS = 3
MOST_ROWS = 30


@dataclass(frozen=True)
class RowFields:
    """One row of the form: an SKU and how many of it."""

    number: int
    sku: forms.BoundField
    quantity: forms.BoundField


class ManualOrderForm(CheckoutForm):
    """The checkout's fields without its terms, and rows of SKU and pieces.

    `expected_total` is what was shown before it is confirmed; `search` finds SKUs to put into the rows.
    """

    search = forms.CharField(label=_("Find a product"), max_length=100, required=False)

    def __init__(self, *args, row_count: int = FIRST_ROWS, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = range(1, row_count + 1)
        for number in self.numbers:
            self.fields[f"sku_{number}"] = forms.CharField(label=_("SKU"), max_length=64, required=False)
            self.fields[f"quantity_{number}"] = QuantityField(required=False)
        del self.fields["accept_terms"]
        self.fields["expected_total"].required = False
        self.fields["shipping_method"] = forms.ChoiceField(
            label=_("Shipping"), widget=forms.RadioSelect, choices=_ways_of_sending()
        )
        # The browser must not offer the clerk's own name and street.
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    @classmethod
    def empty(cls) -> "ManualOrderForm":
        initial = {
            "country": "KR",
            "shipping_method": next((code for code, _name in _ways_of_sending()), ""),
            "payment_method": _unhurried_way_to_pay(),
            "idempotency_key": fresh_key(),
        }
        return cls(initial=initial)

    @classmethod
    def filled(cls, sent: QueryDict) -> "ManualOrderForm":
        return cls(sent, row_count=_count_rows(sent))

    @classmethod
    def unfinished(cls, sent: QueryDict, *, more_rows: int = 0, sku: str = "") -> "ManualOrderForm":
        """What was typed so far, not judged yet; with more rows, or with one piece of `sku` in the first free one."""
        typed = {**sent.dict(), "expected_total": ""}
        count = min(_count_rows(sent) + more_rows, MOST_ROWS)
        if sku:
            free = next(
                (n for n in range(1, MOST_ROWS + 1) if not str(typed.get(f"sku_{n}", "")).strip()), None
            )
            if free is not None:
                typed |= {f"sku_{free}": sku, f"quantity_{free}": typed.get(f"quantity_{free}") or "1"}
                count = max(count, free)
        return cls(initial=typed, row_count=count)

    @property
    def rows(self) -> list[RowFields]:
        return [RowFields(no, self[f"sku_{no}"], self[f"quantity_{no}"]) for no in self.numbers]

    @property
    def may_grow(self) -> bool:
        return len(self.numbers) < MOST_ROWS

    def clean(self):
        cleaned = super().clean()
        for number in self.numbers:
            sku, quantity = cleaned.get(f"sku_{number}", ""), cleaned.get(f"quantity_{number}")
            if sku and quantity is None and not self.has_error(f"quantity_{number}"):
                self.add_error(f"quantity_{number}", self._in_row(number, _("How many pieces?")))
            if quantity and not sku and not self.has_error(f"sku_{number}"):
                self.add_error(f"sku_{number}", self._in_row(number, _("Pieces of what?")))
        if not self.errors and not self.pieces():
            raise ValidationError(_("Type what is ordered: an SKU and how many pieces."))
        return cleaned

    def pieces(self) -> dict[str, int]:
        """{SKU: pieces} of a valid form; an SKU in two rows is added up. SKUs are written in capitals."""
        pieces: Counter[str] = Counter()
        for number in self.numbers:
            if sku := self.cleaned_data.get(f"sku_{number}"):
                pieces[sku.upper()] += self.cleaned_data[f"quantity_{number}"]
        return dict(pieces)

    def refuse_pieces(self, by_sku: Mapping[str, str]) -> None:
        """Says at each row why it cannot be had."""
        for number in self.numbers:
            text = by_sku.get(self.cleaned_data.get(f"sku_{number}", "").upper())
            if text:
                self.add_error(f"sku_{number}", self._in_row(number, text))

    def _in_row(self, number: int, text) -> str:
        return _("Row %(number)s: %(text)s") % {"number": number, "text": text}


def _unhurried_way_to_pay() -> str:
    """One that does not need the buyer at a computer now, if any is offered."""
    ways = offered_providers()
    return next((way for way in ways if not way.is_online), ways[0]).code


def _ways_of_sending() -> list[tuple[str, str]]:
    return [(method.code, method.name) for method in ShippingMethod.objects.filter(is_active=True)]


def _count_rows(sent: QueryDict) -> int:
    return sum(f"sku_{number}" in sent for number in range(1, MOST_ROWS + 1)) or FIRST_ROWS
