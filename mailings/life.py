"""What becomes of a mailing: draft, scheduled, being sent, paused, sent or stopped. Each step is one guarded statement."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS, Email

from mailings.models import Mailing, MailingRecipient
from mailings.unsent import take_letters_back
from stories.waking import wake_after_commit

SWEEP = "mailings.sweep"
Status = Mailing.Status
State = MailingRecipient.State


class CannotDo(Exception):
    """The mailing is not where this step begins; its text may be shown."""


def send_now(*, mailing: Mailing, now: datetime) -> None:
    """Raises CannotDo."""
    _ensure_something_to_say(mailing)
    _step(mailing, {Status.DRAFT, Status.SCHEDULED}, status=Status.SENDING, started_at=now, send_at=None)
    wake_after_commit(SWEEP)


def schedule(*, mailing: Mailing, at: datetime, now: datetime) -> None:
    """Raises CannotDo."""
    _ensure_something_to_say(mailing)
    if at <= now:
        raise CannotDo(_("That time is over: choose a later one, or send it now."))
    _step(mailing, {Status.DRAFT, Status.SCHEDULED}, status=Status.SCHEDULED, send_at=at)


def take_back(*, mailing: Mailing) -> None:
    """What is scheduled is a draft again. Raises CannotDo."""
    _step(mailing, {Status.SCHEDULED}, status=Status.DRAFT, send_at=None)


def pause(*, mailing: Mailing) -> None:
    """From the next letter on. Raises CannotDo."""
    _step(mailing, {Status.SENDING}, status=Status.PAUSED)


def resume(*, mailing: Mailing) -> None:
    """Raises CannotDo."""
    _step(mailing, {Status.PAUSED}, status=Status.SENDING)
    wake_after_commit(SWEEP)


@transaction.atomic
def stop(*, mailing: Mailing, now: datetime) -> None:
    """For good: whoever has not got it does not get it. Raises CannotDo."""
    _step(mailing, {Status.SENDING, Status.PAUSED}, status=Status.STOPPED, finished_at=now)
    take_letters_back(emails=Email.objects.filter(mailing_recipient__mailing=mailing))
    unsent = mailing.recipients.filter(state=State.WAITING) | mailing.recipients.filter(
        state=State.QUEUED, email=None
    )
    unsent.update(state=State.SKIPPED)


def begin_scheduled(*, now: datetime) -> None:
    due = Mailing.objects.filter(status=Status.SCHEDULED, send_at__lte=now)
    due.update(status=Status.SENDING, started_at=now)


def settle(*, mailing: Mailing, now: datetime) -> None:
    """Takes over what became of the letters; the mailing is sent when none waits any more."""
    queued = mailing.recipients.filter(state=State.QUEUED)
    queued.filter(email__status=STATUS.sent).update(state=State.SENT)
    queued.filter(email__status=STATUS.failed).update(state=State.FAILED)
    # The letter was left out at the last moment, or its reader is gone.
    queued.filter(email=None).update(state=State.SKIPPED)
    if not mailing.recipients.filter(state__in=[State.WAITING, State.QUEUED]).exists():
        Mailing.objects.filter(pk=mailing.pk, status=Status.SENDING, filled_at__isnull=False).update(
            status=Status.SENT, finished_at=now
        )


def _ensure_something_to_say(mailing: Mailing) -> None:
    if not mailing.body:
        raise CannotDo(_("There is nothing in this letter yet."))


def _step(mailing: Mailing, before: set[str], **changes) -> None:
    if not Mailing.objects.filter(pk=mailing.pk, status__in=before).update(**changes):
        raise CannotDo(_("Somebody was faster: the mailing is in another state now."))
    mailing.refresh_from_db()
