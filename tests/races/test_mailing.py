"""The worker that sends a mailing is killed again and again: each of its readers gets it once, and nobody else."""

import logging
import os
import random
import signal
import threading
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.db import connections
from django.db.models.query import QuerySet
from django.utils import timezone
from post_office.models import Email

from accounts.consents import WORDINGS
from accounts.models import Consent, User
from mailings import queueing
from mailings.audiences import fill_recipients
from mailings.models import Mailing, SendersTurn
from mailings.queueing import queue_batch
from mailings.rounds import go_round
from tests.factories.mailings import NEWS, NOW, begun, reader
from tests.mail_server import MailServer
from tests.races.buyers import all_at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.postgres,
]
pause = threading.Event()
logger = logging.getLogger(__name__)
SMTP = {"BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}, "MESSAGE_ID_ENABLED": True}


class Sink(MailServer):
    """Keeps of each letter whose it is, and its name."""

    def __init__(self):
        super().__init__()
        self.taken: Counter[tuple[str, str]] = Counter()

    def keep(self, message: bytes) -> None:
        heads = dict(line.split(": ", 1) for line in message.decode().split("\r\n")[:40] if ": " in line)
        self.taken[heads["To"], heads["Message-ID"]] += 1


@pytest.fixture
def sink(settings):
    settings.POST_OFFICE = SMTP
    settings.MAILINGS_PER_MINUTE = 1_000_000
    with Sink() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = ""
        yield server


def crowd(count: int) -> set[str]:
    """`count` people who agreed, and as many who did not: of those each third has changed their mind. The former's addresses."""
    users = User.objects.bulk_create(
        (User(username=f"r{n}", email=f"r{n}@example.org", password="!") for n in range(2 * count)),
        batch_size=2000,
    )
    EmailAddress.objects.bulk_create(
        (EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users),
        batch_size=2000,
    )
    wording = WORDINGS[NEWS]
    answer = partial(Consent, kind=NEWS, text="", version=wording.version)
    yes = users[:count] + users[count::3]
    Consent.objects.bulk_create((answer(user=user, is_given=True, at=NOW) for user in yes), batch_size=2000)
    later = NOW + timedelta(days=1)
    Consent.objects.bulk_create(
        (answer(user=user, is_given=False, at=later) for user in users[count::3]), batch_size=2000
    )
    return {user.email for user in users[:count]}


def start_worker() -> int:
    """A process of its own, with connections of its own."""
    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    try:
        while True:
            done = go_round(clock=timezone.now)
            if done is None or not (done.queued or done.sent):
                pause.wait(0.01)
    finally:
        os._exit(1)


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    # A minute later.
    SendersTurn.objects.update(until=timezone.now())


def send_to(readers: int, *, kills: int, sink: Sink) -> set[str]:
    expected = crowd(readers)
    begun()
    dice = random.Random(20261122)
    for number in range(kills):
        worker = start_worker()
        goal = readers * (number + 1) // (kills + 2)
        while sum(sink.taken.values()) < goal:
            pause.wait(0.001)
        pause.wait(dice.uniform(0, 0.02))
        kill(worker)
        assert Mailing.objects.get().status == "sending"
    finish()
    return expected


def finish() -> None:
    """As long as it takes; what was in the hands of the dead counts as given back after some minutes."""
    worker = start_worker()
    while Mailing.objects.get().status != "sent":
        held = Email.objects.filter(status=None)
        if not Email.objects.filter(status__in=[2, 3]).exists() and held.exists():
            kill(worker)
            held.update(scheduled_time=timezone.now())
            worker = start_worker()
        pause.wait(0.1)
    kill(worker)


def once_each(expected: set[str], sink: Sink, *, kills: int) -> None:
    letters = Counter(to for to, _name in sink.taken)
    assert (set(letters), set(letters.values())) == (expected, {1})
    assert Email.objects.count() == len(expected)
    # One that was taken in the very moment the worker died is handed over again, under the same name.
    assert sum(sink.taken.values()) - len(expected) <= kills
    states = set(Mailing.objects.get().recipients.values_list("state", flat=True))
    assert (states, Mailing.objects.get().recipients.count()) == ({"sent"}, len(expected))


# The worker is a fork of the test run: after browsers have run in the same process it stands still.
@pytest.mark.long
def test_killed_three_times(sink):
    once_each(send_to(300, kills=3, sink=sink), sink, kills=3)


@pytest.mark.long
def test_killed_ten_times_with_fifty_thousand_readers(sink):
    started = time.monotonic()
    expected = send_to(int(os.environ.get("MAILING_READERS", 50_000)), kills=10, sink=sink)
    logger.info(
        "%s letters in %.0f s, %s handed over twice under one name",
        len(expected),
        time.monotonic() - started,
        sum(sink.taken.values()) - len(expected),
    )
    once_each(expected, sink, kills=10)


def queue_by_two(monkeypatch) -> int:
    """Two workers take readers in the same moment; how many letters there are to ten of them."""
    for _ in range(10):
        reader()
    mailing = begun()
    fill_recipients(mailing=mailing, now=NOW)
    both_have_taken = threading.Barrier(2)
    take = queueing._take

    def take_and_wait(*args):
        rows = take(*args)
        with suppress(threading.BrokenBarrierError):
            both_have_taken.wait(timeout=0.5)
        return rows

    monkeypatch.setattr(queueing, "_take", take_and_wait)
    all_at_once([partial(queue_batch, mailing_id=mailing.pk, now=NOW, limit=10)] * 2)
    return Email.objects.count()


def test_two_workers_write_to_nobody_twice(monkeypatch):
    assert queue_by_two(monkeypatch) == 10


def test_control_without_the_lock_they_do(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **kwargs: rows.all())
    assert queue_by_two(monkeypatch) == 20
