"""What follows from writing a product, whoever writes it: the admin, a schedule, an import."""

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver

from products.addresses import remember_former_slug
from products.models import Product, Variant
from products.product_page import read_product_page
from products.stock import open_stock_record

Product.read_page = staticmethod(read_product_page)


@receiver(pre_save, sender=Product)
def before_product_is_written(instance, raw, update_fields, **kwargs):
    if not raw and instance.pk and (update_fields is None or "slug" in update_fields):
        remember_former_slug(product=instance)


@receiver(post_save, sender=Variant)
def after_variant_is_written(instance, created, raw, **kwargs):
    if created and not raw:
        open_stock_record(variant=instance)
