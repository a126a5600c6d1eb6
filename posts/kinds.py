"""The three kinds of text, one below the other in one list."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import QuerySet, Value

from posts.models import Moderated, Post, Question, Review

KINDS: dict[str, type[Moderated]] = {model.kind: model for model in (Post, Question, Review)}
_WITH = {"post": ("problem", "brand"), "question": ("product",), "review": ("product", "line__order")}


class NoSuchText(Exception):
    pass


def line_up(
    *, narrow: Callable[[QuerySet], QuerySet], kinds: Iterable[str] = tuple(KINDS), newest_first: bool
) -> QuerySet:
    """Rows of when, kind and key of what `narrow` leaves of each kind; `fetch` makes texts of them."""
    narrowed = [
        narrow(KINDS[kind].objects.all())
        .order_by()
        .annotate(which=Value(kind))
        .values_list("written_at", "which", "pk")
        for kind in kinds
    ]
    lined_up = narrowed[0].union(*narrowed[1:], all=True) if narrowed[1:] else narrowed[0]
    return lined_up.order_by(*(f"{'-' * newest_first}{name}" for name in ("written_at", "which", "pk")))


def fetch(rows: Iterable[tuple]) -> list[Moderated]:
    """The texts themselves in that order, with whoever wrote them and what they are about."""
    wanted = [(kind, pk) for _written_at, kind, pk in rows]
    ids = defaultdict(list)
    for kind, pk in wanted:
        ids[kind].append(pk)
    found = {
        (kind, item.pk): item
        for kind, pks in ids.items()
        for item in KINDS[kind].objects.filter(pk__in=pks).with_author().select_related(*_WITH[kind])
    }
    return [found[key] for key in wanted if key in found]


def find_text(*, kind: str, item_id: int) -> Moderated:
    """Raises NoSuchText."""
    items = fetch([(None, kind, item_id)]) if kind in KINDS else []
    if not items:
        raise NoSuchText
    return items[0]
