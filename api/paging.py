"""Lists in pieces: by page where a count is cheap, by cursor where rows are many and new ones come in."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination, PageNumberPagination

from api.refusals import invalid

LONGEST_POSITION = 18


class PageNumbers(PageNumberPagination):
    """`{"count", "next", "previous", "results"}`. More than 100 a page are never given; a page that is not there is 404.

    A page size that is no number from 1 is refused with 400.
    """

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
    last_page_strings = ()

    def get_page_number(self, request, paginator):
        """An empty number is no page either: leave it out for the first."""
        return request.query_params.get(self.page_query_param, 1) or 0

    def get_page_size(self, request):
        asked = request.query_params.get(self.page_size_query_param)
        if asked is not None and not (asked.isascii() and asked.isdigit() and asked.strip("0")):
            raise invalid(page_size=_("Ask for a whole number of at least 1."))
        return (
            self.max_page_size if asked and len(asked) > LONGEST_POSITION else super().get_page_size(request)
        )

    def get_schema_operation_parameters(self, view):
        parameters = super().get_schema_operation_parameters(view)
        return [{**one, "schema": {**one["schema"], "minimum": 1}} for one in parameters]


class NewestFirst(CursorPagination):
    """`{"next", "previous", "results"}`, newest first: nothing comes twice or is missed while rows come in."""

    page_size = 50
    ordering: Any = "-pk"

    def decode_cursor(self, request):
        cursor = super().decode_cursor(request)
        if cursor is None or cursor.position is None:
            return cursor
        position = str(cursor.position)
        if not (position.isascii() and position.isdigit()) or len(position) > LONGEST_POSITION:
            raise NotFound(self.invalid_cursor_message)
        return cursor
