"""What partners' systems are told of an order."""

from datetime import datetime

from checkout.models import Order
from webhooks.announcing import announce


def announce_order(*, order: Order, event: str, now: datetime, **more) -> None:
    """Writes the message in the caller's transaction; `more` is added to the order's own facts."""
    announce(event=event, read_data=lambda: {**_facts(order), **more}, now=now)


def _facts(order: Order) -> dict:
    return {
        "number": order.number,
        "status": order.status,
        "currency": order.currency,
        "subtotal": str(order.subtotal),
        "discount_total": str(order.discount_total),
        "shipping_total": str(order.shipping_total),
        "tax_total": str(order.tax_total),
        "total": str(order.total),
        "placed_at": order.placed_at.isoformat(),
        "lines": [
            {
                "line_no": line.line_no,
                "sku": line.sku,
                "title": line.title,
                "quantity": line.quantity,
                "unit_price": str(line.unit_price),
                "line_total": str(line.line_total),
            }
            for line in order.lines.order_by("line_no")
        ],
    }
