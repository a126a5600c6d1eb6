"""A database that is in trouble, told apart from a row that is; and the time it may take while a reader waits."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

# PostgreSQL, Appendix A: connections, resources, somebody shutting it down, transactions rolled back, locks not granted.
LOCK_NOT_GRANTED = "55P03"
_OF_POSTGRESQL = ("08", "53", "57P", "40", LOCK_NOT_GRANTED)
# SQLite, result codes.
_OF_SQLITE = tuple(f"SQLITE_{name}" for name in ("BUSY", "LOCKED", "IOERR", "FULL", "CANTOPEN", "READONLY"))


def is_of_database(error: Exception) -> bool:
    """Whether the same statement may well succeed later, whatever it was about."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    if connection.vendor == "postgresql":
        state = getattr(error.__cause__, "sqlstate", None)
        return state is None or state.startswith(_OF_POSTGRESQL)
    return getattr(error.__cause__, "sqlite_errorname", "").startswith(_OF_SQLITE)


@contextmanager
def time_limit() -> Iterator[None]:
    """No statement takes longer than a reader waits. Raises OperationalError. SQLite knows no such limit."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true)", [str(settings.SEARCH_TIMEOUT_MS // 2)]
        )
        yield
