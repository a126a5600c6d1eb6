"""Keeps readers from waiting for an index that does not answer."""

import logging
import time
from collections.abc import Callable
from threading import Lock

logger = logging.getLogger(__name__)

FAILURES = 3
SECONDS_OPEN = 10.0


class Breaker:
    """Opens after three failures in a row. Then one caller in ten seconds tries; a success closes it.

    Each process has its own: it needs nobody else to know that somebody does not answer.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._next_try = 0.0

    def lets_through(self) -> bool:
        with self._lock:
            if self._failures < FAILURES:
                return True
            if self._clock() < self._next_try:
                return False
            self._next_try = self._clock() + SECONDS_OPEN
            return True

    def note_failure(self, error: Exception) -> None:
        with self._lock:
            self._failures += 1
            self._next_try = self._clock() + SECONDS_OPEN
            failures = self._failures
        logger.warning("search index: no answer (%s), %s in a row", type(error).__name__, failures)

    def note_success(self) -> None:
        with self._lock:
            self._failures = 0

    @property
    def is_open(self) -> bool:
        with self._lock:
            return self._failures >= FAILURES
