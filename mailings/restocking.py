"""Tells whoever waits for something that it is back.

Not by following the ledger of stock: few wait at a time, and what they wait for is looked up by its key.
"""

from datetime import datetime

from django.db import transaction

from mailings.audiences import find_reachable
from mailings.letters import find_obtainable, write_restocked
from mailings.models import StockWish
from mailings.single import queue_letter
from mailings.wishes import stop_link

AT_ONCE = 200


def tell_restocked(*, now: datetime) -> int:
    """How many letters were written: one for each wish, however often this is asked, and by how many at once."""
    waiting = StockWish.objects.filter(told_at=None, variant__in=find_obtainable(), user__in=find_reachable())
    wishes = waiting.select_related("user", "variant").order_by("created_at", "pk")[:AT_ONCE]
    return sum(_tell(wish, now) for wish in wishes)


@transaction.atomic
def _tell(wish: StockWish, now: datetime) -> bool:
    letter = write_restocked(wish=wish, now=now)
    # Of two at once one changes the row; the other waits for it and finds it changed.
    if letter is None or not StockWish.objects.filter(pk=wish.pk, told_at=None).update(told_at=now):
        return False
    email = queue_letter(letter=letter, user=wish.user, stop=stop_link(wish=wish))
    StockWish.objects.filter(pk=wish.pk).update(email=email)
    return True
