"""Many examples in one test: each sees the same data and leaves nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def rolled_back() -> Iterator[None]:
    """What is written inside is undone. It counts as a test's own wrapper: providers may be called in it."""
    wrapper = transaction.atomic()
    wrapper._from_testcase = True
    with wrapper:
        try:
            yield
        finally:
            transaction.set_rollback(True)
