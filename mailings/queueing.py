"""Puts a mailing into the queue of e-mails, some readers at a time.

One transaction takes the readers, asks once more whether they agreed, writes their e-mails and marks them: whatever dies
when, nobody's e-mail is written twice. The letter is composed once for all of them and kept as a template of the queue's;
each e-mail only names it, with its reader's own link.
"""

import hashlib
import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from post_office.models import PRIORITY, STATUS, Email, EmailTemplate

from accounts.models import Consent, User
from accounts.news_links import stop_url
from checkout.outbox import due, fresh_message_id
from mailings.audiences import find_consenting
from mailings.composing import STOP, write_mailing
from mailings.links import CountedLinks
from mailings.models import Mailing, MailingRecipient
from stories.letters import Letter
from stories.one_click import stop_headers

BATCH = 200
MINUTE = timedelta(minutes=1)
State = MailingRecipient.State
# How a mail program knows that it is not to answer that its owner is away (RFC 3834).
MANY = {"Precedence": "bulk", "Auto-Submitted": "auto-generated"}
_BRACES = re.compile(r"\{[{%#]")
_TAGS = {"{{": "openvariable", "{%": "openblock", "{#": "opencomment"}


@dataclass(frozen=True)
class Queued:
    """How many e-mails were written, and how many readers have changed their mind or are gone."""

    written: int
    skipped: int


def room_for_more(*, now: datetime, within: timedelta) -> int:
    """How many e-mails may be written now, to be sent within that time: its part of MAILINGS_PER_MINUTE, so many in a minute
    at most, and never more waiting than go out in one.
    """
    most = settings.MAILINGS_PER_MINUTE
    lately = MailingRecipient.objects.filter(queued_at__gt=now - MINUTE, queued_at__lte=now).count()
    # Not those that wait for another try, nor those of a paused mailing: they are nobody else's to wait for.
    ready = Email.objects.filter(due(now), priority=PRIORITY.low)
    waiting = ready.exclude(mailing_recipient__mailing__status=Mailing.Status.PAUSED).count()
    return max(min(math.ceil(most * (within / MINUTE)), most - max(lately, waiting)), 0)


@transaction.atomic
def queue_batch(*, mailing_id: int, now: datetime, limit: int) -> Queued | None:
    """Of at most `limit` readers; None when nobody waits, or the mailing is not being sent at this moment."""
    # Held until the end: whoever pauses or stops it waits for this batch, and no other begins.
    locked = Mailing.objects.sending().select_for_update(of=("self",), no_key=True)
    mailing = locked.select_related("campaign").filter(pk=mailing_id).first()
    if mailing is None:
        return None
    rows = _take(mailing, min(limit, BATCH))
    if not rows:
        return None
    users = find_consenting().in_bulk([row.user_id for row in rows if row.user_id])
    there = [(row, users[row.user_id]) for row in rows if row.user_id and row.user_id in users]
    if there:
        _write(mailing, there, now)
    gone = {row.pk for row in rows} - {row.pk for row, _user in there}
    MailingRecipient.objects.filter(pk__in=gone).update(state=State.SKIPPED)
    return Queued(written=len(there), skipped=len(gone))


def _take(mailing: Mailing, limit: int) -> list[MailingRecipient]:
    """Readers who are this transaction's alone until it ends."""
    waiting = mailing.recipients.filter(state=State.WAITING).order_by("pk")
    return list(waiting.select_for_update(skip_locked=True, of=("self",))[:limit])


def _write(mailing: Mailing, rows: list[tuple[MailingRecipient, User]], now: datetime) -> None:
    letter = write_mailing(mailing=mailing, now=now, links=CountedLinks(mailing))
    template = keep_template(letter=letter, name=f"mailing {mailing.pk}")
    emails = Email.objects.bulk_create(
        write_email(user=user, subject=letter.subject, template=template) for _row, user in rows
    )
    written = [row for row, _user in rows]
    for row, email in zip(written, emails, strict=True):
        row.email, row.state, row.queued_at = email, State.QUEUED, now
    MailingRecipient.objects.bulk_update(written, ["email", "state", "queued_at"])


def write_email(*, user: User, subject: str, template: EmailTemplate) -> Email:
    """To one reader, not saved yet."""
    stop = stop_url(user=user, kind=Consent.Kind.MARKETING_MAIL)
    return Email(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[user.email],
        subject=subject,
        template=template,
        context={"stop": stop},
        headers={**stop_headers(link=stop), **MANY},
        message_id=fresh_message_id(),
        status=STATUS.queued,
        priority=PRIORITY.low,
    )


def keep_template(*, letter: Letter, name: str) -> EmailTemplate:
    """One for each text: prices may change while a mailing is being sent."""
    texts = {
        "subject": _as_template(letter.subject),
        "content": _as_template(letter.text),
        "html_content": _as_template(letter.html),
    }
    digest = hashlib.sha256("\0".join(texts.values()).encode()).hexdigest()[:16]
    return EmailTemplate.objects.get_or_create(name=f"{name} {digest}", language="", defaults=texts)[0]


def _as_template(text: str) -> str:
    """Whatever a marketer wrote is text; only the reader's link is filled in."""
    written = [
        _BRACES.sub(lambda brace: f"{{% templatetag {_TAGS[brace[0]]} %}}", piece)
        for piece in text.split(STOP)
    ]
    return "{{ stop }}".join(written)
