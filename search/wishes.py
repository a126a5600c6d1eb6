"""What a visitor asks the search for, and what it answers."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.utils.safestring import SafeString

from products.catalogue import Narrowing
from search.models import Entry, Kind

PER_PAGE = 20
DEFAULT_SORT = "relevance"
SORTS = (DEFAULT_SORT, "newest", "price", "-price", "popular")
KINDS = tuple(Kind.values)

# How much more, or less, the same match is worth; for both engines.
KIND_WEIGHTS = {Kind.STORY: 1.1, Kind.BRAND: 1.05, Kind.PROBLEM: 1.1}
SOLD_OUT = 0.93
FRESH = 1.03
FRESH_FOR = timedelta(days=60)


@dataclass(frozen=True)
class Wish(Narrowing):
    """Slugs that nothing has find nothing. A price that is asked for leaves out what has none."""

    text: str = ""
    kind: str = ""
    sort: str = DEFAULT_SORT


@dataclass(frozen=True)
class FacetValue:
    """One thing to narrow the results down to: `count` of them stay when every other filter is kept."""

    value: str
    title: str
    count: int


@dataclass(frozen=True)
class PriceBand:
    """From `lowest` up to, and without, `below`; None is open."""

    lowest: Decimal | None
    below: Decimal | None
    count: int


@dataclass(frozen=True)
class Facets:
    """Values that no result has are left out; the most frequent stand first, kinds in their own order."""

    kinds: list[FacetValue] = field(default_factory=list)
    problems: list[FacetValue] = field(default_factory=list)
    brands: list[FacetValue] = field(default_factory=list)
    categories: list[FacetValue] = field(default_factory=list)
    prices: list[PriceBand] = field(default_factory=list)
    in_stock: int = 0


@dataclass(frozen=True)
class Answer:
    """What an engine answers: ids of entries on the page, the best first."""

    pks: list[int]
    total: int
    facets: Facets
    did_you_mean: str = ""
    is_total_exact: bool = True
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """`lowest_price` and `highest_price` of the variants offered now, and whether one can be had; None for a page."""

    entry: Entry
    lowest_price: Decimal | None = None
    highest_price: Decimal | None = None
    can_be_had: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Hit(Shown):
    """Title and excerpt are safe to print, `<mark>` around what matched."""

    title: SafeString
    excerpt: SafeString
    is_promoted: bool = False

    @property
    def kind_label(self) -> str:
        return str(Kind(self.entry.kind).label)


@dataclass(frozen=True)
class Found:
    """One page of a ranked list. `source` says who answered; `is_fallback` that the index should have and could not.

    With `is_answered` False nobody could answer in time: what there is to find is not known.
    """

    hits: list[Hit]
    total: int
    facets: Facets
    source: str
    page: int = 1
    is_fallback: bool = False
    is_answered: bool = True
    is_total_exact: bool = True
    did_you_mean: str = ""
    # What the next page goes on after, for `find(after=…)`; empty on the last page, and where pages are counted.
    after: str = ""

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


def price_bands() -> list[tuple[Decimal | None, Decimal | None]]:
    """From, and below: the last is open."""
    ends = [Decimal(end) for end in settings.SEARCH_PRICE_BANDS]
    return list(zip([None, *ends], [*ends, None], strict=True))
