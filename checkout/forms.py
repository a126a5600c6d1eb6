import re
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.address_book import PLACE
from accounts.forms.addresses import PlaceForm
from accounts.models import Address
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
    block = forms.CharField(required=False, max_length=100)
    next = forms.CharField(required=False, max_length=2000)

    def clean_block(self) -> uuid.UUID | None:
        """Blocks of old bodies may have ids of another kind: nobody is kept from buying for that."""
        try:
            return uuid.UUID(self.cleaned_data["block"])
        except ValueError:
            return None


class VisitForm(forms.Form):
    """May the visit be remembered? Nothing is ticked beforehand."""

    agrees = TickField()
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


class CouponForm(forms.Form):
    """An empty code takes the coupon out of the cart."""

    code = forms.CharField(label=_("Code"), max_length=40, required=False)
    next = forms.CharField(required=False, max_length=2000)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        error_messages={"required": _("Type the six digits of our mail.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self):
        """What cannot be a code costs no try."""
        code = "".join(self.cleaned_data["code"].split())
        if not re.fullmatch(r"[0-9]{6}", code):
            raise ValidationError(_("Type the six digits of our mail."))
        return code


class FindOrderForm(forms.Form):
    number = forms.CharField(label=_("Order number"), max_length=50)
    email = forms.EmailField(label=_("E-mail"), max_length=254)


class AddressForm(PlaceForm):
    """Where an order goes. Its checks are the same when it is placed and when the address is changed later."""

    class Meta(PlaceForm.Meta):
        model = Order
        widgets = {
            **PlaceForm.Meta.widgets,
            "email": forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }


class CheckoutForm(AddressForm):
    """One page, guest or not; what is not named here cannot be posted.

    `book` are the addresses of whoever is signed in, None for a guest. One that is chosen goes before whatever
    stands in the fields of the place.
    """

    address_id = forms.ChoiceField(
        label=_("Address"),
        required=False,
        error_messages={"invalid_choice": _("You have no such address.")},
    )
    keep_address = forms.BooleanField(label=_("Keep this address in my address book"), required=False)
    shipping_method = forms.CharField(label=_("Shipping"), max_length=40)
    payment_method = forms.ChoiceField(label=_("Payment"), widget=forms.RadioSelect)
    coupon = forms.CharField(
        label=_("Code"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    accept_terms = forms.BooleanField(
        label=_("I have read the terms and the notes on privacy"),
        error_messages={"required": _("Please accept the terms to place the order.")},
    )
    idempotency_key = forms.CharField(max_length=255, widget=forms.HiddenInput)
    expected_total = forms.DecimalField(max_digits=14, decimal_places=2, widget=forms.HiddenInput)

    class Meta(AddressForm.Meta):
        fields = ["email", *AddressForm.Meta.fields, "note"]

    def __init__(self, *args, book: Sequence[Address] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        payment_method = cast(forms.ChoiceField, self.fields["payment_method"])
        payment_method.choices = [(p.code, p.name) for p in offered_providers()]
        self.book = book or []
        address_id = cast(forms.ChoiceField, self.fields["address_id"])
        address_id.choices = [("", ""), *((str(kept.pk), kept.title) for kept in self.book)]
        if book is None:
            del self.fields["keep_address"]

    @property
    def chosen(self) -> Address | None:
        """The entry of the book that the order goes to."""
        wanted = str(self["address_id"].value() or "")
        return next((kept for kept in self.book if str(kept.pk) == wanted), None)

    def clean(self):
        if self.chosen is None:
            return super().clean()
        for name in PLACE:
            self.errors.pop(name, None)
            self.cleaned_data[name] = str(getattr(self.chosen, name))
        return self.cleaned_data

    @classmethod
    def fresh(
        cls,
        *,
        remembered: dict,
        expected_total: Decimal,
        shipping_method: str,
        coupon: str = "",
        book: Sequence[Address] | None = None,
    ) -> "CheckoutForm":
        """An empty form with what is known of the buyer, their default address, and a key of its own."""
        default = next((kept.pk for kept in book or [] if kept.is_default), "")
        initial = {
            "country": "KR",
            "payment_method": offered_providers()[0].code,
            **remembered,
            "address_id": default,
            "shipping_method": shipping_method,
            "coupon": coupon,
            "idempotency_key": fresh_key(),
            "expected_total": expected_total,
        }
        return cls(initial=initial, book=book)

    def place(self) -> dict[str, str]:
        """Where a valid form says it goes, for the rules of the address book."""
        return {name: self.cleaned_data[name] for name in PLACE}

    def delivery(self) -> Delivery:
        """What a valid form says, for `place_order`."""
        names = Delivery.__dataclass_fields__
        return Delivery(**{name: self.cleaned_data[name] for name in names})
