from dataclasses import fields
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from checkout.forms import AddressForm
from checkout.models import Order
from checkout.order_address import AddressFixed, NewAddress, count_changes

NAMES = [field.name for field in fields(NewAddress)]


class NewAddressForm(AddressForm):
    """Another address for an order that nobody has packed yet; the country stays."""

    # How often the address had been changed when the form was opened.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, order: Order, **kwargs):
        initial = {name: getattr(order, name) for name in NAMES}
        super().__init__(*args, initial={**initial, "seen": count_changes(order)}, **kwargs)
        code = str(order.country)
        self.fields["country"] = forms.ChoiceField(
            label=_("Country"),
            choices=[(code, countries.name(code))],
            help_text=_("Shipping is paid for this country, so it stays."),
        )

    def address(self) -> NewAddress:
        """What a valid form says, for `change_address`."""
        return NewAddress(**{name: self.cleaned_data[name] for name in NAMES})

    def refuse(self, refusal: AddressFixed) -> None:
        """What was typed stays; sent once more, it replaces what is told to be there now."""
        sent = cast(QueryDict, self.data).copy()
        sent["seen"] = str(self.get_initial_for_field(self.fields["seen"], "seen"))
        self.data = sent
        self.add_error(None, str(refusal))


class ClerkAddressForm(NewAddressForm):
    """Staff say why, and are told when it is the address that the order has already."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=250,
        help_text=_("For example who wrote or telephoned, and when. It stands beside the former address."),
    )

    def __init__(self, *args, order: Order, **kwargs):
        super().__init__(*args, order=order, **kwargs)
        self.current = NewAddress(**{name: getattr(order, name) for name in NAMES})
        self.fields["phone"].help_text = _("For the carrier.")
        # The browser must not offer the clerk's own name and street.
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def clean(self):
        cleaned = super().clean()
        if not self.errors and self.address() == self.current:
            raise ValidationError(_("The order goes to this address already."))
        return cleaned
