"""Two clerks have the same statement before them, and choose different orders for one of its lines."""

import os
import threading
from contextlib import suppress
from decimal import Decimal

import pytest
from django.utils import timezone

from checkout.bank_statements import StatementLine
from checkout.desk import recording
from checkout.desk.recording import AlreadyRecorded, record_line
from checkout.models import Order
from tests.factories.checkout import placed_order
from tests.factories.museum import museum
from tests.products.desk import member
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.slow]
ROUNDS = int(os.environ.get("RACE_ROUNDS", "3"))


def paid_by_one_line(clerk, *, number: int) -> int:
    """How many of two orders two clerks paid by the same line."""
    orders = [placed_order(payment_method="bank_transfer") for _ in range(2)]
    line = StatementLine(number, f"11-20 {number}", "Kim Ha-neul", Decimal(15000))

    def record(order: Order) -> None:
        with suppress(AlreadyRecorded):
            record_line(payment_id=order.last_attempt.pk, line=line, actor=clerk, now=timezone.now())

    all_at_once([lambda o=order: record(o) for order in orders])
    return Order.objects.filter(pk__in=[order.pk for order in orders], status="paid").count()


@pytest.fixture
def clerk(transactional_db):
    museum()
    return member("operator", "checkout.view_order", "checkout.change_order")


@pytest.mark.postgres
def test_control_without_the_lock_a_line_pays_twice(clerk, monkeypatch):
    # Both have looked whether the line is recorded before either records it: chance on a busy day, here for certain.
    both_have_looked = threading.Barrier(2)

    def find_recorded(lines):
        found = bank_find_recorded(lines)
        with suppress(threading.BrokenBarrierError):
            both_have_looked.wait(timeout=2)
        return found

    bank_find_recorded = recording.find_recorded
    monkeypatch.setattr(recording, "find_recorded", find_recorded)
    monkeypatch.setattr(recording, "_lock_orders_of_sum", lambda amount: None)
    assert paid_by_one_line(clerk, number=1) == 2


def test_a_line_pays_one_order_whoever_confirms_it(clerk):
    assert [paid_by_one_line(clerk, number=number) for number in range(ROUNDS)] == [1] * ROUNDS
