"""Where an order goes, as long as nobody has packed it. What it was before stays to be read."""

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from checkout.models import Order, OrderAddress
from checkout.order_steps import lock_order, note
from checkout.shipping import quote_shipping
from checkout.statuses import BEFORE_PACKING


class AddressFixed(Exception):
    """The address cannot be changed any more, or not to this one; its text may be shown."""


class AddressMoved(AddressFixed):
    """Somebody was quicker: what is to be replaced is not what was seen."""

    def __init__(self, order: Order):
        present = ", ".join(filter(None, [order.full_name, order.address_line1, order.postcode, order.city]))
        text = _(
            "This address was changed meanwhile. It is now: %(present)s. Send yours once more if it is to replace that."
        )
        super().__init__(text % {"present": present})


@dataclass(frozen=True)
class NewAddress:
    full_name: str
    phone: str
    address_line1: str
    address_line2: str
    city: str
    region: str
    postcode: str
    country: str


def may_change_address(order: Order) -> bool:
    return order.status in BEFORE_PACKING


def count_changes(order: Order) -> int:
    return order.former_addresses.count()


@transaction.atomic
def change_address(
    *, order: Order, address: NewAddress, reason: str, actor, now: datetime, seen: int | None = None
) -> Order:
    """Before packing, and within the country and for the price that shipping was paid for. The former address is kept.

    `seen` is how often it had been changed when the form was opened, None when that is not known. The same address again
    changes nothing. Raises AddressFixed; AddressMoved when it was changed since.
    """
    order = lock_order(order)
    if not may_change_address(order):
        raise AddressFixed(_("The parcel is packed: its address cannot be changed any more."))
    if address.country != order.country:
        raise AddressFixed(_("The parcel can only go to another address in the same country."))
    price = _shipping_to(order, address.postcode)
    if price is None or price != _shipping_to(order, order.postcode):
        raise AddressFixed(
            _("Sending it there costs another price. The order has to be cancelled and placed again.")
        )
    wanted = asdict(address)
    former = {name: getattr(order, name) for name in wanted}
    if former == wanted:
        return order
    if seen is not None and seen != count_changes(order):
        raise AddressMoved(order)
    OrderAddress.objects.create(
        order=order,
        **former,
        replaced_at=now,
        actor=actor,
        actor_label=str(actor) if actor else _("guest"),
        reason=reason[:250],
    )
    for name, value in wanted.items():
        setattr(order, name, value)
    order.save(update_fields=[*wanted, "updated_at"])
    note(order=order, actor=actor, reason=_("address changed"), now=now)
    return order


def _shipping_to(order: Order, postcode: str) -> Decimal | None:
    """What sending the order there by its method costs today; None when it does not go there."""
    goods = order.subtotal - order.discount_total
    quotes = quote_shipping(goods=goods, country=str(order.country), postcode=postcode)
    return next((quote.price for quote in quotes if quote.code == order.shipping_method), None)
