"""Addresses that mail servers refuse: from their answers, and from the reports that they send back later."""

from dataclasses import dataclass
from datetime import datetime
from email.message import Message

from django.db import transaction

from checkout.mail_watch import is_another_reason
from mailings.models import Bounce, MailingRecipient

State = MailingRecipient.State
LONGEST_REASON = 300


@dataclass(frozen=True)
class Report:
    """What a report of RFC 3464 says of one reader."""

    address: str
    status: str
    reason: str


@transaction.atomic
def note_bounce(*, address: str, reason: str, now: datetime) -> bool:
    """Keeps that nobody reads at `address`; False when it was known."""
    address = address.strip().lower()
    facts = {"reason": reason[:LONGEST_REASON], "at": now}
    is_new = Bounce.objects.get_or_create(address=address, defaults=facts)[1]
    last = MailingRecipient.objects.filter(
        user__email=address, state__in=[State.SENT, State.QUEUED], queued_at__isnull=False
    )
    row = last.order_by("-queued_at", "-pk").first() if is_new else None
    if row is not None:
        MailingRecipient.objects.filter(pk=row.pk).update(state=State.BOUNCED)
    return is_new


def forget_bounce(*, address: str) -> bool:
    """From now on it is tried again."""
    return bool(Bounce.objects.filter(address=address.strip().lower()).delete()[0])


def read_report(*, message: Message) -> list[Report]:
    """Everybody of whom the report says that there is no such mailbox; nobody where it is no report."""
    found = []
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        # The first block is about the message, each of the others about one reader.
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            report = _read_block(block) if isinstance(block, Message) else None
            if report is not None:
                found.append(report)
    return found


def _read_block(block: Message) -> Report | None:
    status = str(block.get("Status", "")).strip().partition(" ")[0]
    address = (
        str(block.get("Original-Recipient") or block.get("Final-Recipient") or "").partition(";")[2].strip()
    )
    is_final = str(block.get("Action", "")).strip().lower() == "failed"
    if not (address and is_final and _is_about_the_mailbox(status)):
        return None
    reason = str(block.get("Diagnostic-Code", "")).partition(";")[2].strip()
    return Report(address=address, status=status, reason=f"{status} {reason}".strip())


def _is_about_the_mailbox(status: str) -> bool:
    """RFC 3463: 5.1 is about the address, 5.2 about the mailbox, 5.0 and 5.4.4 say no more than that it is over."""
    is_about = status.startswith(("5.0.", "5.1.", "5.2.")) or status == "5.4.4"
    return is_about and not is_another_reason(status)
