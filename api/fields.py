"""How amounts, times and switches are written."""

import re
from datetime import UTC
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

AMOUNT = r"^[0-9]{1,10}(\.[0-9]{1,2})?$"
_AMOUNT = re.compile(AMOUNT, re.ASCII)


@extend_schema_field({"type": "string", "pattern": AMOUNT, "examples": ["12000"]})
class MoneyField(serializers.Field):
    """A decimal text with as many places as the shop's currency has: "12000" won, "12.50" dollars. Never a number."""

    default_error_messages: Any = {"invalid": _('An amount is a text like "12000".')}

    def to_internal_value(self, data):
        if not isinstance(data, str) or not _AMOUNT.fullmatch(data):
            self.fail("invalid")
        return Decimal(data)

    def to_representation(self, value):
        places = get_currency_precision(settings.SHOP_CURRENCY)
        return str(Decimal(value).quantize(Decimal(1).scaleb(-places)))


class MomentField(serializers.DateTimeField):
    """A time in UTC, as in 2026-05-01T09:00:00Z."""

    def __init__(self, **kwargs):
        super().__init__(default_timezone=UTC, **kwargs)
