"""Orders that somebody made as a guest, taken into their account once they have shown that the mailbox is theirs."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.codes.proofs import check_code, issue_code
from accounts.email_change import is_confirmed
from accounts.models import User
from checkout.code_letter import queue_code_letter
from checkout.models import Order
from checkout.models.order import OrderQuerySet
from checkout.order_steps import note

PURPOSE = "guest orders"


class NotYourAddress(Exception):
    """The account has another e-mail by now. Its text may be shown."""

    def __init__(self) -> None:
        super().__init__(_("This account has another e-mail by now. Please ask for a new code."))


def are_offered(*, user: User) -> bool:
    """Whoever has not confirmed the address is not even told whether there are any."""
    return is_confirmed(user=user) and _guest_orders(user.email).exists()


def send_code(*, user: User, address: str, now: datetime) -> None:
    """Six digits to the account's e-mail; `address` is where the request came from. Raises AskedTooOften."""
    email = user.email.lower()
    code = issue_code(purpose=PURPOSE, target=email, address=address, now=now)
    queue_code_letter(email=email, code=code)


def take_guest_orders(*, user: User, code: str, now: datetime) -> int:
    """Uses up the code; returns how many orders were taken. Raises WrongCode, CodeExpired, NotYourAddress."""
    email = user.email.lower()
    check_code(purpose=PURPOSE, target=email, code=code, now=now)
    return adopt_guest_orders(user=user, email=email, now=now)


@transaction.atomic
def adopt_guest_orders(*, user: User, email: str, now: datetime) -> int:
    """To be called when it is certain that the mailbox `email` is theirs; the links in the mails keep working.

    Returns how many orders were nobody's and are theirs now. Raises NotYourAddress.
    """
    # As whoever closes an account does: the account first, then the orders.
    owner = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    if not owner.is_active or not email or owner.email.lower() != email.lower():
        raise NotYourAddress
    orders = list(_guest_orders(email).locked().order_by("pk"))
    for order in orders:
        order.user = owner
        order.save(update_fields=["user", "updated_at"])
        note(order=order, actor=owner, reason=_("taken into your account"), now=now)
    return len(orders)


def _guest_orders(email: str) -> OrderQuerySet:
    """Whatever the case of the address; what was erased is nobody's."""
    nobodys = Order.objects.filter(user=None, erased_at=None)
    return nobodys.annotate(email_lower=Lower("email")).filter(email_lower=email.lower())
