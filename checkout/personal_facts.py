"""What the shop knows of somebody from carts and orders, written out."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.db.models import Manager, Model, Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from accounts.privacy.kept_letters import export_letter
from accounts.privacy.person import Person
from checkout.models import Cart, Order, OrderMail, ReturnLine, ReturnRequest

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
    "coupon_code",
    "campaign",
    "subtotal",
    "discount_total",
    "shipping_total",
    "tax_total",
    "total",
    "placed_at",
    "delivered_at",
)
FORMER_ADDRESS = (*ORDER[3:11], "replaced_at")
LINE = (
    "line_no",
    "sku",
    "title",
    "option",
    "quantity",
    "unit_price",
    "line_total",
    "discount",
    "campaign",
    "story_title",
)
ORIGIN = ("first_story_title", "last_story_title", "campaign", "utm_source", "utm_medium", "utm_campaign")
PAYMENT = ("provider", "provider_ref", "kind", "status", "amount", "currency", "created_at", "settled_at")
PARCEL = ("carrier", "tracking_number", "shipped_at")
STEP = ("from_status", "to_status", "reason", "at")
# Read for all orders at once.
HANGING_ON = (
    "lines",
    "events",
    "payments",
    "shipments",
    "former_addresses",
    # Joined: a thousand rows named one by one are more than SQLite takes.
    Prefetch("return_requests__lines", queryset=ReturnLine.objects.select_related("line")),
    Prefetch("mails", queryset=OrderMail.objects.select_related("email")),
)


def orders_of(person: Person) -> QuerySet[Order]:
    """The account's, and on the shop's word a guest's with an address of theirs; what was erased is nobody's."""
    own = Q(user=None, email_lower__in=list(person.emails))
    if person.user is not None:
        own |= Q(user=person.user)
    return Order.objects.annotate(email_lower=Lower("email")).filter(own, erased_at=None)


def export_shopping(person: Person) -> dict[str, Any]:
    carts = Cart.objects.open().filter(user=person.user) if person.user else Cart.objects.none()
    orders = orders_of(person).select_related("impact_receipt", "origin").order_by("placed_at", "pk")
    return {
        "carts": [_cart(cart) for cart in carts.prefetch_related("lines__variant")],
        "orders": [_order(order) for order in orders.prefetch_related(*HANGING_ON)],
    }


def _cart(cart: Cart) -> dict[str, Any]:
    lines = [
        {"sku": line.variant.sku, "quantity": line.quantity, "selected": line.selected}
        for line in cart.lines.all()
    ]
    return {"kind": cart.kind, "changed_at": cart.updated_at, "lines": lines}


def _order(order: Order) -> dict[str, Any]:
    letters = [mail.email for mail in order.mails.all() if mail.email is not None]
    return {
        **_facts(order, ORDER),
        "impact_receipt": order.impact_receipt.code if hasattr(order, "impact_receipt") else "",
        "lines": [_facts(line, LINE) for line in sorted(order.lines.all(), key=attrgetter("line_no"))],
        "steps": [_facts(event, STEP) for event in order.events.all()],
        "payments": [_facts(payment, PAYMENT) for payment in _oldest_first(order.payments)],
        "parcels": [_facts(parcel, PARCEL) for parcel in _oldest_first(order.shipments)],
        "former_addresses": [_facts(former, FORMER_ADDRESS) for former in order.former_addresses.all()],
        "returns": [_return(asked) for asked in _oldest_first(order.return_requests)],
        "origin": _facts(order.origin, ORIGIN) if hasattr(order, "origin") else {},
        "letters": [export_letter(letter) for letter in sorted(letters, key=attrgetter("pk"))],
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
        for line in _oldest_first(asked.lines)
    ]
    return {
        "status": asked.status,
        "answer": asked.answer,
        "closed_because": asked.closed_because,
        "asked_at": asked.created_at,
        "lines": lines,
    }


def _oldest_first(rows: Manager) -> list[Any]:
    return sorted(rows.all(), key=attrgetter("pk"))


def _facts(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """A country is its code."""
    values = {name: getattr(row, name) for name in names}
    return {name: str(value) if name == "country" else value for name, value in values.items()}
