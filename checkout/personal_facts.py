"""What the shop knows of somebody from carts and orders, written out."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from post_office.models import Email

from accounts.kept_letters import export_letters
from accounts.privacy import Person
from checkout.models import Cart, Order, ReturnRequest

ORDER = (
    "number",
    "status",
    "email",
    "full_name",
    "phone",
    "address_line1",
    "address_line2",
    "city",
    "region",
    "postcode",
    "country",
    "note",
    "shipping_name",
    "payment_method",
    "currency",
    "subtotal",
    "discount_total",
    "shipping_total",
    "tax_total",
    "total",
    "placed_at",
    "delivered_at",
)
FORMER_ADDRESS = (*ORDER[3:11], "replaced_at")
LINE = ("line_no", "sku", "title", "option", "quantity", "unit_price", "line_total", "story_title")
PAYMENT = ("provider", "provider_ref", "kind", "status", "amount", "currency", "created_at", "settled_at")
PARCEL = ("carrier", "tracking_number", "shipped_at")


def orders_of(person: Person) -> QuerySet[Order]:
    """The account's, and a guest's with an address that is theirs; what was erased is nobody's."""
    own = Q(user=None, email_lower__in=list(person.emails))
    if person.user is not None:
        own |= Q(user=person.user)
    return Order.objects.annotate(email_lower=Lower("email")).filter(own, erased_at=None)


def export_shopping(person: Person) -> dict[str, Any]:
    carts = Cart.objects.open().filter(user=person.user) if person.user else Cart.objects.none()
    orders = orders_of(person).order_by("placed_at", "pk")
    return {
        "carts": [_cart(cart) for cart in carts.prefetch_related("lines__variant")],
        "orders": [_order(order) for order in orders],
    }


def _cart(cart: Cart) -> dict[str, Any]:
    lines = [
        {"sku": line.variant.sku, "quantity": line.quantity, "selected": line.selected}
        for line in cart.lines.all()
    ]
    return {"kind": cart.kind, "changed_at": cart.updated_at, "lines": lines}


def _order(order: Order) -> dict[str, Any]:
    facts = {name: getattr(order, name) for name in ORDER}
    letters = Email.objects.filter(order_mail__order=order)
    return {
        **facts,
        "country": str(order.country),
        "lines": list(order.lines.order_by("line_no").values(*LINE)),
        "steps": list(order.events.values("from_status", "to_status", "reason", "at")),
        "payments": list(order.payments.order_by("pk").values(*PAYMENT)),
        "parcels": list(order.shipments.order_by("pk").values(*PARCEL)),
        "former_addresses": list(order.former_addresses.values(*FORMER_ADDRESS)),
        "returns": [_return(asked) for asked in order.return_requests.order_by("pk")],
        "letters": export_letters(letters),
    }


def _return(asked: ReturnRequest) -> dict[str, Any]:
    lines = [
        {
            "line_no": line.line.line_no,
            "quantity": line.quantity,
            "reason": line.reason,
            "note": line.note,
            "photo": bool(line.photo),
        }
        for line in asked.lines.select_related("line").order_by("pk")
    ]
    return {
        "status": asked.status,
        "answer": asked.answer,
        "closed_because": asked.closed_because,
        "asked_at": asked.created_at,
        "lines": lines,
    }
