"""Many buyers of the last piece: one gets it, the others hear so."""

import os
import threading
from collections import Counter
from contextlib import suppress

import pytest
from django.db import connection
from django.db.models import F

from checkout import orders
from checkout.models import Order
from products.models import StockRecord
from tests.factories.checkout import standard_shipping
from tests.factories.museum import museum
from tests.factories.products import counters, stocked_variant
from tests.races.buyers import Buyer, all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

ON_POSTGRES = connection.vendor == "postgresql"
# `make races` runs the long set, with fifty buyers.
ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))
BUYERS = int(os.environ.get("RACE_BUYERS", "16")) if ON_POSTGRES else 8


@pytest.fixture
def shop(transactional_db):
    museum()
    standard_shipping()


def rush(base: str, skus: list[str], *, buyers: int, total: int) -> Counter:
    """Status codes of `buyers` who all press the button at once; every cart is filled before."""
    ready = []
    for _ in range(buyers):
        buyer = Buyer(base)
        buyer.fill_cart(*skus)
        ready.append((buyer, buyer.form(total=total)))
    answers = all_at_once([lambda b=buyer, f=form: b.order(f) for buyer, form in ready])
    refused = [body for status, _, body in answers if status == 200]
    assert all("no longer in stock" in body for body in refused)
    return Counter(status for status, _, _ in answers)


def test_the_last_piece_is_sold_once(shop, live_server):
    for _ in range(ROUNDS):
        variant = stocked_variant(pieces=1)
        statuses = rush(live_server.url, [variant.sku], buyers=BUYERS, total=15000)
        assert statuses == {303: 1, 200: BUYERS - 1}
        assert counters(variant) == (1, 1)
    assert Order.objects.count() == ROUNDS


@pytest.mark.postgres
def test_control_without_the_guard_it_is_sold_more_than_once(shop, live_server, monkeypatch):
    """Reading, then writing, behind no constraint: if this ever sells only once, the test above proves nothing."""

    # Two buyers have read before either writes: what chance does on a busy day, here for certain.
    both_have_read = threading.Barrier(2)

    def reserve_unguarded(*, wanted, order_number, now, until):
        records = {pk: StockRecord.objects.get(pk=pk) for pk in wanted}
        with suppress(threading.BrokenBarrierError):
            both_have_read.wait(timeout=2)
        for pk, pieces in wanted.items():
            if records[pk].on_hand - records[pk].reserved >= pieces:
                StockRecord.objects.filter(pk=pk).update(reserved=F("reserved") + pieces)

    monkeypatch.setattr(orders, "reserve_stock", reserve_unguarded)
    constraint = next(c for c in StockRecord._meta.constraints if c.name == "stock_never_oversold")
    with connection.schema_editor() as editor:
        editor.remove_constraint(StockRecord, constraint)
    try:
        variant = stocked_variant(pieces=1)
        statuses = rush(live_server.url, [variant.sku], buyers=16, total=15000)
        assert statuses[303] > 1
        assert counters(variant)[1] > 1
    finally:
        StockRecord.objects.update(reserved=0)
        with connection.schema_editor() as editor:
            editor.add_constraint(StockRecord, constraint)


def test_carts_with_the_same_two_variants_in_opposite_order_never_deadlock(shop, live_server):
    for _ in range(ROUNDS):
        one, two = stocked_variant(pieces=100), stocked_variant(pieces=100)
        ready = []
        for number in range(BUYERS // 2):
            buyer = Buyer(live_server.url)
            buyer.fill_cart(*([one.sku, two.sku] if number % 2 else [two.sku, one.sku]))
            ready.append((buyer, buyer.form(total=27000)))
        answers = all_at_once([lambda b=buyer, f=form: b.order(f) for buyer, form in ready])
        assert Counter(status for status, _, _ in answers) == {303: BUYERS // 2}
        assert counters(one) == counters(two) == (100, BUYERS // 2)


def test_the_same_form_sent_ten_times_at_once_is_one_order(shop, live_server):
    for _ in range(ROUNDS):
        variant = stocked_variant(pieces=10)
        buyer = Buyer(live_server.url)
        buyer.fill_cart(variant.sku)
        form = buyer.form(total=15000)
        before = Order.objects.count()
        answers = all_at_once([lambda b=buyer, f=form: b.order(f)] * 10)
        assert {(status, place) for status, place, _ in answers} == {
            (303, f"/orders/{Order.objects.newest_first().first().number}/")
        }
        assert Order.objects.count() == before + 1
        assert counters(variant) == (10, 1)
        again = Buyer(live_server.url)
        again.cookies = dict(buyer.cookies)
        assert again.order(form)[:2] == answers[0][:2]
