"""One rule for every list: a page that is not there is not found."""

import re

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


class NoSuchPage(Http404):
    """The list does not have this page."""


def open_page(*, items, number: str | None, per_page: int) -> Page:
    """The page of `items` that `number`, as it stood in the address, asks for; the first when it is missing.

    An empty list has one empty page. Raises NoSuchPage for anything else that is not one of its pages.
    """
    asked = number or "1"
    if not PAGE_NUMBER.fullmatch(asked):
        raise NoSuchPage(_("This list has no such page."))
    try:
        return Paginator(items, per_page).page(int(asked))
    except EmptyPage as error:
        raise NoSuchPage(_("This list has no such page.")) from error
