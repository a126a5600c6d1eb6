"""Everything the product page shows, for a published product as for the draft in a preview."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from products.appearances import find_stories
from products.labels import write_label
from products.models import Product
from products.offers import choose_offer, make_offers
from products.structured_data import describe_breadcrumb, describe_product

NEIGHBOURS = 4


def read_product_page(*, product: Product, now: datetime, sku: str = "") -> dict[str, Any]:
    """The template's context; `sku` is the variant asked for. A constant number of queries."""
    offers = make_offers(product=product, now=now)
    others = _others(product)
    breadcrumb = product.category.path() if product.category else []
    return {
        "product": product,
        "label": write_label(product=product, today=timezone.localdate(now)),
        "variants": offers,
        "selected": choose_offer(offers=offers, sku=sku),
        "stories": find_stories(product=product),
        "same_problem": others.same_problem,
        "best_sellers": others.best_sellers,
        "breadcrumb": breadcrumb,
        "structured_data": [
            describe_product(product=product, offers=offers),
            describe_breadcrumb(product=product, path=breadcrumb),
        ],
    }


@dataclass(frozen=True)
class _Others:
    same_problem: list[Product]
    best_sellers: list[Product]


def _others(product: Product) -> _Others:
    """Of the same room the newest, of the same shelf what sold best; their cards are loaded together."""
    shown = Product.objects.on_show().priced().exclude(pk=product.pk)
    room = shown.filter(brand__problem_id=product.brand.problem_id).newest_first()
    shelf = shown.filter(category=product.category_id, sales__gt=0).most_popular_first()
    of_room = list(room.values_list("pk", flat=True)[:NEIGHBOURS])
    of_shelf = list(shelf.values_list("pk", flat=True)[:NEIGHBOURS]) if product.category_id else []
    cards = Product.objects.with_card_details().in_bulk({*of_room, *of_shelf})
    return _Others([cards[pk] for pk in of_room], [cards[pk] for pk in of_shelf])
