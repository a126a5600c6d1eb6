from celery import shared_task
from django.utils import timezone

from products import stock_levels


@shared_task(name="products.mail_low_stock")
def mail_low_stock() -> None:
    """Tells whoever moves stock what is below its level, once a day."""
    stock_levels.mail_low_stock(now=timezone.now())
