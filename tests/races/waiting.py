"""One who goes on only when another is held up: what chance does on a busy day, for certain."""

import time

from django.db import connection


def until_somebody_waits(*, seconds: float = 10) -> None:
    """Comes back once another connection of this database waits for a lock. Raises AssertionError when none does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")
