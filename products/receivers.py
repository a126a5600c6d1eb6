"""What follows from writing a product, whoever writes it: the admin, a schedule, an import."""

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import published

from products.addresses import remember_former_slug
from products.models import Category, Product, Variant
from products.navigation import drop_menu
from products.product_page import read_product_page
from products.stock import open_stock_record
from webhooks.announcing import announce

Product.read_page = staticmethod(read_product_page)


@receiver(pre_save, sender=Product)
def before_product_is_written(instance, raw, update_fields, **kwargs):
    if not raw and instance.pk and (update_fields is None or "slug" in update_fields):
        remember_former_slug(product=instance)


@receiver(post_save, sender=Variant)
def after_variant_is_written(instance, created, raw, **kwargs):
    if created and not raw:
        open_stock_record(variant=instance)


@receiver([post_save, post_delete], sender=Category)
def after_category_is_written(**kwargs):
    transaction.on_commit(drop_menu)


@receiver(published, sender=Product)
def after_product_is_published(instance, **kwargs):
    """By hand, by many, on schedule, by a program. Wagtail says so too when it is only scheduled."""
    if instance.live:
        announce(event="product.published", read_data=lambda: _facts_of(instance), now=timezone.now())


def _facts_of(product: Product) -> dict:
    return {
        "slug": product.slug,
        "name": product.name,
        "url": f"{settings.SITE_URL}{product.get_absolute_url()}",
        "brand": product.brand.slug,
        "skus": [variant.sku for variant in product.offered_variants],
        "published_at": product.last_published_at.isoformat(),
    }
