"""Every rule of stock in any order: the counters are those of a small model, and the movements sum to them."""

import datetime
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from products.models import StockMovement, StockPromise, StockRecord
from products.stock import (
    OutOfStock,
    StockMismatch,
    keep_promises,
    receive_stock,
    release_stock,
    reserve_stock,
    return_stock,
    sell_stock,
    set_stock,
    write_off_stock,
)
from tests.factories.products import stocked_variant

NOW = datetime.datetime(2025, 6, 1, 9, 0, tzinfo=datetime.UTC)
PIECES = st.integers(1, 6)


class StockMachine(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.variant = stocked_variant(pieces=0)
        self.model = Counter()
        self.orders: dict[str, int] = {}
        self.timed: set[str] = set()

    def try_to(self, step, *, fits, refusal=StockMismatch, **changes):
        if not fits:
            with pytest.raises(refusal), transaction.atomic():
                step()
            return False
        with transaction.atomic():
            step()
        for name, pieces in changes.items():
            self.model[name] += pieces
        return True

    @property
    def free(self):
        return self.model["on_hand"] - self.model["reserved"]

    @rule(pieces=PIECES)
    def receive(self, pieces):
        facts = {"variant": self.variant, "pieces": pieces, "reason": "in", "now": NOW}
        self.try_to(lambda: receive_stock(**facts), fits=True, on_hand=pieces, received=pieces)

    @rule(pieces=PIECES, is_timed=st.booleans())
    def reserve(self, pieces, is_timed):
        number = f"A-{len(self.orders)}"
        facts = {"wanted": {self.variant.pk: pieces}, "order_number": number, "now": NOW}
        until = NOW if is_timed else None
        step = lambda: reserve_stock(**facts, until=until)  # noqa: E731
        if self.try_to(step, fits=pieces <= self.free, refusal=OutOfStock, reserved=pieces):
            self.orders[number] = pieces
            if is_timed:
                self.timed.add(number)

    def oldest(self):
        return next((number for number, pieces in self.orders.items() if pieces), None)

    @rule()
    def release(self):
        if number := self.oldest():
            facts = {"promised": {self.variant.pk: self.orders[number]}, "order_number": number, "now": NOW}
            self.try_to(lambda: release_stock(**facts), fits=True, reserved=-self.orders[number])
            self.orders[number] = 0
            self.timed.discard(number)

    @rule()
    def sell(self):
        if number := self.oldest():
            pieces = self.orders[number]
            facts = {"promised": {self.variant.pk: pieces}, "order_number": number, "now": NOW}
            changes = {"reserved": -pieces, "on_hand": -pieces, "sold": pieces}
            self.try_to(lambda: sell_stock(**facts), fits=True, **changes)
            self.orders[number] = 0
            self.timed.discard(number)

    @rule()
    def pay(self):
        if number := self.oldest():
            keep_promises(order_number=number)
            self.timed.discard(number)

    @rule(pieces=PIECES, step=st.sampled_from([release_stock, sell_stock]))
    def take_what_was_never_promised(self, pieces, step):
        wanted = {self.variant.pk: self.model["reserved"] + pieces}
        self.try_to(lambda: step(promised=wanted, order_number="Z", now=NOW), fits=False)

    @rule(pieces=PIECES)
    def send_back(self, pieces):
        facts = {"pieces": {self.variant.pk: pieces}, "order_number": "", "reason": "back", "now": NOW}
        fits = self.model["returned"] + pieces <= self.model["sold"]
        self.try_to(lambda: return_stock(**facts), fits=fits, on_hand=pieces, returned=pieces)

    @rule(pieces=PIECES)
    def write_off(self, pieces):
        facts = {"variant": self.variant, "pieces": pieces, "reason": "broken", "now": NOW}
        changes = {"on_hand": -pieces, "written_off": pieces}
        fits = pieces <= self.free
        self.try_to(lambda: write_off_stock(**facts), fits=fits, refusal=OutOfStock, **changes)

    @rule(pieces=st.integers(0, 12))
    def count(self, pieces):
        facts = {"variant": self.variant, "pieces": pieces, "reason": "count", "now": NOW}
        more = pieces - self.model["on_hand"]
        changes = {"on_hand": more, "received" if more > 0 else "written_off": abs(more)}
        fits = pieces >= self.model["reserved"]
        self.try_to(lambda: set_stock(**facts), fits=fits, refusal=OutOfStock, **changes)

    @invariant()
    def agrees(self):
        if not hasattr(self, "variant"):
            return
        names = ("on_hand", "reserved", "received", "returned", "written_off", "sold")
        record = StockRecord.objects.filter(pk=self.variant.pk).values(*names).get()
        assert record == {name: self.model[name] for name in names}
        assert record["on_hand"] + record["sold"] + record["written_off"] == (
            record["received"] + record["returned"]
        )
        moved = Counter()
        for kind, pieces in StockMovement.objects.filter(variant=self.variant).values_list(
            "kind", "quantity"
        ):
            moved[kind] += pieces
        assert moved["reserve"] - moved["release"] - moved["sell"] == record["reserved"]
        assert [moved[kind] for kind in ("receive", "return", "write_off", "sell")] == [
            record[name] for name in ("received", "returned", "written_off", "sold")
        ]
        timed = StockPromise.objects.filter(variant=self.variant).values_list("order_number", "pieces")
        assert dict(timed) == {number: self.orders[number] for number in self.timed}


class TestStock(TestCase, StockMachine.TestCase):
    settings = settings(max_examples=20, stateful_step_count=20, deadline=None)
