"""What a shopper may see at this moment, whatever an index says, and what it costs now."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from wagtail.models import Page

from products.models import Variant
from products.prices import decide_price
from search.models import Entry, Kind
from search.wishes import Shown


def read_shown(*, pks: Sequence[int], now: datetime) -> list[Shown]:
    """Those of the entries `pks` whose page or product is on show, in this order. Four queries for any number.

    Plain ones: a single query that holds all of it takes Django longer to write than these take to run.
    """
    entries = Entry.objects.findable().in_bulk(pks)
    asked = [entries[pk] for pk in pks if pk in entries]
    offered = _read_offered([one.source_id for one in asked if one.kind == Kind.PRODUCT])
    pages = _read_pages([one.source_id for one in asked if one.kind != Kind.PRODUCT])
    shown = []
    for entry in asked:
        if entry.kind != Kind.PRODUCT:
            if entry.source_id in pages:
                shown.append(Shown(entry=entry))
        elif variants := offered.get(entry.source_id):
            shown.append(_with_prices(entry, variants, now))
    return shown


def _read_offered(products: Collection[int]) -> dict[int, list[Variant]]:
    offered = defaultdict(list)
    if products:
        for variant in (
            Variant.objects.on_sale().filter(product__in=products).select_related("product").with_stock()
        ):
            offered[variant.product_id].append(variant)
    return offered


def _read_pages(pages: Collection[int]) -> set[int]:
    if not pages:
        return set()
    return set(Page.objects.live().public().filter(pk__in=pages).values_list("pk", flat=True))


def _with_prices(entry: Entry, variants: list[Variant], now: datetime) -> Shown:
    prices = [decide_price(variant=variant, now=now).amount for variant in variants]
    return Shown(
        entry=entry,
        lowest_price=min(prices),
        highest_price=max(prices),
        can_be_had=any(variant.available > 0 for variant in variants),
    )
