"""What the editor puts first for some words."""

from django.core.cache import cache
from django.db.models import Q

from search.models import Kind, Promotion
from search.models.synonym import split_words

PROMOTIONS_KEY = "search:promotions"
PROMOTIONS_SECONDS = 30
MOST_PROMOTED = 5

Source = tuple[bool, int]


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
    kept = cache.get(PROMOTIONS_KEY)
    if kept is None:
        kept = _collect()
        cache.set(PROMOTIONS_KEY, kept, PROMOTIONS_SECONDS)
    return kept


def drop_promotions() -> None:
    cache.delete(PROMOTIONS_KEY)


def _collect() -> dict[str, list[Source]]:
    found: dict[str, list[Source]] = {}
    for promotion in Promotion.objects.order_by("sort_order", "pk"):
        is_product = promotion.product_id is not None
        source = (is_product, (promotion.product_id if is_product else promotion.page_id) or 0)
        for text in split_words(promotion.words):
            sources = found.setdefault(text, [])
            if source not in sources and len(sources) < MOST_PROMOTED:
                sources.append(source)
    return found
