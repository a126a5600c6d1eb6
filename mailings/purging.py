"""Letters that had time and went out, or never will: what a mailing said is kept once, with it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from post_office.models import PRIORITY, STATUS, Email, EmailTemplate

from mailings.models import MailingRecipient
from stories.portions import delete_in_portions


def purge_letters(*, now: datetime) -> int:
    """Deletes what was sent, or given up, long enough ago; that somebody got a letter of a mailing stays."""
    old = now - timedelta(days=settings.MAILING_LETTER_DAYS)
    over = Email.objects.filter(
        priority=PRIORITY.low, status__in=[STATUS.sent, STATUS.failed], created__lt=old
    )
    queued = MailingRecipient.objects.filter(email=OuterRef("pk"), state="queued")
    deleted = delete_in_portions(over.filter(~Exists(queued)))
    EmailTemplate.objects.filter(name__startswith="mailing ", email=None, created__lt=old).delete()
    return deleted
