"""What is typed at the stock desk."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from products.models import StockMovement, Variant

MOST_PIECES = 1_000_000
Kind = StockMovement.Kind


def draw_key() -> str:
    return uuid4().hex


class PiecesField(forms.IntegerField):
    """Up to a million, in the digits of the keyboard."""

    default_validators = [RegexValidator(r"^[0-9]+$", _("Type a whole number."))]

    def __init__(self, *, min_value: int = 1, **kwargs):
        super().__init__(min_value=min_value, max_value=MOST_PIECES, **kwargs)

    def to_python(self, value):
        if value and not str(value).strip().isascii():
            raise ValidationError(_("Type a whole number."))
        return super().to_python(value)


class StockForm(forms.Form):
    """One movement. Its key is drawn when the page is: pressing the button twice books once."""

    sku = forms.CharField(
        label=_("SKU"),
        max_length=64,
        widget=forms.TextInput(attrs={"list": "stock-skus", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("What happens"),
        choices=[
            (Kind.RECEIVE, _("Pieces come in")),
            (Kind.RETURN, _("Sold pieces come back")),
            (Kind.WRITE_OFF, _("Pieces are written off")),
        ],
    )
    quantity = PiecesField(label=_("Quantity"))
    reason = forms.CharField(label=_("Reason"), max_length=200)
    key = forms.CharField(required=False, max_length=64, initial=draw_key, widget=forms.HiddenInput)

    def redraw_key(self) -> None:
        """What is typed stays; sending it again is a movement of its own."""
        self.data = {name: self.data[name] for name in self.data} | {"key": draw_key()}


class LedgerForm(forms.Form):
    """Which movements to show."""

    sku = forms.CharField(
        label=_("SKU"), required=False, widget=forms.TextInput(attrs={"list": "stock-skus"})
    )
    kind = forms.ChoiceField(label=_("What"), required=False, choices=[("", _("All")), *Kind.choices])
    order = forms.CharField(label=_("Order number"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def movements(self):
        """The newest first; a filter that was typed wrong filters nothing."""
        rows = StockMovement.objects.select_related("variant__product", "actor").order_by(
            "-created_at", "-pk"
        )
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("sku"):
            rows = rows.filter(variant__sku__iexact=asked["sku"])
        if asked.get("kind"):
            rows = rows.filter(kind=asked["kind"])
        if asked.get("order"):
            rows = rows.filter(order_number__iexact=asked["order"])
        if asked.get("since"):
            rows = rows.filter(created_at__gte=_midnight(asked["since"]))
        if asked.get("until"):
            rows = rows.filter(created_at__lt=_midnight(asked["until"] + timedelta(days=1)))
        return rows


def _midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class LevelsForm(forms.Form):
    """The reorder levels of the variants on one page of the list."""

    def __init__(self, *args, variants: Iterable[Variant], **kwargs):
        super().__init__(*args, **kwargs)
        self.names = {f"level-{variant.pk}": variant for variant in variants}
        for name, variant in self.names.items():
            self.fields[name] = PiecesField(
                label=_("Reorder level of %(sku)s") % {"sku": variant.sku},
                min_value=0,
                required=False,
                initial=variant.reorder_level,
                widget=forms.NumberInput(attrs={"aria-label": variant.sku}),
            )

    @property
    def rows(self):
        return [(variant, self[name]) for name, variant in self.names.items()]

    @property
    def new_levels(self) -> dict[int, int]:
        """Those that were changed; a row that was left empty, or joined the list meanwhile, keeps its level."""
        typed = {self.names[name].pk: self.cleaned_data[name] for name in self.changed_data}
        return {pk: level for pk, level in typed.items() if level is not None}
