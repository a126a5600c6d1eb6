import sys
from datetime import datetime
from uuid import UUID


class Console:
    """For development: the message stands where the server was started, and in no log."""

    def send(self, *, to: str, text: str, key: UUID, written_at: datetime) -> None:
        sys.stdout.write(f"\nText message to {to}\n{text}\n\n")
        sys.stdout.flush()
