"""What stands before everything else that is found for some words."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from search.models import Entry, Kind, Promotion, Source
from search.models.synonym import split_words
from search.showing import read_shown
from search.texts import clean_text

PROMOTIONS_KEY = "search:promotions"
PROMOTIONS_SECONDS = 30
MOST_PROMOTED = 5


class CannotBePromoted(Exception):
    """Its text may be shown."""


@dataclass(frozen=True)
class Promoted:
    """`is_new` is False for one that stood there already."""

    promotion: Promotion
    is_new: bool


def can_be_promoted_for(*, text: str) -> bool:
    """Not with a comma in it, which stands between searches."""
    words = clean_text(text)
    return split_words(words) == [words]


@transaction.atomic
def promote(*, text: str, kind: str, source_id: int, now: datetime) -> Promoted:
    """Puts a page or product first for exactly this search; twice is once. Raises CannotBePromoted."""
    if not can_be_promoted_for(text=text):
        raise CannotBePromoted(_("Nothing can be promoted for a search that is empty or has a comma in it."))
    # Held until the end: of two who click at once the second finds what the first has made.
    entries = Entry.objects.findable().select_for_update(no_key=True)
    entry = entries.filter(kind=kind, source_id=source_id).first()
    if entry is None or not read_shown(pks=[entry.pk], now=now):
        raise CannotBePromoted(_("It is not on show any more, so it cannot be promoted."))
    target = {"product_id" if kind == Kind.PRODUCT else "page_id": source_id}
    words = clean_text(text)
    for promotion in Promotion.objects.filter(**target).order_by("pk"):
        if words in split_words(promotion.words):
            return Promoted(promotion, is_new=False)
    return Promoted(Promotion.objects.create(words=words, **target), is_new=True)


def list_promotions() -> QuerySet[Promotion]:
    """Adds `is_shown`: whether what is promoted can be found at all. A constant number of queries for any number."""
    entries = Entry.objects.findable()
    pages = entries.exclude(kind=Kind.PRODUCT).filter(source_id=OuterRef("page"))
    products = entries.filter(kind=Kind.PRODUCT, source_id=OuterRef("product"))
    shown = Promotion.objects.annotate(is_shown=Exists(pages) | Exists(products))
    return shown.select_related("page", "product")


def find_promoted(*, text: str) -> list[Source]:
    """What stands first for exactly this text, in the editor's order: whether it is a product, and its id."""
    return read_promotions().get(text, [])


def entries_of(sources: list[Source]) -> Q:
    found = Q(pk__in=[])
    for is_product, pk in sources:
        of_kind = Q(kind=Kind.PRODUCT) if is_product else ~Q(kind=Kind.PRODUCT)
        found |= Q(source_id=pk) & of_kind
    return found


def read_promotions() -> dict[str, list[Source]]:
    return cache.get_or_set(PROMOTIONS_KEY, _collect, PROMOTIONS_SECONDS) or {}


def drop_promotions() -> None:
    cache.delete(PROMOTIONS_KEY)


def _collect() -> dict[str, list[Source]]:
    found: dict[str, list[Source]] = {}
    for promotion in Promotion.objects.order_by("sort_order", "pk"):
        is_product = promotion.product_id is not None
        source = Source(is_product, (promotion.product_id if is_product else promotion.page_id) or 0)
        for text in split_words(promotion.words):
            sources = found.setdefault(text, [])
            if source not in sources and len(sources) < MOST_PROMOTED:
                sources.append(source)
    return found
