from celery import shared_task
from django.utils import timezone

from products import best_sellers, stock_levels


@shared_task(name="products.mail_low_stock")
def mail_low_stock() -> None:
    """Tells whoever moves stock what is below its level, once a day."""
    stock_levels.mail_low_stock(now=timezone.now())


@shared_task(name="products.count_sales")
def count_sales() -> None:
    """For lists by popularity: the products whose stock has moved lately, every few minutes."""
    best_sellers.count_sales(now=timezone.now())


@shared_task(name="products.recount_sales")
def recount_sales() -> None:
    """All products, once a night."""
    best_sellers.recount_sales()
