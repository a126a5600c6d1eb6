"""What an answer shows, named on the answer itself: so it can be counted when it comes out of a cache as well."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http.response import HttpResponseBase

MARK = "Museum-Read"


@dataclass(frozen=True, order=True)
class Thing:
    kind: str
    pk: int


def mark_as_read(*, response: HttpResponseBase, things: Iterable[Thing]) -> None:
    response.headers[MARK] = " ".join(f"{thing.kind}:{thing.pk}" for thing in things)


def take_mark(*, response: HttpResponseBase) -> list[Thing]:
    """What the answer shows; the mark itself is nobody's outside."""
    marked = response.headers.get(MARK, "")
    del response.headers[MARK]
    return [Thing(kind, int(pk)) for kind, pk in (text.split(":") for text in marked.split())]
