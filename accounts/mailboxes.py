"""E-mail addresses: which of them stand in a text, and when one was somebody's."""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

# Before the @ of an address that servers take.
LONGEST_LOCAL = 64
_LOCAL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+\Z")
_SIGN = re.compile(r"[^\w.+-]")
# In JSON as it was sent a line break, or any sign, may stand before an address as letters.
_ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|[bfnrt])")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*")


@dataclass(frozen=True)
class Mailbox:
    """An address, in small letters, in the time when what was sent there was for one person; None is without an end."""

    email: str
    since: datetime | None = None
    until: datetime | None = None

    def is_theirs(self, at: datetime) -> bool:
        return (self.since is None or self.since <= at) and (self.until is None or at <= self.until)


def addresses_in(text: str) -> set[str]:
    """Whole addresses, in small letters. Of what stands before a sign like = both readings: with it and without."""
    parts = _ESCAPE.sub(" ", text.lower()).split("@")
    found: set[str] = set()
    for before, after in pairwise(parts):
        local, domain = _LOCAL.search(before[-LONGEST_LOCAL:]), _DOMAIN.match(after)
        if local is not None and domain is not None:
            starts = [0, *(sign.end() for sign in _SIGN.finditer(local[0]))]
            found |= {f"{local[0][start:]}@{domain[0]}" for start in starts if local[0][start:]}
    return found
