"""Moving stock by hand, by SKU: one rule for the desk and for programs."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from products.models import StockMovement, Variant
from products.stock import OutOfStock, StockMismatch, receive_stock, return_stock, write_off_stock

Kind = StockMovement.Kind


class UnknownSku(Exception):
    """No variant has this SKU; its text may be shown."""

    def __init__(self, sku: str):
        super().__init__(str(_("No variant has the SKU %(sku)s.") % {"sku": sku}))


class KeyReused(Exception):
    """The key already stands for another movement; its text may be shown."""

    def __init__(self) -> None:
        super().__init__(
            str(_("Something else was already booked by this form. Look at the movements below."))
        )


def move_stock(
    *, sku: str, kind: str, pieces: int, reason: str, now: datetime, actor=None, key: str | None = None
) -> StockMovement:
    """Books a movement of `kind` "receive", "return" or "write_off", and a `key` only once.

    The same key with the same contents answers with the movement it booked. Raises UnknownSku; OutOfStock when
    pieces promised to orders would go; StockMismatch when more would come back than was sold; KeyReused.
    """
    variant = Variant.objects.filter(sku=sku.strip()).first()
    if variant is None:
        raise UnknownSku(sku)
    facts = {"variant_id": variant.pk, "kind": kind, "quantity": pieces, "reason": reason}
    booked = _find_booked(key, facts)
    if booked is not None:
        return booked
    try:
        with transaction.atomic():
            return MOVES[kind](
                variant=variant, pieces=pieces, reason=reason, now=now, actor=actor, key=key or None
            )
    except (IntegrityError, OutOfStock, StockMismatch):
        # The same form, sent twice at once: the other one was first and took the pieces or the key.
        booked = _find_booked(key, facts)
        if booked is None:
            raise
        return booked


def _take_back(*, variant: Variant, pieces: int, **facts) -> StockMovement:
    return return_stock(pieces={variant.pk: pieces}, order_number="", **facts)[0]


MOVES: dict[str, Callable[..., StockMovement]] = {
    Kind.RECEIVE: receive_stock,
    Kind.RETURN: _take_back,
    Kind.WRITE_OFF: write_off_stock,
}


def _find_booked(key: str | None, facts: dict) -> StockMovement | None:
    booked = StockMovement.objects.filter(key=key).first() if key else None
    if booked is not None and any(getattr(booked, name) != value for name, value in facts.items()):
        raise KeyReused
    return booked
