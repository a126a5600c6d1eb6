"""The figures of the last days."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from checkout.captures import mark_paid
from checkout.day import count_days
from checkout.models import Order
from checkout.order_life import cancel_order, ship_order
from checkout.refunds import refund_amount
from tests.factories.checkout import NOW, placed_order

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def paid_order(*, now) -> Order:
    order = placed_order(payment_method="bank_transfer", now=now)
    return mark_paid(payment=order.last_attempt, reason="seen", actor=None, now=now)


def figures(span) -> tuple:
    return (span.orders, span.ordered, span.received, span.paid_back, span.parcels)


def test_each_thing_counts_on_the_day_it_happened(django_assert_num_queries):
    before = paid_order(now=NOW - DAY)
    paid_order(now=NOW - 6 * DAY)
    paid_order(now=NOW - 7 * DAY)
    cancel_order(order=placed_order(now=NOW), reason="", actor=None, now=NOW)
    placed_order(now=NOW)
    ship_order(order=before, carrier="", tracking_number="", actor=None, now=NOW)
    refund = refund_amount(order=before, amount=Decimal(1000), reason="late", actor=None, now=NOW)
    refund.payment.status, refund.payment.settled_at = "refunded", NOW
    refund.payment.save()
    total = before.total
    with django_assert_num_queries(3):
        days = count_days(now=NOW)
    assert figures(days.today) == (2, total, 0, 1000, 1)
    assert figures(days.yesterday) == (1, total, total, 0, 0)
    assert figures(days.week) == (4, 3 * total, 2 * total, 1000, 1)


def test_a_day_begins_at_midnight_of_the_shop():
    midnight = timezone.localtime(NOW).replace(hour=0, minute=0, second=0, microsecond=0)
    placed_order(now=midnight)
    placed_order(now=midnight - timedelta(seconds=1))
    days = count_days(now=NOW)
    assert (days.today.orders, days.yesterday.orders) == (1, 1)
    assert days.today.since == midnight


def test_nothing_is_nothing_and_not_empty():
    assert figures(count_days(now=NOW).week) == (0, Decimal(0), Decimal(0), Decimal(0), 0)
