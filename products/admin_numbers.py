"""Numbers in the forms of the admin as people write them: 9000 and not 9000.00, where the column keeps decimals."""

from decimal import Decimal

from django import forms
from django.db import models
from wagtail.admin.forms.models import register_form_field_override


class PlainNumberInput(forms.NumberInput):
    def format_value(self, value):
        if isinstance(value, Decimal) and value.is_finite():
            return f"{value.normalize():f}"
        return super().format_value(value)


register_form_field_override(models.DecimalField, override={"widget": PlainNumberInput})
