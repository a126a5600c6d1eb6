"""The only writer of stock.

Every change is one guarded statement per variant, variants in primary-key order, inside the caller's
transaction, with a movement row beside it. The guard stands in the statement: no reading can be stale.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from products.kept_pieces import make_room
from products.models import StockMovement, StockPromise, StockRecord, Variant

Kind = StockMovement.Kind
BATCH = 500


class OutOfStock(Exception):
    """Not enough unpromised pieces. `available` says for each short variant id how many are left."""

    message = _("Some pieces are no longer in stock.")

    def __init__(self, available: Mapping[int, int]):
        super().__init__(str(self.message))
        self.available = dict(available)


class StockMismatch(Exception):
    """A step asks for more than its counter holds, such as releasing what was never reserved."""


def reserve_stock(
    *, wanted: Mapping[int, int], order_number: str, now: datetime, until: datetime | None = None
) -> None:
    """Promises `wanted` ({variant id: pieces}) to an order. Raises OutOfStock naming every short variant.

    With `until` the promise lapses then by itself: shoppers see its pieces as free from that moment.
    """
    for variant_id, pieces in _in_order(wanted):
        free = StockRecord.objects.filter(pk=variant_id, on_hand__gte=F("reserved") + pieces)
        if free.update(reserved=F("reserved") + pieces) != 1:
            raise OutOfStock(_shortages(wanted, reserved_so_far=variant_id))
    _note(Kind.RESERVE, wanted, now=now, order_number=order_number)
    if until is not None:
        StockPromise.objects.bulk_create(
            [
                StockPromise(variant_id=variant_id, order_number=order_number, pieces=pieces, until=until)
                for variant_id, pieces in _in_order(wanted)
            ],
            batch_size=BATCH,
        )


def lock_stock(*, variants: Iterable[int]) -> None:
    """Takes the rows of `variants` in the order in which everybody takes them, before several steps with them."""
    _ensure_transaction()
    rows = StockRecord.objects.select_for_update().filter(pk__in=list(variants)).order_by("pk")
    list(rows.values_list("pk", flat=True))


def extend_promises(*, order_number: str, until: datetime) -> None:
    """The order's promises that lapse by themselves lapse at `until`."""
    StockPromise.objects.filter(order_number=order_number).update(until=until)


def keep_promises(*, order_number: str) -> None:
    """The order's reservations no longer lapse: it is paid."""
    StockPromise.objects.filter(order_number=order_number).delete()


def release_stock(*, promised: Mapping[int, int], order_number: str, now: datetime, reason: str = "") -> None:
    """Gives up what an order was promised. Raises StockMismatch when less is reserved."""
    for variant_id, pieces in _in_order(promised):
        rows = StockRecord.objects.filter(pk=variant_id, reserved__gte=pieces)
        _demand_one(rows.update(reserved=F("reserved") - pieces), variant_id)
    _forget_promises(promised, order_number)
    _note(Kind.RELEASE, promised, now=now, order_number=order_number, reason=reason)


def keep_stock(*, wanted: Mapping[int, int], holder: str, until: datetime, now: datetime) -> dict[int, int]:
    """Promises up to `wanted` ({variant id: pieces}) more to a holder that is no order; returns what was to be had.

    All that it is promised lapses at `until`.
    """
    kept: dict[int, int] = {}
    for variant_id, pieces in _in_order(wanted):
        record = StockRecord.objects.select_for_update().filter(pk=variant_id).first()
        count = min(pieces, record.on_hand - record.reserved) if record else 0
        if count <= 0:
            continue
        StockRecord.objects.filter(pk=variant_id).update(reserved=F("reserved") + count)
        held = StockPromise.objects.filter(order_number=holder, variant_id=variant_id)
        if not held.update(pieces=F("pieces") + count, until=until):
            held.create(order_number=holder, variant_id=variant_id, pieces=count, until=until)
        kept[variant_id] = count
    _note(Kind.RESERVE, kept, now=now, order_number=holder)
    return kept


def hand_over_stock(*, pieces: Mapping[int, int], holder: str, now: datetime, reason: str = "") -> None:
    """Frees some of what `keep_stock` has kept, for whoever reserves it in the same transaction.

    Raises StockMismatch when fewer are kept.
    """
    for variant_id, count in _in_order(pieces):
        held = StockPromise.objects.filter(order_number=holder, variant_id=variant_id)
        if not held.filter(pieces__gt=count).update(pieces=F("pieces") - count):
            _demand_one(held.filter(pieces=count).delete()[0], variant_id)
        rows = StockRecord.objects.filter(pk=variant_id, reserved__gte=count)
        _demand_one(rows.update(reserved=F("reserved") - count), variant_id)
    _note(Kind.RELEASE, pieces, now=now, order_number=holder, reason=reason)


def sell_stock(*, promised: Mapping[int, int], order_number: str, now: datetime, actor=None) -> None:
    """What was promised leaves the house. Raises StockMismatch when less is reserved."""
    for variant_id, pieces in _in_order(promised):
        rows = StockRecord.objects.filter(pk=variant_id, reserved__gte=pieces)
        changed = rows.update(
            reserved=F("reserved") - pieces, on_hand=F("on_hand") - pieces, sold=F("sold") + pieces
        )
        _demand_one(changed, variant_id)
    _forget_promises(promised, order_number)
    _note(Kind.SELL, promised, now=now, order_number=order_number, actor=actor)


