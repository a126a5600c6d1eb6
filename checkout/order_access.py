"""Whose order it is. Whoever may not see one learns nothing about it, not even that it exists."""

from collections.abc import Collection

from django.utils.crypto import constant_time_compare

from accounts.models import User
from checkout.models import Order


def find_own_order(
    *, number: str, user: User | None, token: str = "", remembered: Collection[str] = ()
) -> Order:
    """The order if it is this visitor's: by account, by the token of the mail's link, or, a guest's one, by the
    browser that placed it (`remembered`). Raises Order.DoesNotExist otherwise.
    """
    order = Order.objects.prefetch_related("payments").get(number=number, erased_at=None)
    is_theirs = user is not None and order.user_id == user.pk
    by_link = bool(token) and constant_time_compare(token, order.access_token)
    by_browser = order.user_id is None and order.number in remembered
    if not (is_theirs or by_link or by_browser):
        raise Order.DoesNotExist
    return order


def find_guest_order(*, number: str, email: str) -> Order | None:
    """The guest's order with this number and e-mail, whatever the case of either; never an account's."""
    return Order.objects.filter(number=number.strip().upper(), email__iexact=email.strip(), user=None).first()
