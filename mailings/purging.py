"""Letters of mailings that went out: what they said is kept once, with the mailing."""

from datetime import datetime, timedelta

from django.conf import settings
from post_office.models import STATUS, Email, EmailTemplate

from stories.portions import delete_in_portions


def purge_letters(*, now: datetime) -> int:
    """Deletes the e-mails of mailings that were sent long enough ago; that somebody got one stays."""
    old = now - timedelta(days=settings.MAILING_LETTER_DAYS)
    sent = Email.objects.filter(mailing_recipient__isnull=False, status=STATUS.sent, created__lt=old)
    deleted = delete_in_portions(sent.exclude(mailing_recipient__state="queued"))
    EmailTemplate.objects.filter(name__startswith="mailing ", email=None, created__lt=old).delete()
    return deleted
