from http import HTTPStatus

from django.http import HttpResponse
from django.utils.encoding import iri_to_uri


def see_other(url: str) -> HttpResponse:
    """After a form that succeeded: the browser goes on to `url`, and reloading sends nothing twice."""
    return HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": iri_to_uri(url)})
