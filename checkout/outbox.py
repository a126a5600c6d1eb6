"""Sends e-mails out of the queue, each once, and keeps those that could not be sent until they can.

Whoever sends an e-mail first claims it by one conditional UPDATE: its status is empty, and its time is the
end of the claim, until it is known what came of it. A claim left behind by a dead worker ends by itself.
The server is spoken to outside any transaction. It may be that an e-mail was taken in the very moment its
sender died: it then goes out twice, under the same Message-ID.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from secrets import SystemRandom
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from post_office.models import PRIORITY, STATUS, Email, Log
from post_office.settings import get_backend, get_default_mailer

from checkout.mail_watch import Verdict, ask_watchers, tell_refused
from stories.waking import wake_after_commit

SEND = "checkout.send_email"
# Longer than a worker lets any task run.
CLAIM = timedelta(seconds=330)
JITTER = 0.1
# Until what is held back is looked at again.
HELD = timedelta(seconds=60)

WAITING = Q(status__in=[STATUS.queued, STATUS.requeued])
# A letter that had time is whoever wrote it to see to.
FAILED = Q(status=STATUS.failed) & (Q(priority=None) | ~Q(priority=PRIORITY.low))
CLAIMED = Q(status=None, scheduled_time__isnull=False)
# Letters to many: `mailings` sends them, in its own time.
PATIENT = Q(priority=PRIORITY.low)

logger = logging.getLogger(__name__)


class CannotResend(Exception):
    """The e-mail is being sent at this moment."""


@dataclass(frozen=True)
class Attempt:
    """What came of one try: `again_in` seconds it is worth another; None when it is sent or given up."""

    is_sent: bool
    again_in: float | None = None


def due(now: datetime) -> Q:
    """The e-mails that may be sent at `now`, those with an outlived claim among them."""
    is_time = Q(scheduled_time=None) | Q(scheduled_time__lte=now)
    is_fresh = Q(expires_at=None) | Q(expires_at__gt=now)
    return (WAITING & is_time & is_fresh) | (CLAIMED & Q(scheduled_time__lte=now))


def find_due_emails(*, now: datetime, limit: int) -> list[int]:
    """Their ids, the most urgent and then the oldest first; those that have time are not among them."""
    urgent_first = Email.objects.filter(due(now), ~PATIENT | Q(priority=None))
    urgent_first = urgent_first.order_by(F("priority").desc(nulls_last=True), "pk")
    return list(urgent_first.values_list("pk", flat=True)[:limit])


def find_patient_emails(*, now: datetime, limit: int) -> list[int]:
    """The ids of those that have time, the oldest first."""
    return list(Email.objects.filter(due(now), PATIENT).order_by("pk").values_list("pk", flat=True)[:limit])


def send_email(
    *,
    email_id: int,
    now: datetime,
    connection: BaseEmailBackend | None = None,
    objections: Mapping[int, Verdict] | None = None,
) -> Attempt | None:
    """Sends the e-mail if it is due and nobody else is at it; None otherwise.

    Over `connection` when many are sent one after the other: whoever opened it closes it, and may have asked for
    `objections` to all of them just before.
    """
    if not _claim(email_id, now):
        return None
    email = Email.objects.select_related("template").get(pk=email_id)
    if email.priority == PRIORITY.low:
        objections = ask_watchers(email_ids=[email_id]) if objections is None else objections
        verdict = objections.get(email_id)
        if verdict is Verdict.HOLD:
            _hold(email, now)
            return None
        if verdict is Verdict.DROP:
            email.delete()
            return None
    try:
        _hand_over(email, connection)
    except Exception as error:  # noqa: BLE001 whatever the reason is, the mail waits and staff see it
        refused = tell_refused(email=email, error=error, now=now)
        return _put_back(email, error, now, is_hopeless=refused and email.priority == PRIORITY.low)
    _mark_sent(email)
    return Attempt(is_sent=True)


@transaction.atomic
def resend_email(*, email: Email) -> None:
    """Puts an e-mail at the head of the queue, with all its tries before it. Raises CannotResend."""
    changes = {"status": STATUS.queued, "scheduled_time": None, "number_of_retries": None}
    if email.status == STATUS.sent:
        # Under its old name the receiving server may take it for the one it has.
        changes["message_id"] = fresh_message_id()
    if not Email.objects.filter(pk=email.pk).exclude(status=None).update(**changes):
        raise CannotResend
    wake_after_commit(SEND, email.pk)


def seconds_to_wait(*, tries: int) -> int:
    """After so many failed tries: 3, 6, 12 and so on, doubled each time up to a quarter of an hour."""
    return min(settings.MAIL_RETRY_SECONDS * 2 ** min(tries - 1, 20), settings.MAIL_RETRY_LONGEST_SECONDS)


def fresh_message_id() -> str:
    return make_msgid(domain=urlsplit(settings.SITE_URL).hostname)


def _claim(email_id: int, now: datetime) -> bool:
    """Counts the try before it is made, so that an e-mail that kills its senders is given up as well."""
    claimed = Email.objects.filter(due(now), pk=email_id).update(
        status=None,
        scheduled_time=now + CLAIM,
        number_of_retries=Coalesce(F("number_of_retries") + 1, 0),
        last_updated=now,
    )
    return claimed == 1


def open_connection() -> BaseEmailBackend:
    """To the server that letters go to; opens itself with the first one and stays open when it was opened before."""
    return get_connection(get_backend(get_default_mailer()))


def _hand_over(email: Email, connection: BaseEmailBackend | None) -> None:
    if connection is None:
        connection = get_connection(get_backend(email.backend_alias or get_default_mailer()))
    connection.send_messages([email.email_message()])


def _hold(email: Email, now: datetime) -> None:
    """It was no try: neither counted nor logged."""
    Email.objects.filter(pk=email.pk, status=None, scheduled_time=email.scheduled_time).update(
        status=STATUS.requeued,
        scheduled_time=now + HELD,
        number_of_retries=Case(When(number_of_retries__gt=0, then=F("number_of_retries") - 1)),
    )


def _mark_sent(email: Email) -> None:
    with transaction.atomic():
        Email.objects.filter(pk=email.pk).update(status=STATUS.sent, scheduled_time=None)
        Log.objects.create(email=email, status=STATUS.sent)


def _put_back(email: Email, error: Exception, now: datetime, *, is_hopeless: bool = False) -> Attempt:
    tries = (email.number_of_retries or 0) + 1
    is_given_up = is_hopeless or tries >= settings.MAIL_MOST_TRIES
    wait = seconds_to_wait(tries=tries) * SystemRandom().uniform(1, 1 + JITTER)
    with transaction.atomic():
        # Only while the claim is still ours: a slower sender must not undo what a later one did.
        Email.objects.filter(pk=email.pk, status=None, scheduled_time=email.scheduled_time).update(
            status=STATUS.failed if is_given_up else STATUS.requeued,
            scheduled_time=None if is_given_up else now + timedelta(seconds=wait),
        )
        Log.objects.create(
            email=email, status=STATUS.failed, exception_type=type(error).__name__, message=str(error)
        )
    logger.warning("e-mail %s was not sent at try %s (%s)", email.pk, tries, type(error).__name__)
    return Attempt(is_sent=False, again_in=None if is_given_up else wait)
