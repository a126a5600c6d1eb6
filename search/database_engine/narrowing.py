"""Filters, facets and order, of candidates that were found."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal

from search.database_engine.scoring import Candidate
from search.models import Kind
from search.wishes import Facets, FacetValue, PriceBand, Wish, price_bands

Test = Callable[[Candidate], bool]
MOST_VALUES = 20
EARLIEST = datetime.min.replace(tzinfo=UTC)


def narrow_down(*, candidates: list[Candidate], wish: Wish) -> tuple[list[Candidate], Facets]:
    """Those that pass every filter, in the order wished for; a facet counts what passes all the others."""
    tests = _tests(wish)

    def passing(without: str = "") -> list[Candidate]:
        asked = [test for name, test in tests.items() if name != without]
        return [one for one in candidates if all(test(one) for test in asked)]

    kinds = Counter(one.kind for one in passing("kind"))
    facets = Facets(
        kinds=[FacetValue(kind.value, str(kind.label), kinds[kind]) for kind in Kind if kinds[kind]],
        problems=_count(one.problem for one in passing("problem")),
        brands=_count(one.brand for one in passing("brand")),
        categories=_count(shelf for one in passing("category") for shelf in one.categories),
        prices=_bands([one.price for one in passing("price") if one.price is not None]),
        in_stock=sum(1 for one in passing("in_stock") if one.is_in_stock),
    )
    return sort_candidates(passing(), wish.sort), facets


def sort_candidates(candidates: list[Candidate], sort: str) -> list[Candidate]:
    """Ties stay as they stood; what has no price or date stands last."""
    if sort == "newest":
        dated = [one for one in candidates if one.published_at]
        dated.sort(key=lambda one: one.published_at or EARLIEST, reverse=True)
        return dated + [one for one in candidates if not one.published_at]
    if sort in {"price", "-price"}:
        priced = [one for one in candidates if one.price is not None]
        priced.sort(key=lambda one: one.price or 0, reverse=sort == "-price")
        return priced + [one for one in candidates if one.price is None]
    if sort == "popular":
        return sorted(candidates, key=lambda one: -one.sales)
    return candidates


def _tests(wish: Wish) -> dict[str, Test]:
    tests: dict[str, Test] = {}
    if wish.kind:
        tests["kind"] = lambda one: one.kind == wish.kind
    if wish.problem:
        tests["problem"] = lambda one: one.problem[0] == wish.problem
    if wish.brand:
        tests["brand"] = lambda one: one.brand[0] == wish.brand
    if wish.category:
        tests["category"] = lambda one: any(slug == wish.category for slug, _ in one.categories)
    if wish.min_price is not None or wish.max_price is not None:
        tests["price"] = lambda one: _is_between(one.price, wish)
    if wish.in_stock:
        tests["in_stock"] = lambda one: bool(one.is_in_stock)
    return tests


def _is_between(price: Decimal | None, wish: Wish) -> bool:
    if price is None:
        return False
    return (wish.min_price is None or price >= wish.min_price) and (
        wish.max_price is None or price <= wish.max_price
    )


def _count(values: Iterable[tuple[str, str]]) -> list[FacetValue]:
    counts = Counter(value for value in values if value[0])
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0][1]))
    return [FacetValue(slug, title, count) for (slug, title), count in ordered[:MOST_VALUES]]


def _bands(prices: list[Decimal]) -> list[PriceBand]:
    found = []
    for lowest, below in price_bands():
        count = sum(
            1 for price in prices if (lowest is None or price >= lowest) and (below is None or price < below)
        )
        if count:
            found.append(PriceBand(lowest, below, count))
    return found
