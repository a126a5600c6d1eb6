"""Tells whoever waits for something that it is back.

Not by following the ledger of stock: few wait at a time, and what they wait for is looked up by its key.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from mailings.audiences import find_reachable
from mailings.letters import write_restocked
from mailings.models import StockWish
from mailings.single import queue_letter
from mailings.wishes import stop_link
from products.models import Variant

AT_ONCE = 200


def tell_restocked(*, now: datetime) -> int:
    """How many letters were written: one for each wish, however often this is asked."""
    there = Variant.objects.on_sale().filter(stock__on_hand__gt=F("stock__reserved"))
    waiting = StockWish.objects.filter(told_at=None, variant__in=there, user__in=find_reachable())
    wishes = waiting.select_related("user", "variant").order_by("created_at", "pk")[:AT_ONCE]
    return sum(_tell(wish, now) for wish in wishes)


@transaction.atomic
def _tell(wish: StockWish, now: datetime) -> bool:
    letter = write_restocked(wish=wish, now=now)
    if letter is None or not StockWish.objects.filter(pk=wish.pk, told_at=None).update(told_at=now):
        return False
    stop = stop_link(wish=wish)
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    email = queue_letter(letter=letter, user=wish.user, stop=stop, headers=headers)
    StockWish.objects.filter(pk=wish.pk).update(email=email)
    return True
