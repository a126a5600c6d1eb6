"""New products, written with a handful of statements however many they are."""

from datetime import datetime
from itertools import chain
from typing import Any

from django.utils import timezone

from products.importing.entries import ProductEntry
from products.importing.shelves import find_claim
from products.importing.tally import Tally
from products.models import Product, ProductClaim, Variant
from products.stock import open_stock_records

BATCH = 500

New = list[tuple[ProductEntry, dict[str, Any]]]


def create_products(*, new: New, tally: Tally, now: datetime) -> list[int]:
    """Returns their ids. Bulk statements send no signals: the caller refreshes the indexes."""
    products = [_product(entry, fields, now) for entry, fields in new]
    variants = [_variants(product, entry) for product, (entry, _) in zip(products, new, strict=True)]
    Product.objects.bulk_create(products, batch_size=BATCH)
    _add_claims(products, new, now)
    rows = list(chain.from_iterable(variants))
    Variant.objects.bulk_create(rows, batch_size=BATCH)
    pieces = [one.stock or 0 for entry, _ in new for one in entry.variants]
    open_stock_records(received=list(zip(rows, pieces, strict=True)), reason="import", now=now)
    for kind, what, number in (
        ("products", "created", len(products)),
        ("variants", "created", len(rows)),
        ("stock", "moved", sum(1 for count in pieces if count)),
    ):
        if number:
            tally.count(kind, what, number)
    return [product.pk for product in products]


def _product(entry: ProductEntry, fields: dict[str, Any], now: datetime) -> Product:
    live = entry.published is not False
    return Product(
        slug=entry.slug,
        live=live,
        first_published_at=now if live else None,
        last_published_at=now if live else None,
        **fields,
    )


def _variants(product: Product, entry: ProductEntry) -> list[Variant]:
    return [
        Variant(
            product=product,
            sku=one.sku,
            price=one.price,
            options=one.options or {},
            weight_g=one.weight_g or 0,
            sort_order=number,
        )
        for number, one in enumerate(entry.variants)
    ]


def _add_claims(products: list[Product], new: New, now: datetime) -> None:
    today = timezone.localdate(now)
    links = [
        ProductClaim(
            product=product,
            claim=find_claim(statement=statement, brand=product.brand, today=today),
            sort_order=number,
        )
        for product, (entry, _) in zip(products, new, strict=True)
        for number, statement in enumerate(entry.claims or [])
    ]
    ProductClaim.objects.bulk_create(links, batch_size=BATCH)
