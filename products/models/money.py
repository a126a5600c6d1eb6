from decimal import Decimal
from typing import Any, Literal, overload

from django.db import models


@overload
def money_field(
    label=None, *, null: Literal[True], **kwargs
) -> "models.DecimalField[Any, Decimal | None]": ...
@overload
def money_field(label=None, **kwargs) -> "models.DecimalField[Any, Decimal]": ...
def money_field(label=None, **kwargs):
    """An amount of the shop's currency, whichever it is."""
    return models.DecimalField(label, max_digits=12, decimal_places=2, **kwargs)
