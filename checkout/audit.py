"""What must be true of the shop at every moment, read from the reporting views; impact from the tables behind them too.

Each invariant is a query for the rows that break it, the same on PostgreSQL and SQLite.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from checkout.coupon_invariants import COUPON_INVARIANTS
from checkout.impact_invariants import IMPACT_INVARIANTS
from checkout.invariant import Invariant
from checkout.statuses import STEPS

MOST_SHOWN = 100


@dataclass(frozen=True)
class Finding:
    """The first rows that break an invariant, each by column."""

    invariant: Invariant
    rows: list[dict[str, Any]]


_LEGAL = ", ".join(f"('{before}', '{after}')" for before, steps in STEPS.items() for after in sorted(steps))
_PROMISED = """
SELECT order_number, sku,
       SUM(CASE kind WHEN 'reserve' THEN quantity WHEN 'release' THEN -quantity WHEN 'sell' THEN -quantity
                ELSE 0 END) AS promised
  FROM report_stock_movements
 WHERE order_number IS NOT NULL
 GROUP BY order_number, sku
"""
_CAPTURED = """
SELECT order_number, COUNT(*) AS captures, SUM(amount) AS amount
  FROM report_payments WHERE kind = 'capture' AND status = 'captured' GROUP BY order_number
"""

INVARIANTS = (
    Invariant(
        "stock_equation",
        "on_hand + reserved + sold + written_off = received + returned for every SKU",
        "SELECT * FROM report_stock WHERE on_hand + reserved + sold + written_off <> received + returned",
    ),
    Invariant(
        "stock_not_negative",
        "no counter is below zero",
        "SELECT * FROM report_stock WHERE on_hand < 0 OR reserved < 0 OR sold < 0 OR received < 0 "
        "OR returned < 0 OR written_off < 0",
    ),
    Invariant(
        "movements_make_counters",
        "the movements of a SKU add up to its counters",
        """
        SELECT stock.sku, stock.received, stock.returned, stock.written_off, stock.sold, stock.reserved
          FROM report_stock stock
          LEFT JOIN (SELECT sku,
                            SUM(CASE kind WHEN 'receive' THEN quantity ELSE 0 END) AS received,
                            SUM(CASE kind WHEN 'return' THEN quantity ELSE 0 END) AS returned,
                            SUM(CASE kind WHEN 'write_off' THEN quantity ELSE 0 END) AS written_off,
                            SUM(CASE kind WHEN 'sell' THEN quantity ELSE 0 END) AS sold,
                            SUM(CASE kind WHEN 'reserve' THEN quantity WHEN 'release' THEN -quantity
                                     WHEN 'sell' THEN -quantity ELSE 0 END) AS reserved
                       FROM report_stock_movements GROUP BY sku) moved ON moved.sku = stock.sku
         WHERE stock.received <> COALESCE(moved.received, 0) OR stock.returned <> COALESCE(moved.returned, 0)
            OR stock.written_off <> COALESCE(moved.written_off, 0) OR stock.sold <> COALESCE(moved.sold, 0)
            OR stock.reserved <> COALESCE(moved.reserved, 0)
        """,
    ),
    Invariant(
        "ended_orders_hold_no_stock",
        "an order that is over, or was sent, is promised nothing",
        f"""
        SELECT promise.order_number, promise.sku, promise.promised, placed.status
          FROM ({_PROMISED}) promise JOIN report_orders placed ON placed.number = promise.order_number
         WHERE promise.promised <> 0
           AND placed.status IN ('expired', 'cancelled', 'refunded', 'shipped', 'delivered')
        """,
    ),
    Invariant(
        "waiting_orders_hold_their_stock",
        "an order that waits for its money or its parcel is promised every piece of it",
        f"""
        SELECT line.order_number, line.sku, line.quantity, COALESCE(promise.promised, 0) AS promised
          FROM (SELECT order_number, sku, SUM(quantity) AS quantity
                  FROM report_order_lines GROUP BY order_number, sku) line
          JOIN report_orders placed ON placed.number = line.order_number
          LEFT JOIN ({_PROMISED}) promise
            ON promise.order_number = line.order_number AND promise.sku = line.sku
         WHERE placed.status IN ('pending_payment', 'confirmed', 'paid')
           AND COALESCE(promise.promised, 0) <> line.quantity
        """,
    ),
    Invariant(
        "orders_have_lines",
        "every order has a line",
        "SELECT number FROM report_orders WHERE number NOT IN (SELECT order_number FROM report_order_lines)",
    ),
    Invariant(
        "lines_add_up",
        "a line comes to its price times its quantity",
        "SELECT * FROM report_order_lines WHERE line_total <> unit_price * quantity OR quantity <= 0",
    ),
    Invariant(
        "totals_add_up",
        "an order comes to its lines less the discount and with the shipping",
        """
        SELECT placed.number, placed.subtotal, placed.discount_total, placed.shipping_total, placed.total,
               lines.subtotal AS lines
          FROM report_orders placed
          JOIN (SELECT order_number, SUM(line_total) AS subtotal
                  FROM report_order_lines GROUP BY order_number) lines ON lines.order_number = placed.number
         WHERE placed.subtotal <> lines.subtotal
            OR placed.total <> placed.subtotal - placed.discount_total + placed.shipping_total
            OR placed.total < 0
        """,
    ),
    Invariant(
        "paid_orders_have_one_capture",
        "an order that counts as paid has one capture, of its total and in its currency",
        """
        SELECT placed.number, placed.status, COUNT(payment.id) AS captures
          FROM report_orders placed
          LEFT JOIN report_payments payment
            ON payment.order_number = placed.number AND payment.kind = 'capture'
           AND payment.status = 'captured' AND payment.amount = placed.total
           AND payment.currency = placed.currency
         WHERE placed.status IN ('paid', 'delivered', 'partially_refunded')
         GROUP BY placed.number, placed.status
        HAVING COUNT(payment.id) <> 1
        """,
    ),
    Invariant(
        "no_order_has_two_captures",
        "nobody paid twice and kept waiting for the second sum",
        f"SELECT order_number, captures FROM ({_CAPTURED}) captured WHERE captures > 1",
    ),
    Invariant(
        "dead_orders_keep_no_money",
        "an order that expired, was cancelled or was refunded holds no captured money",
        f"""
        SELECT placed.number, placed.status, captured.amount
          FROM report_orders placed JOIN ({_CAPTURED}) captured ON captured.order_number = placed.number
         WHERE placed.status IN ('expired', 'cancelled', 'refunded', 'pending_payment', 'confirmed')
        """,
    ),
    Invariant(
        "refunds_within_captures",
        "never more goes back than came in, and all of it when the order is refunded",
        """
        SELECT placed.number, placed.status, money.came_in, money.goes_back
          FROM report_orders placed
          JOIN (SELECT order_number,
                       SUM(CASE WHEN kind = 'capture' AND status IN ('captured', 'refunded') THEN amount
                                ELSE 0 END) AS came_in,
                       SUM(CASE WHEN kind = 'refund' THEN amount ELSE 0 END) AS goes_back
                  FROM report_payments GROUP BY order_number) money ON money.order_number = placed.number
         WHERE money.goes_back > money.came_in
            OR (placed.status IN ('refunded', 'cancelled', 'expired') AND money.goes_back <> money.came_in)
        """,
    ),
    Invariant(
        "one_confirmation_per_order",
        "every order was confirmed by one mail",
        """
        SELECT placed.number, COALESCE(mail.confirmations, 0) AS confirmations
          FROM report_orders placed
          LEFT JOIN (SELECT order_number, COUNT(*) AS confirmations
                       FROM report_mail WHERE kind = 'order_confirmation' GROUP BY order_number) mail
            ON mail.order_number = placed.number
         WHERE COALESCE(mail.confirmations, 0) <> 1
        """,
    ),
    Invariant(
        "one_mail_for_a_payment",
        "no payment was thanked for twice",
        """
        SELECT order_number, COUNT(*) AS mails FROM report_mail
         WHERE kind = 'payment_received' GROUP BY order_number HAVING COUNT(*) > 1
        """,
    ),
    Invariant(
        "steps_along_the_table",
        "an order changes its status only along the table",
        f"""
        SELECT order_number, from_status, to_status, at FROM report_order_events event
         WHERE from_status IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM (VALUES {_LEGAL}) AS legal
                            WHERE legal.column1 = event.from_status AND legal.column2 = event.to_status)
        """,
    ),
    Invariant(
        "only_unpaid_parcels_come_back",
        "an order that was sent is cancelled only when it was to be paid at the door",
        """
        SELECT event.order_number, payment.provider, payment.status
          FROM report_order_events event
          JOIN report_payments payment
            ON payment.order_number = event.order_number AND payment.kind = 'capture'
         WHERE event.from_status = 'shipped' AND event.to_status = 'cancelled'
           AND payment.provider <> 'cash_on_delivery' AND payment.status IN ('captured', 'refunded')
        """,
    ),
    Invariant(
        "orders_begin_once",
        "every order has one first step",
        """
        SELECT placed.number, COUNT(event.to_status) AS beginnings
          FROM report_orders placed
          LEFT JOIN report_order_events event
            ON event.order_number = placed.number AND event.from_status IS NULL
         GROUP BY placed.number
        HAVING COUNT(event.to_status) <> 1
        """,
    ),
    Invariant(
        "steps_lead_to_the_status",
        "an order entered its present status once more often than it left it",
        """
        SELECT placed.number, placed.status
          FROM report_orders placed
          LEFT JOIN report_order_events event ON event.order_number = placed.number
         GROUP BY placed.number, placed.status
        HAVING SUM(CASE WHEN event.to_status = placed.status THEN 1 ELSE 0 END)
             - SUM(CASE WHEN event.from_status = placed.status THEN 1 ELSE 0 END) <> 1
        """,
    ),
    Invariant(
        "one_cart_one_order",
        "a cart was ordered once",
        """
        SELECT cart_id, COUNT(*) AS orders FROM report_orders
         WHERE cart_id IS NOT NULL GROUP BY cart_id HAVING COUNT(*) > 1
        """,
    ),
    Invariant(
        "one_answer_per_key",
        "a key has one answer, and an order was placed under one key",
        """
        SELECT order_number, COUNT(*) AS placings FROM report_idempotency
         WHERE order_number IS NOT NULL
         GROUP BY order_number HAVING COUNT(*) > 1
        """,
    ),
    *COUPON_INVARIANTS,
    *IMPACT_INVARIANTS,
)


def audit_shop() -> list[Finding]:
    """The invariants that do not hold now, each with the first 100 rows that break it."""
    found = ((invariant, _offenders(invariant)) for invariant in INVARIANTS)
    return [Finding(invariant, rows) for invariant, rows in found if rows]


def _offenders(invariant: Invariant) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(invariant.offenders)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchmany(MOST_SHOWN)]
