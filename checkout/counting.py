"""What is counted when something is put into a cart, at the moment it is; see docs/decisions/0037."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from accounts.roles import belongs_to_staff
from checkout.models import CartLine
from stories.marks import Thing
from stories.models import DailyReads
from stories.readers import is_crawler
from stories.reads import count_read


def is_counted(*, request: HttpRequest, user: Any) -> bool:
    """Readers and shoppers are; staff, and whatever calls itself a crawler, are not. `user` is None for nobody known."""
    return not is_crawler(request) and not _is_staff(user)


def find_story(*, pk: int | None, user: Any) -> Page | None:
    """The page that something is put into a cart from.

    None for what is not on show, and for what staff try out, who are not counted.
    """
    if not pk or _is_staff(user):
        return None
    return Page.objects.live().public().filter(pk=pk).first()


def count_add(*, request: HttpRequest, user: Any, line: CartLine, story: Page | None, now: datetime) -> None:
    """One more for the product of a line and for the story it was added from now, however many pieces it was.

    Whatever becomes of the line changes nothing of it. Writes to no database.
    """
    if not is_counted(request=request, user=user):
        return
    things = [Thing(DailyReads.Kind.ADDED.value, line.variant.product_id)]
    if story is not None:
        things.append(Thing(DailyReads.Kind.ADDED_FROM.value, story.pk))
    count_read(things=things, now=now)


def _is_staff(user: Any) -> bool:
    return user is not None and user.is_authenticated and belongs_to_staff(user=user)
