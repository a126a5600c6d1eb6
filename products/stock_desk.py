"""Moving stock by hand, by SKU."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from products.models import StockMovement, Variant
from products.stock import receive_stock, write_off_stock


class UnknownSku(Exception):
    """No variant has this SKU; its text may be shown."""

    def __init__(self, sku: str):
        super().__init__(str(_("No variant has the SKU %(sku)s.") % {"sku": sku}))


@transaction.atomic
def move_stock(*, sku: str, kind: str, pieces: int, reason: str, now: datetime, actor=None) -> Variant:
    """`kind` is "receive" or "write_off". Raises UnknownSku, or OutOfStock when promised pieces would go."""
    variant = Variant.objects.filter(sku=sku.strip()).first()
    if variant is None:
        raise UnknownSku(sku)
    move = receive_stock if kind == StockMovement.Kind.RECEIVE else write_off_stock
    move(variant=variant, pieces=pieces, reason=reason, now=now, actor=actor)
    return variant
