"""Why an order was not placed, in the API's words."""

from typing import Any

from api.fields import MoneyField
from api.refusals import Refused, conflict, invalid, unprocessable
from checkout.cart_prices import PricedLine
from checkout.order_refusals import KeyMismatch, OrderRefusal
from checkout.shipping import NoSuchShipping


def as_refusal(refusal: Exception) -> Refused:
    """Names the lines it is about, and the total as it is now."""
    if isinstance(refusal, NoSuchShipping):
        return invalid(shipping_method=refusal)
    if isinstance(refusal, KeyMismatch):
        return unprocessable(refusal.code, refusal)
    if not isinstance(refusal, OrderRefusal):
        return invalid(payment_method=refusal)
    members: dict[str, Any] = {"lines": [_line(line) for line in refusal.lines]}
    if refusal.priced is not None:
        members["total"] = MoneyField().to_representation(refusal.priced.totals.total)
    return conflict(refusal.code, refusal, **members)


def _line(line: PricedLine) -> dict[str, Any]:
    return {
        "id": line.line.pk,
        "sku": line.variant.sku,
        "name": line.product.name,
        "quantity": line.quantity,
        "available": line.available,
        "unit_price": MoneyField().to_representation(line.unit_price),
    }
