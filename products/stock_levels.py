"""Reorder levels: who sets them, what is below its own, and the letter that says so once a day."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from products.models import LowStockNotice, StockRecord, Variant
from products.models.variant import VariantQuerySet

DESK_PERMISSION = "products.change_stockrecord"


def set_reorder_level(*, levels: Mapping[int, int]) -> None:
    """Sets the levels of many variants, {variant id: pieces}; 0 takes a level away."""
    with transaction.atomic():
        for variant_id, level in sorted(levels.items()):
            StockRecord.objects.update_or_create(variant_id=variant_id, defaults={"reorder_level": level})


def list_stock(*, text: str = "") -> VariantQuerySet:
    """Every variant with its counters, by SKU; with `text`, those whose SKU or product's name holds it."""
    variants = Variant.objects.with_counters().select_related("product").order_by("sku")
    return variants.search(text) if text else variants


def find_low_stock(*, text: str = "") -> VariantQuerySet:
    """Offered variants strictly below their level with `missing`, the number of pieces they lack; most first."""
    variants = Variant.objects.below_level().select_related("product")
    return variants.search(text) if text else variants


def low_stock_letter(*, variants: Sequence[Variant]) -> tuple[str, str]:
    """Subject and text of the letter about `variants` of `find_low_stock`, in the shop's own language."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = ngettext(
            "%(count)s variant is low in stock", "%(count)s variants are low in stock", len(variants)
        ) % {"count": len(variants)}
        address = f"{settings.SITE_URL}{reverse('product_stock_list')}?low=1"
        facts = {"variants": variants, "subject": subject, "address": address}
        return subject, render_to_string("products/admin/stock_letter.txt", facts)


@transaction.atomic
def mail_low_stock(*, now: datetime) -> int:
    """Writes to everybody who may move stock what is low; returns how many letters, 0 when nothing is low.

    One letter a day of the shop, however often it is asked for.
    """
    variants = list(find_low_stock())
    addresses = _read_addresses() if variants else []
    if not addresses:
        return 0
    day = timezone.localdate(now)
    _notice, is_first = LowStockNotice.objects.get_or_create(day=day, defaults={"written_at": now})
    if not is_first:
        return 0
    subject, text = low_stock_letter(variants=variants)
    for address in addresses:
        send_mail(subject, text, None, [address])
    return len(addresses)


def _read_addresses() -> list[str]:
    staff = get_user_model()._default_manager.with_perm(
        DESK_PERMISSION, backend="django.contrib.auth.backends.ModelBackend"
    )
    return sorted(set(staff.exclude(email="").values_list("email", flat=True)))
