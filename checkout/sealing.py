"""Who made an order, put away from it for as long as the law asks, and no longer."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.privacy.redaction import ERASED
from checkout.models import Order, SealedOrderPerson
from checkout.order_steps import note

# Records of contracts, payments and deliveries: Enforcement Decree of the Act on Consumer Protection in Electronic
# Commerce, article 6.
YEARS_KEPT = 5
SEALED = (
    "email",
    "full_name",
    "phone",
    "address_line1",
    "address_line2",
    "city",
    "region",
    "postcode",
)


def seal_person(*, order: Order, neutral_email: str, now: datetime) -> bool:
    """Moves name, mail, phone and address of a locked order into its sealed row; the only place that takes them away.

    Returns whether there is such a row: an order whose years are over leaves none.
    """
    until = _destroyed_on(order)
    is_sealed = until > timezone.localdate(now)
    if is_sealed:
        SealedOrderPerson.objects.create(
            order=order,
            sealed_at=now,
            destroy_on=until,
            **{name: getattr(order, name) for name in SEALED},
        )
    for name in SEALED:
        setattr(order, name, "")
    order.email, order.full_name, order.note = neutral_email, ERASED, ""
    order.erased_at = now
    return is_sealed


def open_sealed(*, number: str, reason: str, now: datetime) -> SealedOrderPerson:
    """The sealed row of an order; that it was opened, and why, stays with the order.

    Raises SealedOrderPerson.DoesNotExist, also when it was destroyed.
    """
    sealed = SealedOrderPerson.objects.select_related("order").get(order__number=number)
    note(
        order=sealed.order,
        actor=None,
        reason=_("sealed record opened: %(reason)s") % {"reason": reason},
        now=now,
    )
    return sealed


def destroy_outlived(*, now: datetime) -> int:
    """Deletes the rows whose time is over; returns how many."""
    return SealedOrderPerson.objects.filter(destroy_on__lte=timezone.localdate(now)).delete()[0]


def _destroyed_on(order: Order) -> date:
    """Counted from the last thing that happened to the order or to its money."""
    moments = [order.placed_at, order.delivered_at]
    moments += order.events.values_list("at", flat=True)
    moments += order.payments.values_list("settled_at", flat=True)
    last = timezone.localdate(max(moment for moment in moments if moment is not None))
    try:
        return last.replace(year=last.year + YEARS_KEPT)
    except ValueError:  # the 29th of February
        return last.replace(year=last.year + YEARS_KEPT, month=3, day=1)
