"""The forms of the desk: a product with its variants, stock, and a change of prices."""

from collections import Counter
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from products.option_values import parse_options, write_options
from products.prices import ensure_valid_price


class OptionsField(forms.CharField):
    def prepare_value(self, value):
        return write_options(value) if isinstance(value, dict) else value

    def to_python(self, value):
        return parse_options(super().to_python(value) or "")

    def has_changed(self, initial, data):
        return super().has_changed(write_options(initial or {}), data)


class VariantForm(WagtailAdminModelForm):
    options = OptionsField(
        label=_("Options"),
        required=False,
        help_text=_("What tells this variant from the others, like: colour: Indigo, size: M"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.for_user and not self.for_user.has_perm("products.change_price"):
            for name in ("price", "compare_at_price"):
                if name in self.fields:
                    self.fields[name].disabled = True

    def clean(self):
        cleaned = super().clean()
        price, compare_at = cleaned.get("price"), cleaned.get("compare_at_price")
        if price is not None and compare_at is not None and compare_at <= price:
            self.add_error("compare_at_price", _("The compare-at price must be higher than the price."))
        if cleaned.get("DELETE") and self.instance.pk and self.instance.has_history():
            self._take_back_deletion(cleaned)
            self.add_error(
                "is_offered",
                _("A variant that was sold or stocked cannot be deleted. Untick “Offered” instead."),
            )
        return cleaned

    def _take_back_deletion(self, cleaned):
        cleaned["DELETE"] = False
        self.data = self.data.copy()
        self.data[self.add_prefix("DELETE")] = ""

    def check_prices(self, *, is_free: bool) -> None:
        """Puts what is wrong with the prices beside them."""
        price, compare_at = self.cleaned_data.get("price"), self.cleaned_data.get("compare_at_price")
        if price is None:
            return
        try:
            ensure_valid_price(amount=price, is_free=is_free)
            if compare_at is not None:
                ensure_valid_price(amount=compare_at, is_free=is_free)
        except ValidationError as error:
            self.add_error("price", error)


class VariantFormSet(BaseChildFormSet):
    def validate_unique(self):
        """Names the SKUs that stand in the form twice, beside each of them."""
        kept = [form for form in self.forms if form.is_valid() and not self._should_delete_form(form)]
        skus = Counter(form.cleaned_data.get("sku") for form in kept)
        for form in kept:
            sku = form.cleaned_data.get("sku")
            if sku and skus[sku] > 1:
                form.add_error("sku", _("This SKU stands here twice."))


class ProductForm(WagtailAdminModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.for_user and not self.for_user.has_perm("products.change_price") and "is_free" in self.fields:
            self.fields["is_free"].disabled = True

    def clean(self):
        cleaned = super().clean()
        variants = self.formsets.get("variants")
        if variants is not None:
            variants.is_valid()
            kept = [
                form
                for form in variants.forms
                if self._is_filled(form) and not variants._should_delete_form(form)
            ]
            for form in kept:
                form.check_prices(is_free=bool(cleaned.get("is_free")))
            if not kept and not self.is_deferred_validation:
                variants.non_form_errors().append(_("A product needs at least one variant."))
        return cleaned

    @staticmethod
    def _is_filled(form) -> bool:
        return hasattr(form, "cleaned_data") and (form.has_changed() or bool(form.instance.pk))


class PercentForm(forms.Form):
    percent = forms.DecimalField(
        label=_("Percent"),
        min_value=Decimal(-99),
        max_value=Decimal(1000),
        max_digits=7,
        decimal_places=2,
        help_text=_("10 raises prices by a tenth, -10 lowers them. Rounded half up to the smallest coin."),
    )
    confirm = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_percent(self):
        percent = self.cleaned_data["percent"]
        if percent == 0:
            raise ValidationError(_("0 percent changes nothing."))
        return percent
