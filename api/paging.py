"""Lists in pieces: by page where a count is cheap, by cursor where rows are many and new ones come in."""

from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination, PageNumberPagination

LONGEST_POSITION = 18


class PageNumbers(PageNumberPagination):
    """`{"count", "next", "previous", "results"}`. More than 100 a page are never given; a page that is not there is 404."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100


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
