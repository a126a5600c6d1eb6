"""Everything the product page shows, for a published product as for the draft in a preview."""

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
    breadcrumb = product.category.path() if product.category else []
    return {
        "product": product,
        "label": write_label(product=product, today=timezone.localdate(now)),
        "variants": offers,
        "selected": choose_offer(offers=offers, sku=sku),
        "stories": find_stories(product=product),
        "same_problem": _neighbours(product),
        "breadcrumb": breadcrumb,
        "structured_data": [
            describe_product(product=product, offers=offers),
            describe_breadcrumb(product=product, path=breadcrumb),
        ],
    }


def _neighbours(product: Product) -> list[Product]:
    """Other objects of the same room, the newest first."""
    others = Product.objects.on_show().priced().filter(brand__problem_id=product.brand.problem_id)
    return list(others.exclude(pk=product.pk).newest_first().with_card_details()[:NEIGHBOURS])
