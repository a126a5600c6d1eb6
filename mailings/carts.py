"""Reminds of a cart that was left: once for each cart, and only whoever agreed to get news."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from accounts.models import Consent
from accounts.news_links import stop_url
from checkout.models import Cart, CartLine, Order
from mailings.audiences import find_consenting
from mailings.letters import find_obtainable, write_reminder
from mailings.models import CartReminder
from mailings.single import queue_letter

AT_ONCE = 200
# An older one was left for good.
TOO_LATE = timedelta(days=7)


def remind_of_carts(*, now: datetime) -> int:
    """How many letters were written; none where the shop does without."""
    if not settings.CART_REMINDER_HOURS:
        return 0
    quiet_since = now - timedelta(hours=settings.CART_REMINDER_HOURS)
    lines = CartLine.objects.filter(cart=OuterRef("pk"))
    carts = Cart.objects.open().filter(
        Exists(lines.filter(updated_at__gt=quiet_since - TOO_LATE)),
        ~Exists(lines.filter(updated_at__gt=quiet_since)),
        # Nobody waits behind those of whose cart nothing can be bought any more.
        Exists(lines.filter(variant__in=find_obtainable())),
        ~Exists(Order.objects.filter(user=OuterRef("user"), placed_at__gt=quiet_since - TOO_LATE)),
        kind=Cart.Kind.CART,
        reminder=None,
        user__in=find_consenting(),
    )
    return sum(_remind(cart, now) for cart in carts.select_related("user").order_by("pk")[:AT_ONCE])


def _remind(cart: Cart, now: datetime) -> bool:
    letter = write_reminder(cart=cart, now=now)
    if letter is None or cart.user is None:
        return False
    stop = stop_url(user=cart.user, kind=Consent.Kind.MARKETING_MAIL)
    try:
        with transaction.atomic():
            reminder = CartReminder.objects.create(cart=cart, user=cart.user, written_at=now)
            reminder.email = queue_letter(letter=letter, user=cart.user, stop=stop)
            reminder.save(update_fields=["email"])
    except IntegrityError:
        # Of two at once one writes the row; the other has waited for it.
        return False
    return True
