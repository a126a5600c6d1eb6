"""After a test that commits. Django's own way empties every table and asks every app for its permissions anew,
which takes seconds; this way takes out what was written, and leaves what migrations and their receivers made.
"""

from functools import cache

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

# Of no model.
OTHERS = {"search_text"}
KEPT = {"django_migrations", "django_content_type", "auth_permission", "django_site"}


def empty_what_was_written(case: TransactionTestCase) -> None:
    for alias in case._databases_names(include_mirrors=False):
        connection = connections[alias]
        # Foreign keys are looked at when the transaction ends, so that the order of tables is of no matter.
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            cursor.execute(_which_have_rows(connection))
            for (table,) in cursor.fetchall():
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


@cache
def _which_have_rows(connection: BaseDatabaseWrapper) -> str:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    quote = connection.ops.quote_name
    return " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quote(table)})"
        for table in sorted({*tables, *OTHERS} - KEPT)
    )
