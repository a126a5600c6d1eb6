"""The only writer of dated prices: a copy on every product of what others promise for it."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from products.changes import products_written
from products.dated_prices import DatedPrice
from products.models import Product

PORTION = 500


@transaction.atomic
def schedule_prices(*, by_product: Mapping[int, Sequence[DatedPrice]]) -> list[int]:
    """Makes these the dated prices of each product, in place of all it had; returns the ids of those that differed.

    A few statements for a portion, and one word to whoever follows products, however many there are.
    """
    changed: list[int] = []
    wanted_ids = sorted(by_product)
    for start in range(0, len(wanted_ids), PORTION):
        ids = wanted_ids[start : start + PORTION]
        products = Product.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
        wrong = []
        for product in products.only("pk", "dated_prices"):
            wanted = [price.as_json() for price in by_product[product.pk]]
            if product.dated_prices != wanted:
                product.dated_prices = wanted
                wrong.append(product)
        Product.objects.bulk_update(wrong, ["dated_prices"])
        changed += [product.pk for product in wrong]
    if changed:
        products_written.send(sender=Product, ids=changed)
    return changed
