"""Makes of what the API was sent the delivery that the checkout's form would make, by the form's own checks."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from api.refusals import invalid
from checkout.forms import CheckoutForm
from checkout.orders import Delivery

ADDRESS = (
    "full_name",
    "phone",
    "address_line1",
    "address_line2",
    "city",
    "region",
    "postcode",
    "country",
)


def read_delivery(*, sent: dict[str, Any], user: User | None) -> Delivery:
    """Raises Refused, naming each field as it was sent."""
    address = sent.get("shipping_address")
    if address is None:
        raise invalid(shipping_address=_("Send an address, or the id of one of yours."))
    form = CheckoutForm(
        {
            **address,
            "email": sent["email"],
            "note": sent["note"],
            "shipping_method": sent["shipping_method"],
            "payment_method": sent["payment_method"],
            "expected_total": sent["expected_total"],
            "accept_terms": "on",
            "idempotency_key": "-",
        }
    )
    if not form.is_valid():
        errors = {
            (f"shipping_address.{name}" if name in ADDRESS else name): [str(text) for text in texts]
            for name, texts in form.errors.items()
        }
        raise invalid(**errors)
    return form.delivery()
