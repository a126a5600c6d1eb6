"""A mailing is stopped in the moment in which a letter of it is handed over: it goes out or is left out, never both."""

import threading
from functools import partial

import pytest
from django.core import mail
from django.db import connection
from django.db.models.query import QuerySet
from post_office.models import Email

from checkout import outbox
from mailings.audiences import fill_recipients
from mailings.life import stop
from mailings.queueing import queue_batch
from tests.factories.mailings import NOW, begun, reader
from tests.races.buyers import all_at_once
from tests.races.waiting import until_somebody_waits

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.postgres,
]


def stop_while_it_is_taken(monkeypatch, *, is_locked: bool) -> tuple[list, int, set[str]]:
    """What both workers answered, how many letters went out, and what is said of the reader."""
    reader()
    mailing = begun()
    fill_recipients(mailing=mailing, now=NOW)
    queue_batch(mailing_id=mailing.pk, now=NOW, limit=1)
    email_id = Email.objects.get().pk
    is_found, is_taken = threading.Event(), threading.Event()
    delete, claim = QuerySet.delete, outbox._claim

    def wait_and_delete(rows):
        is_found.set()
        if is_locked:
            until_somebody_waits()
        else:
            is_taken.wait(timeout=5)
        return delete(rows)

    def claim_and_tell(*args):
        # On a busy machine a new one takes its time.
        connection.ensure_connection()
        is_found.wait(timeout=5)
        answer = claim(*args)
        is_taken.set()
        return answer

    monkeypatch.setattr(QuerySet, "delete", wait_and_delete)
    monkeypatch.setattr(outbox, "_claim", claim_and_tell)
    answers = all_at_once(
        [partial(stop, mailing=mailing, now=NOW), partial(outbox.send_email, email_id=email_id, now=NOW)]
    )
    return answers, len(mail.outbox), set(mailing.recipients.values_list("state", flat=True))


def test_it_is_left_out(monkeypatch):
    assert stop_while_it_is_taken(monkeypatch, is_locked=True) == ([None, None], 0, {"skipped"})


def test_control_without_the_lock_its_sender_finds_it_gone(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **kwargs: rows.all())
    (_stopped, sent), letters, _states = stop_while_it_is_taken(monkeypatch, is_locked=False)
    assert isinstance(sent, Exception) or letters == 1
