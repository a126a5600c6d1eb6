"""One rule for every list: a page that is not there is not found."""

import re

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


class NoSuchPage(Http404):
    """The list does not have this page."""


def read_number(asked: str | None) -> int:
    """As it stood in the address; 1 when it is missing. Raises NoSuchPage for what is no page's number."""
    if not PAGE_NUMBER.fullmatch(asked or "1"):
        raise NoSuchPage(_("This list has no such page."))
    return int(asked or "1")


def open_page(*, items, number: str | None, per_page: int) -> Page:
    """The page of `items` that `number`, as it stood in the address, asks for; the first when it is missing.

    An empty list has one empty page. Raises NoSuchPage for anything else that is not one of its pages.
    """
    asked = read_number(number)
    try:
        return Paginator(items, per_page).page(asked)
    except EmptyPage as error:
        raise NoSuchPage(_("This list has no such page.")) from error
