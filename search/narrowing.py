"""The ways from one page of results to others: kinds, prices, without a filter, from page to page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brands.models import BrandPage
from problems.models import ProblemPage
from products.models import Category
from products.prices import smallest_unit
from products.templatetags.money import money
from search.models import Kind
from search.wishes import DEFAULT_SORT, PER_PAGE, Facets, FacetValue, Found, PriceBand, Wish, price_bands

KIND_NAMES = {
    Kind.STORY: gettext_lazy("Stories"),
    Kind.BRAND: gettext_lazy("Brands"),
    Kind.PROBLEM: gettext_lazy("Rooms"),
    Kind.PRODUCT: gettext_lazy("Objects"),
}


@dataclass(frozen=True)
class Way:
    """A link to other results, by the query string of its address."""

    title: Any
    query: str
    count: int | None = None
    is_here: bool = False


def write_query(wish: Wish, **more: Any) -> str:
    """The address that asks for `wish`, from its question mark on; what asks for nothing is left out."""
    pairs = {
        "query": wish.text,
        "type": wish.kind,
        "problem": wish.problem,
        "brand": wish.brand,
        "category": wish.category,
        "min_price": _write_price(wish.min_price),
        "max_price": _write_price(wish.max_price),
        "in_stock": "on" if wish.in_stock else "",
        "sort": "" if wish.sort == DEFAULT_SORT else wish.sort,
        **more,
    }
    return f"?{urlencode({name: value for name, value in pairs.items() if value not in ('', None)})}"


def take_filters_away(wish: Wish) -> Wish:
    """Kind and order stay: they are not among what can be taken away one by one."""
    return Wish(text=wish.text, kind=wish.kind, sort=wish.sort)


def is_narrowed(wish: Wish) -> bool:
    return replace(wish, sort=DEFAULT_SORT) != Wish(text=wish.text)


def list_kinds(*, wish: Wish, found: Found) -> list[Way]:
    """All of them first; then each that has results, and the one that is looked at."""
    counts = {kind.value: kind.count for kind in found.facets.kinds}
    everything = Way(
        _("All"), write_query(replace(wish, kind="")), count=sum(counts.values()), is_here=not wish.kind
    )
    return [everything] + [
        Way(name, write_query(replace(wish, kind=kind)), counts.get(kind, 0), is_here=wish.kind == kind)
        for kind, name in KIND_NAMES.items()
        if counts.get(kind) or wish.kind == kind
    ]


def list_price_bands(*, wish: Wish, found: Found) -> list[Way]:
    return [_way_to_band(band, wish) for band in found.facets.prices]


def list_filters(*, wish: Wish, facets: Facets) -> list[Way]:
    """Those that narrow the results down, each with the address at which it is taken away. `facets` hold what was chosen."""
    chosen = [
        (_title_of(wish.problem, facets.problems), replace(wish, problem="")),
        (_title_of(wish.brand, facets.brands), replace(wish, brand="")),
        (_title_of(wish.category, facets.categories), replace(wish, category="")),
        (_name_prices(wish.min_price, wish.max_price), replace(wish, min_price=None, max_price=None)),
        (_("In stock") if wish.in_stock else "", replace(wish, in_stock=False)),
    ]
    return [Way(title, write_query(without)) for title, without in chosen if title]


def list_pages(*, wish: Wish, found: Found) -> list[Way]:
    """Numbered, those between left out; what is left out has no address."""
    numbers = Paginator(range(found.total), PER_PAGE).get_elided_page_range(found.page)
    return [
        Way(
            number,
            write_query(wish, page=number) if isinstance(number, int) else "",
            is_here=number == found.page,
        )
        for number in numbers
    ]


def find_next_page(*, wish: Wish, found: Found) -> str:
    """Empty on the last page."""
    if found.page >= found.pages:
        return ""
    return write_query(wish, page=found.page + 1, after=found.after)


def find_page_before(*, wish: Wish, found: Found) -> str:
    """Empty on the first page."""
    return write_query(wish, page=found.page - 1) if found.page > 1 else ""


def _write_price(price: Decimal | None) -> str:
    return "" if price is None else f"{price:f}"


def _title_of(slug: str, values: Iterable[FacetValue]) -> str:
    return next((value.title for value in values if value.value == slug), "")


def _way_to_band(band: PriceBand, wish: Wish) -> Way:
    highest = None if band.below is None else band.below - smallest_unit()
    inside = replace(wish, min_price=band.lowest, max_price=highest)
    title = _name_prices(band.lowest, highest)
    return Way(title, write_query(inside), count=band.count, is_here=inside == wish)


def _name_prices(lowest: Decimal | None, highest: Decimal | None) -> str:
    """Empty for any price. What ends where a band does is named by the round sum that it stays below."""
    if highest is None:
        return "" if lowest is None else _("%(price)s and more") % {"price": money(lowest)}
    above = highest + smallest_unit()
    is_band = any(above == below for _lowest, below in price_bands())
    if not lowest:
        text = _("Below %(price)s") if is_band else _("Up to %(price)s")
        return text % {"price": money(above if is_band else highest)}
    return _("%(lowest)s to %(highest)s") % {
        "lowest": money(lowest),
        "highest": money(above if is_band else highest),
    }


def keep_chosen(*, wish: Wish, facets: Facets) -> Facets:
    """With what was chosen, also when no result has it or it is not among the most frequent: a filter must not get lost.

    What is not on show, or nowhere, has its slug for a title.
    """
    return replace(
        facets,
        problems=_with(wish.problem, facets.problems, ProblemPage.objects.live()),
        brands=_with(wish.brand, facets.brands, BrandPage.objects.live()),
        categories=_with(wish.category, facets.categories, Category.objects.all()),
    )


def _with(chosen: str, values: list[FacetValue], shown: QuerySet) -> list[FacetValue]:
    if not chosen or any(value.value == chosen for value in values):
        return values
    title = shown.filter(slug=chosen).values_list("title", flat=True).first()
    return [FacetValue(chosen, title or chosen, 0), *values]
