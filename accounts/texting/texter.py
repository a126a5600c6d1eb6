"""What the shop asks of a way to send text messages."""

from datetime import datetime
from typing import Protocol
from uuid import UUID


class TextUnavailable(Exception):
    """It may go well later. `was_answered` tells whether this try is known to have come to nothing."""

    def __init__(self, text: str, *, was_answered: bool):
        super().__init__(text)
        self.was_answered = was_answered


class TextRefused(Exception):
    """A clear no, which asking again would not change. Its text is for staff, and names no number."""


class Texter(Protocol):
    def send(self, *, to: str, text: str, key: UUID, written_at: datetime) -> None:
        """Hands `text` over for the number `to`, like +821012345678; ends within SMS_TIMEOUT_SECONDS.

        Again with the same key and time sends no second one. No call may be made inside a database transaction.
        Raises TextUnavailable or TextRefused.
        """
