from dataclasses import fields

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from checkout.forms import AddressForm
from checkout.models import Order
from checkout.order_address import NewAddress

NAMES = [field.name for field in fields(NewAddress)]


class NewAddressForm(AddressForm):
    """Another address for an order that nobody has packed yet; the country stays."""

    def __init__(self, *args, order: Order, **kwargs):
        initial = {name: getattr(order, name) for name in NAMES}
        super().__init__(*args, initial=initial, **kwargs)
        code = str(order.country)
        self.fields["country"] = forms.ChoiceField(
            label=_("Country"),
            choices=[(code, countries.name(code))],
            help_text=_("Shipping is paid for this country, so it stays."),
        )

    def address(self) -> NewAddress:
        """What a valid form says, for `change_address`."""
        return NewAddress(**{name: self.cleaned_data[name] for name in NAMES})
