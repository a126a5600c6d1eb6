from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.views import APIView

from api.paging import PageNumbers
from api.permissions import OPEN_TO_ALL
from search.api.answers import SearchAnswer
from search.api.requests import SearchQuery
from search.finding import find
from search.wishes import Found
from stories.paging import NoSuchPage, read_number

PAGING = [
    OpenApiParameter(name, {"type": "integer", "minimum": 1}, description=description)
    for name, description in (("page", "Which page."), ("page_size", "How many a page, at most 100."))
]


class SearchView(APIView):
    permission_classes = OPEN_TO_ALL
    required_scope = "catalogue:read"
    rate_limit = "search"
    refusals = {"GET": (404,)}

    @extend_schema(parameters=[SearchQuery, *PAGING], responses={200: SearchAnswer})
    def get(self, request: Request) -> Response:
        """Stories, brands, problems and products in one list, the best first."""
        asked = SearchQuery(request.query_params)
        wish = asked.wish()
        size = PageNumbers().get_page_size(request)
        page = request.query_params.get("page", "1")
        if not page:
            raise NoSuchPage
        found = find(
            wish=wish, page=read_number(page), after=asked.position(), now=timezone.now(), per_page=size
        )
        answer = {"found": found, **_neighbours(request, found, size)}
        return Response(SearchAnswer(answer, context={"request": request}).data)


def _neighbours(request: Request, found: Found, size: int) -> dict[str, str | None]:
    here = remove_query_param(request.build_absolute_uri(), "after")
    following = replace_query_param(here, "page", found.page + 1)
    if found.after:
        following = replace_query_param(following, "after", found.after)
    before = replace_query_param(here, "page", found.page - 1) if found.page > 2 else None
    return {
        "next": following if found.page * size < found.total else None,
        "previous": before if found.page != 2 else remove_query_param(here, "page"),
    }
