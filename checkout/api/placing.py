"""Makes of what the API was sent the delivery that the checkout's form would make, by the form's own checks."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.address_book import find_address
from accounts.models import Address, User
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
    address = _read_address(sent, user)
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


def _read_address(sent: dict[str, Any], user: User | None) -> dict[str, str]:
    """The address that was sent, or the named one out of the account's book."""
    if "shipping_address" in sent:
        return sent["shipping_address"]
    if "address_id" not in sent:
        raise invalid(shipping_address=_("Send an address, or the id of one of yours."))
    try:
        if user is None:
            raise Address.DoesNotExist
        kept = find_address(user=user, address_id=sent["address_id"])
    except Address.DoesNotExist as unknown:
        raise invalid(address_id=_("You have no such address.")) from unknown
    return {name: str(getattr(kept, name)) for name in ADDRESS}
