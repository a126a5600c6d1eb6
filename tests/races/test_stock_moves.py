"""Goods that come back and are written off by many hands at once: no piece is counted twice."""

import os
import threading
from collections import Counter
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.db.models import F

from products.models import StockMovement, StockRecord
from products.stock import OutOfStock, StockMismatch, reserve_stock, sell_stock
from products.stock_desk import move_stock
from tests.factories.products import OPENING, counters, stocked_variant
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

ON_POSTGRES = connection.vendor == "postgresql"
HANDS = 12 if ON_POSTGRES else 4
ROUNDS = int(os.environ.get("RACE_ROUNDS", "3"))


def by_hand(**facts):
    """What came of one movement, on a connection of its own."""

    def go():
        try:
            return move_stock(reason="count", now=OPENING, **facts).pk
        except (OutOfStock, StockMismatch) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    return go


def sold_variant(*, pieces, sold):
    variant = stocked_variant(pieces=pieces)
    with transaction.atomic():
        reserve_stock(wanted={variant.pk: sold}, order_number="A-1", now=OPENING)
        sell_stock(promised={variant.pk: sold}, order_number="A-1", now=OPENING)
    return variant


def adds_up(variant):
    row = StockRecord.objects.get(pk=variant.pk)
    moved = Counter()
    for movement in StockMovement.objects.filter(variant=variant):
        moved[movement.kind] += movement.quantity
    return (moved["receive"], moved["return"], moved["write_off"], moved["sell"]) == (
        row.received,
        row.returned,
        row.written_off,
        row.sold,
    )


def test_no_more_comes_back_than_was_sold():
    for _ in range(ROUNDS):
        variant = sold_variant(pieces=5, sold=3)
        facts = {"sku": variant.sku, "kind": "return", "pieces": 1}
        answers = all_at_once([by_hand(**facts) for _ in range(HANDS)])
        assert answers.count("StockMismatch") == HANDS - 3
        assert (counters(variant), adds_up(variant)) == ((5, 0), True)


def test_promised_pieces_are_never_written_off():
    for _ in range(ROUNDS):
        variant = stocked_variant(pieces=5)
        with transaction.atomic():
            reserve_stock(wanted={variant.pk: 3}, order_number="A-1", now=OPENING)
        facts = {"sku": variant.sku, "kind": "write_off", "pieces": 1}
        answers = all_at_once([by_hand(**facts) for _ in range(HANDS)])
        assert answers.count("OutOfStock") == HANDS - 2
        assert (counters(variant), adds_up(variant)) == ((3, 3), True)


@pytest.mark.parametrize("kind", ["receive", "return", "write_off"])
def test_one_form_sent_by_many_hands_books_once(kind):
    for number in range(ROUNDS):
        variant = sold_variant(pieces=5, sold=3)
        pieces = {"receive": 2, "return": 3, "write_off": 2}[kind]
        facts = {"sku": variant.sku, "kind": kind, "pieces": pieces, "key": f"{kind}-{number}"}
        answers = all_at_once([by_hand(**facts) for _ in range(HANDS)])
        booked = StockMovement.objects.get(key=f"{kind}-{number}")
        assert answers == [booked.pk] * HANDS
        assert adds_up(variant)


@pytest.mark.postgres
def test_control_without_the_guard_more_comes_back_than_was_sold():
    """Reading, then writing, behind no constraint: if this never exceeds, the first test proves nothing."""
    both_have_read = threading.Barrier(2)

    def return_unguarded(variant):
        def go():
            try:
                row = StockRecord.objects.get(pk=variant.pk)
                with suppress(threading.BrokenBarrierError):
                    both_have_read.wait(timeout=2)
                if row.returned + 1 <= row.sold:
                    StockRecord.objects.filter(pk=variant.pk).update(
                        on_hand=F("on_hand") + 1, returned=F("returned") + 1
                    )
            finally:
                connection.close()

        return go

    constraint = next(c for c in StockRecord._meta.constraints if c.name == "stock_returns_were_sold")
    with connection.schema_editor() as editor:
        editor.remove_constraint(StockRecord, constraint)
    variant = sold_variant(pieces=1, sold=1)
    try:
        all_at_once([return_unguarded(variant)] * 2)
        assert StockRecord.objects.get(pk=variant.pk).returned == 2
    finally:
        StockRecord.objects.filter(pk=variant.pk).update(returned=0, on_hand=0)
        with connection.schema_editor() as editor:
            editor.add_constraint(StockRecord, constraint)
