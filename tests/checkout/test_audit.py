"""The audit finds nothing in a shop in order, and each kind of disorder by its name."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from checkout.audit import INVARIANTS, audit_shop
from checkout.captures import mark_paid
from checkout.models import IdempotencyKey, ImpactEntry, Order, OrderEvent, OrderLine, OrderMail, Payment
from checkout.order_life import cancel_order, expire_overdue_orders, mark_delivered, ship_order
from checkout.refunds import Pieces, refund_pieces
from products.models import StockMovement, StockRecord
from tests.factories.checkout import NOW, filled_cart, order_cart, placed_order
from tests.factories.products import ProductClaimFactory, stocked_variant

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=100)


def paid() -> Order:
    order = placed_order(payment_method="bank_transfer", quantity=2)
    return mark_paid(payment=order.last_attempt, reason="", now=NOW)


def broken() -> list[str]:
    return sorted(found.invariant.name for found in audit_shop())


def test_a_shop_in_order():
    placed_order()
    cancel_order(order=paid(), actor=None, reason="", now=NOW)
    sent = ship_order(order=paid(), carrier="", tracking_number="", actor=None, now=NOW).order
    refund_pieces(
        order=mark_delivered(order=sent, actor=None, now=NOW),
        pieces=[Pieces(1, 2)],
        reason="",
        actor=None,
        now=NOW,
    )
    refund_pieces(order=paid(), pieces=[Pieces(1, 1)], reason="", actor=None, now=NOW)
    placed_order(payment_method="bank_transfer")
    expire_overdue_orders(now=LATER)
    mark_paid(payment=Order.objects.get(status="expired").last_attempt, reason="", now=LATER)
    assert broken() == []


def _unsell():
    StockMovement.objects.filter(kind="reserve").update(quantity=1)


def _second_capture():
    order = Order.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX payment_one_capture_per_order")
    Payment.objects.create(
        order=order, provider="x", amount=order.total, currency="KRW", status="captured", created_at=NOW
    )


DISORDERS = {
    "movements": (_unsell, ["movements_make_counters", "waiting_orders_hold_their_stock"]),
    "counter": (
        lambda: StockRecord.objects.update(on_hand=5, received=5),
        ["movements_make_counters"],
    ),
    "no lines": (
        lambda: OrderLine.objects.all().delete(),
        ["orders_have_lines"],
    ),
    "subtotal": (
        lambda: Order.objects.update(subtotal=1, total=3001),
        ["paid_orders_have_one_capture", "totals_add_up"],
    ),
    "unpaid": (
        lambda: Payment.objects.update(status="pending"),
        ["paid_orders_have_one_capture"],
    ),
    "twice": (
        _second_capture,
        ["no_order_has_two_captures", "paid_orders_have_one_capture"],
    ),
    "dead with money": (
        lambda: Order.objects.update(status="cancelled"),
        [
            "dead_orders_keep_no_money",
            "ended_orders_hold_no_stock",
            "refunds_within_captures",
            "steps_lead_to_the_status",
        ],
    ),
    "two confirmations": (
        lambda: OrderMail.objects.create(order=Order.objects.get(), kind="order_confirmation", occasion="2"),
        ["one_confirmation_per_order"],
    ),
    "no confirmation": (
        lambda: OrderMail.objects.filter(kind="order_confirmation").delete(),
        ["one_confirmation_per_order"],
    ),
    "jump": (
        lambda: OrderEvent.objects.filter(to_status="paid").update(from_status="delivered"),
        ["steps_along_the_table"],
    ),
    "paid and sent, then cancelled": (
        lambda: OrderEvent.objects.filter(to_status="paid").update(
            from_status="shipped", to_status="cancelled"
        ),
        ["only_unpaid_parcels_come_back", "steps_lead_to_the_status"],
    ),
    "no beginning": (
        lambda: OrderEvent.objects.filter(from_status="").delete(),
        ["orders_begin_once"],
    ),
    "two keys": (
        lambda: IdempotencyKey.objects.create(
            scope="s", key="k", fingerprint="", order=Order.objects.get(), created_at=NOW
        ),
        ["one_answer_per_key"],
    ),
}


IMPACT = {
    "an entry is missing": (
        lambda: ImpactEntry.objects.all().delete(),
        ["impact_of_lines", "impact_of_the_museum"],
    ),
    "a figure was changed": (
        lambda: ImpactEntry.objects.update(amount_per_piece=7, amount=14),
        ["impact_of_lines", "impact_of_the_museum", "impact_says_what_was_sold"],
    ),
    "words were changed": (
        lambda: ImpactEntry.objects.update(statement="More", evidence_version=7),
        ["impact_says_what_was_sold"],
    ),
    "a piece went back and its deed stayed": (
        lambda: OrderLine.objects.update(released=1),
        ["impact_of_lines", "impact_of_the_museum"],
    ),
    "the money is gone and the deed stayed": (
        lambda: Payment.objects.update(status="failed"),
        ["impact_of_lines", "impact_of_the_museum", "paid_orders_have_one_capture"],
    ),
}


@pytest.mark.parametrize("name", IMPACT)
def test_disorder_among_entries_of_impact_is_found(name):
    variant = stocked_variant()
    ProductClaimFactory(product=variant.product)
    order = order_cart(filled_cart(variant, quantity=2), payment_method="bank_transfer")
    mark_paid(payment=order.last_attempt, reason="", now=NOW)
    assert broken() == []
    disturb, expected = IMPACT[name]
    disturb()
    assert broken() == expected


@pytest.mark.parametrize("name", DISORDERS)
def test_disorder_is_found_by_its_name(name):
    disturb, expected = DISORDERS[name]
    order = paid()
    disturb()
    assert broken() == expected
    assert order.number


def test_the_command_prints_the_rows_and_says_by_its_code_that_there_are_some():
    order = paid()
    out = StringIO()
    call_command("shop_audit", "--format", "json", stdout=out)
    assert json.loads(out.getvalue()) == {"checked": len(INVARIANTS), "findings": []}
    OrderMail.objects.filter(kind="order_confirmation").delete()
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("shop_audit", stdout=out)
    assert ended.value.code == 1
    assert out.getvalue().splitlines() == [
        "one_confirmation_per_order: broken is that every order was confirmed by one mail",
        f"  number={order.number}, confirmations=0",
        f"{len(INVARIANTS)} invariants checked, 1 broken",
    ]
