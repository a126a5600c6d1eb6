"""The e-mails that the shop keeps a copy of, in the queue and after sending."""

import re
from collections import Counter
from collections.abc import Collection
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.db.models import Q, QuerySet
from post_office.models import STATUS, Attachment, Email, Log

from accounts.mailboxes import Mailbox
from accounts.privacy.action_logs import quiet_logs
from accounts.privacy.kept_files import delete_file

_KEY = re.compile(r"([?&]token=)[^\s&\"<>]+")


def letters_to(*, held: Collection[Mailbox]) -> QuerySet[Email]:
    """The e-mails with one of these among their receivers, written while it was theirs."""
    if not held:
        return Email.objects.none()
    holds = Q()
    for email in {mailbox.email for mailbox in held}:
        for field in ("to", "cc", "bcc"):
            holds |= Q(**{f"{field}__icontains": email})
    rows = Email.objects.filter(holds).values_list("pk", "created", "to", "cc", "bcc")
    return Email.objects.filter(
        pk__in=[pk for pk, at, *lists in rows.iterator() if _was_theirs(held, at, _receivers_in(lists))]
    )


def export_letters(letters: QuerySet[Email]) -> list[dict[str, Any]]:
    """Without what they say: letters about an account hold links and codes, and whoever has those is its owner."""
    return [_outside(letter) for letter in letters.order_by("pk")]


def export_letter(letter: Email) -> dict[str, Any]:
    """With what it says, but for the keys of its links."""
    return {**_outside(letter), "text": _KEY.sub(r"\1…", letter.message)}


def _outside(letter: Email) -> dict[str, Any]:
    return {"to": letter.to, "subject": letter.subject, "written_at": letter.created}


def erase_letters(letters: QuerySet[Email], *, receiver: str) -> Counter[str]:
    """Leaves of each that it was written, when, and what became of it. What waits to be sent is not sent any more."""
    ids = list(letters.values_list("pk", flat=True))
    kept = Email.objects.filter(pk__in=ids)
    # What is being sent at this moment has no status; it ends as sent or failed by itself.
    kept.filter(status__in=[STATUS.queued, STATUS.requeued]).update(status=STATUS.failed, scheduled_time=None)
    for attachment in Attachment.objects.filter(emails__in=ids).distinct():
        delete_file(attachment.file)
        attachment.delete()
    logs = Log.objects.filter(email__in=ids)
    logs.update(message="")
    rows = quiet_logs(model=Email, ids=ids) + quiet_logs(model=Log, ids=logs.values_list("pk", flat=True))
    count = kept.update(
        to=[receiver],
        cc=[],
        bcc=[],
        subject="",
        message="",
        html_message="",
        headers=None,
        context=None,
        template=None,
    )
    return rows + Counter({Email._meta.db_table: count})


def _was_theirs(held: Collection[Mailbox], at: datetime, receivers: set[str]) -> bool:
    return any(mailbox.email in receivers and mailbox.is_theirs(at) for mailbox in held)


def _receivers_in(lists: list[Any]) -> set[str]:
    return {parseaddr(text)[1].lower() for texts in lists for text in texts or []}
