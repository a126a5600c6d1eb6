"""How many pieces of each product were ordered, counted after the fact: an order writes nothing on the product.

Lists sort by `Product.sales`, which is some minutes old. Whoever needs the number of this moment asks `with_sales`.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from products.models import Product, StockMovement
from products.models.product import ProductQuerySet

# Longer than two counts that were missed, and than any transaction that read a product before and writes it after.
LATELY = timedelta(minutes=30)


def count_sales(*, now: datetime) -> int:
    """Counts the products whose stock has moved in the last half hour; how many had another number."""
    movements = StockMovement.objects
    lately = movements.around(movements.newest_number()).filter(created_at__gte=now - LATELY)
    return _write(Product.objects.filter(pk__in=lately.order_by().values("variant__product")))


def recount_sales() -> int:
    """Counts every product, whatever its number came from; how many had another number."""
    return _write(Product.objects.order_by())


def _write(products: ProductQuerySet) -> int:
    """One statement. A row that somebody holds is left to the next count: nobody waits for a number, nor it for them."""
    wrong = products.with_sales().exclude(sales=F("pieces_ordered"))
    with transaction.atomic():
        free = wrong.select_for_update(skip_locked=True, of=("self",), no_key=True).values("pk")
        return Product.objects.with_sales().filter(pk__in=free).update(sales=F("pieces_ordered"))
