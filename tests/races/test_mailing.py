"""The worker that sends a mailing is killed again and again: each of its readers gets it once, and nobody else."""

import logging
import os
import random
import threading
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from functools import partial
from tempfile import TemporaryFile

import pytest
from allauth.account.models import EmailAddress
from django.db.models.query import QuerySet
from django.utils import timezone
from post_office.models import Email

from accounts.consents import WORDINGS
from accounts.models import Consent, User
from mailings import queueing
from mailings.audiences import fill_recipients
from mailings.models import Mailing, SendersTurn
from mailings.queueing import queue_batch
from tests.factories.mailings import NEWS, NOW, begun, reader
from tests.mail_server import MailServer
from tests.races.buyers import all_at_once
from tests.races.sender import Sender

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.postgres,
]
pause = threading.Event()
logger = logging.getLogger(__name__)


class Sink(MailServer):
    """Keeps of each letter whose it is, and its name."""

    def __init__(self):
        super().__init__()
        self.taken: Counter[tuple[str, str]] = Counter()

    def keep(self, message: bytes) -> None:
        heads = dict(line.split(": ", 1) for line in message.decode().split("\r\n")[:40] if ": " in line)
        self.taken[heads["To"], heads["Message-ID"]] += 1


@pytest.fixture
def sink(transactional_db):
    with Sink() as server:
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


def bury() -> None:
    """Some minutes later: neither the turn nor the letters in the hands of the dead are theirs any more."""
    SendersTurn.objects.update(until=timezone.now())
    Email.objects.filter(status=None).update(scheduled_time=timezone.now())


def send_to(readers: int, *, kills: int, sink: Sink) -> set[str]:
    expected = crowd(readers)
    begun()
    dice = random.Random(20261122)
    with TemporaryFile() as errors, Sender(sink.port, errors) as sender:
        for number in range(kills):
            sender.start()
            goal = readers * (number + 1) // (kills + 2)
            sender.wait(lambda goal=goal: sum(sink.taken.values()) >= goal, every=0.001)
            pause.wait(dice.uniform(0, 0.02))
            sender.kill()
            assert Mailing.objects.get().status == "sending"
            bury()
        sender.start()
        sender.wait(lambda: Mailing.objects.get().status == "sent", every=0.1)
    return expected


def once_each(expected: set[str], sink: Sink, *, kills: int) -> None:
    letters = Counter(to for to, _name in sink.taken)
    assert (set(letters), set(letters.values())) == (expected, {1})
    assert Email.objects.count() == len(expected)
    # One that was taken in the very moment the worker died is handed over again, under the same name.
    assert sum(sink.taken.values()) - len(expected) <= kills
    states = set(Mailing.objects.get().recipients.values_list("state", flat=True))
    assert (states, Mailing.objects.get().recipients.count()) == ({"sent"}, len(expected))


def test_killed_twice(sink):
    once_each(send_to(300, kills=2, sink=sink), sink, kills=2)


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
