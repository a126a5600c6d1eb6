"""Who is asked before a letter that has time goes out, and told when a server refuses its reader for good.

The apps that write such letters stand above, and register here when they start.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from smtplib import SMTPRecipientsRefused

from post_office.models import Email

# RFC 5321, 4.2.3: there is no such mailbox, not here, its name is not allowed, or its domain takes no mail (RFC 7504).
NOBODY_THERE = {550, 551, 553, 556}
# RFC 3463: it is the letter, its sender or our own server that is not wanted (5.7, 5.1.7, 5.1.8, 5.4.5), or the mailbox is full (5.2.2).
_ANOTHER_REASON = re.compile(r"^5\.(?:7\.|2\.2|1\.[78](?!\d)|4\.5)")
_STATUS = re.compile(r"^5\.\d{1,3}\.\d{1,3}(?!\d)")


class Verdict(Enum):
    HOLD = "hold"
    DROP = "drop"


@dataclass(frozen=True)
class Watcher:
    judge: Callable[[Collection[int]], dict[int, Verdict]]
    note_refused: Callable[[str, str, datetime], None]


_WATCHERS: list[Watcher] = []


def register_watcher(watcher: Watcher) -> None:
    _WATCHERS.append(watcher)


def ask_watchers(*, email_ids: Collection[int]) -> dict[int, Verdict]:
    """Of those that somebody objects to at this moment, what is to become of them."""
    found: dict[int, Verdict] = {}
    for watcher in _WATCHERS:
        for email_id, verdict in watcher.judge(email_ids).items():
            if found.get(email_id) is not Verdict.DROP:
                found[email_id] = verdict
    return found


def tell_refused(*, email: Email, error: Exception, now: datetime) -> bool:
    """Whether the server said of somebody that there is no such reader."""
    refused = find_refused(error)
    for address, reason in refused.items():
        for watcher in _WATCHERS:
            watcher.note_refused(address, reason, now)
    return bool(refused)


def find_refused(error: Exception) -> dict[str, str]:
    """Address and reason of everybody who is refused for good, by a server that says why: a bare 550 may be about our own limits."""
    if not isinstance(error, SMTPRecipientsRefused):
        return {}
    answers = {address: (code, _text(said)) for address, (code, said) in error.recipients.items()}
    return {
        address: f"{code} {said}"
        for address, (code, said) in answers.items()
        if code in NOBODY_THERE and _STATUS.match(said) and not is_another_reason(said)
    }


def is_another_reason(status: str) -> bool:
    """Whether the text, or status, of a refusal blames something else than the address."""
    return _ANOTHER_REASON.match(status) is not None


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
