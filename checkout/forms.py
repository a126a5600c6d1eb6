import re
import uuid
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.address_rules import check_postcode, read_phone
from checkout.models import Order
from checkout.models.cart import MOST_PIECES
from checkout.orders import Delivery
from checkout.payments import offered_providers


def fresh_key() -> str:
    """A key for one filling-in of the checkout form."""
    return uuid.uuid4().hex


class QuantityField(forms.CharField):
    """Whole pieces from 1 to 99 in plain digits; full-width digits, signs and exponents are refused."""

    def __init__(self, **kwargs):
        super().__init__(label=_("Quantity"), **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= MOST_PIECES:
            raise ValidationError(_("Type a whole number from 1 to %(most)s."), params={"most": MOST_PIECES})
        return int(text)


class TickField(forms.CharField):
    """A boolean that must be said clearly; None when it was not sent."""

    MEANING = {"true": True, "on": True, "1": True, "false": False, "off": False, "0": False}

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        if text not in self.MEANING:
            raise ValidationError(_("Send true or false."))
        return self.MEANING[text]


class AddToCartForm(forms.Form):
    sku = forms.CharField(max_length=64)
    quantity = QuantityField(initial="1")
    story = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    next = forms.CharField(required=False, max_length=2000)


class CartLineForm(forms.Form):
    quantity = QuantityField(required=False)
    selected = TickField(required=False)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and all(value is None for value in cleaned.values()):
            raise ValidationError({"quantity": _("Send a quantity or a tick.")})
        return cleaned


class SelectionForm(forms.Form):
    selected = TickField()


class FindOrderForm(forms.Form):
    number = forms.CharField(label=_("Order number"), max_length=50)
    email = forms.EmailField(label=_("E-mail"), max_length=254)


class AddressForm(forms.ModelForm):
    """Where an order goes. Its checks are the same when it is placed and when the address is changed later."""

    country = forms.ChoiceField(label=_("Country"), choices=list(countries), initial="KR")

    class Meta:
        model = Order
        fields = [
            "full_name",
            "phone",
            "address_line1",
            "address_line2",
            "postcode",
            "city",
            "region",
            "country",
        ]
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
            "address_line1": forms.TextInput(attrs={"autocomplete": "address-line1"}),
            "address_line2": forms.TextInput(attrs={"autocomplete": "address-line2"}),
            "postcode": forms.TextInput(attrs={"autocomplete": "postal-code"}),
            "city": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "region": forms.TextInput(attrs={"autocomplete": "address-level1"}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].widget.attrs["autocomplete"] = "country"
        self.fields["phone"].help_text = _("For the carrier only.")
        # The limit is told in words after sending; the browser must not cut what is typed or pasted.
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)

    def clean(self):
        cleaned = super().clean()
        country = cleaned.get("country")
        if cleaned.get("postcode"):
            self._check_postcode(cleaned["postcode"], country or "")
        if cleaned.get("phone"):
            self._read_phone(cleaned["phone"], country)
        return cleaned

    def _check_postcode(self, postcode: str, country: str) -> None:
        try:
            check_postcode(postcode=postcode, country=country)
        except ValidationError as refusal:
            self.add_error("postcode", refusal)

    def _read_phone(self, phone: str, country: str | None) -> None:
        try:
            self.cleaned_data["phone"] = read_phone(phone=phone, country=country)
        except ValidationError as refusal:
            self.add_error("phone", refusal)

    def _post_clean(self):
        """The form fills no order: a rule does. Only the fields' own checks run here."""


class CheckoutForm(AddressForm):
    """One page, guest or not; what is not named here cannot be posted."""

    shipping_method = forms.CharField(label=_("Shipping"), max_length=40)
    payment_method = forms.ChoiceField(label=_("Payment"), widget=forms.RadioSelect)
    accept_terms = forms.BooleanField(
        label=_("I have read the terms and the notes on privacy"),
        error_messages={"required": _("Please accept the terms to place the order.")},
    )
    idempotency_key = forms.CharField(max_length=255, widget=forms.HiddenInput)
    expected_total = forms.DecimalField(max_digits=14, decimal_places=2, widget=forms.HiddenInput)

    class Meta(AddressForm.Meta):
        fields = ["email", *AddressForm.Meta.fields, "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["payment_method"].choices = [(p.code, p.name) for p in offered_providers()]

    @classmethod
    def fresh(cls, *, remembered: dict, expected_total: Decimal, shipping_method: str) -> "CheckoutForm":
        """An empty form with what is known of the buyer and a key of its own."""
        initial = {
            "country": "KR",
            "payment_method": offered_providers()[0].code,
            **remembered,
            "shipping_method": shipping_method,
            "idempotency_key": fresh_key(),
            "expected_total": expected_total,
        }
        return cls(initial=initial)

    def delivery(self) -> Delivery:
        """What a valid form says, for `place_order`."""
        names = Delivery.__dataclass_fields__
        return Delivery(**{name: self.cleaned_data[name] for name in names})
