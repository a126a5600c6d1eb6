"""Makes the views after every run of migrations, and takes them away before: see docs/decisions/0021."""

import logging

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError, ProgrammingError

from checkout.reports import goods, machinery, sales
from products.prices import digits_of_currency

logger = logging.getLogger(__name__)

VIEWS: dict[str, str] = {
    "report_stock": goods.STOCK,
    "report_stock_movements": goods.STOCK_MOVEMENTS,
    "report_catalogue": goods.CATALOGUE,
    "report_orders": sales.ORDERS,
    "report_order_lines": sales.ORDER_LINES,
    "report_order_events": sales.ORDER_EVENTS,
    "report_payments": sales.PAYMENTS,
    "report_impact": sales.IMPACT,
    "report_story_sales": sales.STORY_SALES,
    "report_coupons": sales.COUPONS,
    "report_coupon_redemptions": sales.COUPON_REDEMPTIONS,
    "report_mail": machinery.MAIL,
    "report_webhooks": machinery.WEBHOOKS,
    "report_idempotency": machinery.IDEMPOTENCY,
    "report_users": machinery.USERS,
    "report_addresses": machinery.ADDRESSES,
    "report_audit": machinery.AUDIT,
}


def drop_views(*, connection: BaseDatabaseWrapper) -> None:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name in VIEWS:
            cursor.execute(f"DROP VIEW IF EXISTS {name}")


def make_views(*, connection: BaseDatabaseWrapper) -> None:
    """On a schema of the past, where a table or column is missing, the view that needs it is left out and logged."""
    digits = str(digits_of_currency())
    for name, query in VIEWS.items():
        query = query.replace("{currency}", settings.SHOP_CURRENCY).replace("{digits}", digits)
        statement = f"CREATE VIEW {name} AS {query}"
        try:
            with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
                cursor.execute(f"DROP VIEW IF EXISTS {name}")
                cursor.execute(statement)
        except (OperationalError, ProgrammingError) as missing:
            logger.error("the view %s was not made: %s", name, missing)


def views_away(*, plan, using: str, **kwargs) -> None:
    """Before migrations: SQLite rebuilds a table by renaming it, which a view that reads it forbids."""
    if plan:
        drop_views(connection=connections[using])


def views_back(*, using: str, plan=None, **kwargs) -> None:
    """After migrations. Emptying the database for a test sends the same signal, without a plan."""
    if plan is not None:
        make_views(connection=connections[using])
