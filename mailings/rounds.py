"""A sender's turn: some readers are put into the queue, and what waits there is handed over, until the time is up.

One at a time takes the turn, and for seconds only: a worker that sends is one that shoppers' mails cannot have. Whoever
dies in its turn is waited for until that is over.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from checkout.mail_watch import Verdict, ask_watchers
from checkout.outbox import find_patient_emails, open_connection, send_email
from mailings.audiences import fill_recipients
from mailings.life import begin_scheduled, settle
from mailings.models import Mailing, MailingRecipient, SendersTurn
from mailings.queueing import BATCH, queue_batch, room_for_more

BETWEEN = timedelta(seconds=settings.MAILING_SWEEP_SECONDS)

# Longer than a round and the slowest answer of a mail server after it.
TURN = timedelta(seconds=60)
ROUND = timedelta(seconds=10)
# Of it for writing down who gets a mailing that has begun: the others go on meanwhile.
FILLING = timedelta(seconds=5)

# Who may still get theirs is asked for so many, seconds before: by far the dearest question about a letter.
ASKED_AT_ONCE = 20

Clock = Callable[[], datetime]


@dataclass
class Round:
    """What came of it."""

    queued: int = 0
    skipped: int = 0
    sent: int = 0
    failed: int = 0


@dataclass
class _Sender:
    """Over one connection, opened with the first letter."""

    clock: Clock
    end: datetime
    room: int
    done: Round = field(default_factory=Round)
    connection: BaseEmailBackend | None = None

    @property
    def has_time(self) -> bool:
        return self.clock() < self.end

    def hand_over(self) -> bool:
        """Whether anything was due."""
        ids = find_patient_emails(now=self.clock(), limit=BATCH)
        for start in range(0, len(ids), ASKED_AT_ONCE):
            some = ids[start : start + ASKED_AT_ONCE]
            objections = ask_watchers(email_ids=some)
            for email_id in some:
                if not self.has_time:
                    return True
                self._send(email_id, objections)
        return bool(ids)

    def _send(self, email_id: int, objections: Mapping[int, Verdict]) -> None:
        if self.connection is None:
            self.connection = _open()
        attempt = send_email(
            email_id=email_id, now=self.clock(), connection=self.connection, objections=objections
        )
        if attempt is not None and attempt.is_sent:
            self.done.sent += 1
        elif attempt is not None:
            self.done.failed += 1
            # What the server made of the connection is not known.
            self.close()

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def _open() -> BaseEmailBackend:
    connection = open_connection()
    try:
        connection.open()
    except OSError:
        # Each letter finds that out for itself, and waits.
        connection.close()
    return connection


def go_round(*, clock: Clock, within: timedelta = BETWEEN) -> Round | None:
    """With as many letters as may go out until the next one is called `within` that time; None when it is somebody else's turn."""
    started = clock()
    until = started + TURN
    if not _take_turn(until, started):
        return None
    sender = _Sender(clock, end=started + ROUND, room=room_for_more(now=started, within=within))
    try:
        begin_scheduled(now=started)
        _fill(clock, end=started + FILLING)
        while sender.has_time:
            written = _queue_some(sender)
            if not (sender.hand_over() or written):
                break
        _settle(clock())
    finally:
        sender.close()
        # Only while it is still ours.
        SendersTurn.objects.filter(pk=1, until=until).update(until=clock())
    return sender.done


def _take_turn(until: datetime, now: datetime) -> bool:
    if SendersTurn.objects.filter(pk=1, until__lte=now).update(until=until):
        return True
    if SendersTurn.objects.filter(pk=1).exists():
        return False
    try:
        with transaction.atomic():
            SendersTurn.objects.create(pk=1, until=until)
    except IntegrityError:
        return False
    return True


def _fill(clock: Clock, *, end: datetime) -> None:
    for mailing in Mailing.objects.sending().filter(filled_at=None).order_by("started_at", "pk"):
        fill_recipients(mailing=mailing, now=clock(), has_time=lambda: clock() < end)


def _queue_some(sender: _Sender) -> bool:
    if not sender.room:
        return False
    for mailing in Mailing.objects.sending().order_by("started_at", "pk"):
        queued = queue_batch(mailing_id=mailing.pk, now=sender.clock(), limit=sender.room)
        if queued is not None:
            sender.room -= queued.written
            sender.done.queued += queued.written
            sender.done.skipped += queued.skipped
            return True
    return False


def _settle(now: datetime) -> None:
    queued = MailingRecipient.objects.filter(mailing=OuterRef("pk"), state=MailingRecipient.State.QUEUED)
    for mailing in Mailing.objects.sending() | Mailing.objects.filter(Exists(queued)):
        settle(mailing=mailing, now=now)