def return_stock(
    *,
    pieces: Mapping[int, int],
    order_number: str,
    reason: str,
    now: datetime,
    actor=None,
    key: str | None = None,
) -> list[StockMovement]:
    """Sold pieces come back into the house, `pieces` being {variant id: pieces}; `key` is for a single variant.

    Raises StockMismatch when more would have come back than was sold. Goods that come back broken are
    returned and then written off.
    """
    for variant_id, count in _in_order(pieces):
        rows = StockRecord.objects.filter(pk=variant_id, sold__gte=F("returned") + count)
        _demand_one(rows.update(on_hand=F("on_hand") + count, returned=F("returned") + count), variant_id)
    return _note(Kind.RETURN, pieces, now=now, order_number=order_number, reason=reason, actor=actor, key=key)


def open_stock_record(*, variant: Variant) -> None:
    """A variant begins with nothing in the house."""
    StockRecord.objects.get_or_create(variant=variant)


def open_stock_records(*, received: Sequence[tuple[Variant, int]], reason: str, now: datetime) -> None:
    """Opens the records of many new variants with what came in; two statements for a batch of them."""
    _ensure_transaction()
    StockRecord.objects.bulk_create(
        [StockRecord(variant=variant, on_hand=pieces, received=pieces) for variant, pieces in received],
        batch_size=BATCH,
    )
    _note(
        Kind.RECEIVE, {variant.pk: pieces for variant, pieces in received if pieces}, now=now, reason=reason
    )


def receive_stock(
    *, variant: Variant, pieces: int, reason: str, now: datetime, actor=None, key: str | None = None
) -> StockMovement:
    """Pieces come into the house."""
    _ensure_transaction()
    open_stock_record(variant=variant)
    StockRecord.objects.filter(pk=variant.pk).update(
        on_hand=F("on_hand") + pieces, received=F("received") + pieces
    )
    return _note(Kind.RECEIVE, {variant.pk: pieces}, now=now, reason=reason, actor=actor, key=key)[0]


def write_off_stock(
    *,
    variant: Variant,
    pieces: int,
    reason: str,
    now: datetime,
    actor=None,
    order_number: str = "",
    key: str | None = None,
) -> StockMovement:
    """Pieces are broken or gone. What is kept for no order yet gives way.

    An order past its time counts as promised until the sweep of the next minute has ended it: what is kept gives
    way before it. Raises OutOfStock when more are promised to orders than would be left.
    """
    _ensure_transaction()
    rows = StockRecord.objects.filter(pk=variant.pk, on_hand__gte=F("reserved") + pieces)
    less = {"on_hand": F("on_hand") - pieces, "written_off": F("written_off") + pieces}
    if rows.update(**less) != 1:
        lock_stock(variants=[variant.pk])
        missing = pieces - _shortages({variant.pk: pieces}).get(variant.pk, pieces)
        make_room(variant_id=variant.pk, pieces=missing, reason=reason, now=now)
        if rows.update(**less) != 1:
            raise OutOfStock(_shortages({variant.pk: pieces}))
    facts = {"order_number": order_number, "reason": reason, "actor": actor, "key": key}
    return _note(Kind.WRITE_OFF, {variant.pk: pieces}, now=now, **facts)[0]


def set_stock(
    *, variant: Variant, pieces: int, reason: str, now: datetime, actor=None
) -> StockMovement | None:
    """Makes `pieces` the number on hand by receiving or writing off the difference; None when there is none.

    Raises what `write_off_stock` raises.
    """
    _ensure_transaction()
    open_stock_record(variant=variant)
    on_hand = StockRecord.objects.select_for_update().get(pk=variant.pk).on_hand
    if pieces > on_hand:
        return receive_stock(variant=variant, pieces=pieces - on_hand, reason=reason, now=now, actor=actor)
    if pieces < on_hand:
        return write_off_stock(variant=variant, pieces=on_hand - pieces, reason=reason, now=now, actor=actor)
    return None


def _in_order(quantities: Mapping[int, int]) -> list[tuple[int, int]]:
    _ensure_transaction()
    return sorted(quantities.items())


def _ensure_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Stock changes only inside a transaction.")


def _demand_one(changed: int, variant_id: int) -> None:
    if changed != 1:
        raise StockMismatch(f"Variant {variant_id} has fewer pieces than this step takes.")


def _forget_promises(promised: Mapping[int, int], order_number: str) -> None:
    StockPromise.objects.filter(order_number=order_number, variant_id__in=list(promised)).delete()


def _shortages(wanted: Mapping[int, int], reserved_so_far: int | None = None) -> dict[int, int]:
    """Short variants with what is left. Variants before `reserved_so_far` were just reserved: they fitted."""
    records = StockRecord.objects.in_bulk(list(wanted))
    left = {pk: records[pk].on_hand - records[pk].reserved if pk in records else 0 for pk in wanted}
    return {
        pk: left[pk]
        for pk, pieces in sorted(wanted.items())
        if left[pk] < pieces and not (reserved_so_far is not None and pk < reserved_so_far)
    }


def _note(
    kind, quantities: Mapping[int, int], *, now, order_number="", reason="", actor=None, key=None
) -> list[StockMovement]:
    rows = [
        StockMovement(
            variant_id=variant_id,
            kind=kind,
            quantity=pieces,
            order_number=order_number,
            reason=reason,
            actor=actor,
            created_at=now,
            key=key,
        )
        for variant_id, pieces in sorted(quantities.items())
    ]
    return StockMovement.objects.bulk_create(rows, batch_size=BATCH)
