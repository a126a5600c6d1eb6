"""Text messages on their way, against a provider on this machine."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import OwedText
from accounts.tasks import send_owed_text, sweep_texts
from accounts.texting.owed import (
    MOST_TRIES,
    TextAttempt,
    find_waiting_texts,
    owe_text,
    purge_texts,
    send_text,
)
from tests.factories.checkout import NOW
from tests.solapi_server import SolapiServer

pytestmark = pytest.mark.django_db
TO, TEXT = "+821012345678", "Impact Museum: your code is 000123."


@pytest.fixture
def server(settings):
    settings.SMS_TIMEOUT_SECONDS = 2
    with SolapiServer(now=NOW) as server:
        settings.SMS_URL = server.sms_url
        yield server


def owe(**changes) -> OwedText:
    facts = {"to": TO, "text": TEXT, "expires_at": NOW + timedelta(minutes=5), "now": NOW}
    return owe_text(**{**facts, **changes})


def send(owed: OwedText, seconds: float = 0) -> TextAttempt | None:
    return send_text(text_id=owed.pk, now=NOW + timedelta(seconds=seconds))


def test_it_is_sent_and_gone(server):
    owed = owe()
    assert send(owed) == TextAttempt(is_sent=True)
    assert [message["text"] for message in server.taken] == [TEXT]
    assert (send(owed), OwedText.objects.count(), len(server.taken)) == (None, 0, 1)


def test_while_it_waits_nobody_can_read_it(server):
    owe()
    (row,) = OwedText.objects.values()
    assert [word for word in (TO, TO[3:], "000123", "Museum") if word in repr(row)] == []


def test_sealed_with_another_key_it_is_given_up(server, settings, caplog):
    owed = owe()
    settings.SECRET_KEY = "another"
    assert send(owed) == TextAttempt(is_sent=False)
    assert (OwedText.objects.count(), server.taken) == (0, [])


def waiting(seconds: float = 0, limit: int = 10) -> list[int]:
    return find_waiting_texts(now=NOW + timedelta(seconds=seconds), limit=limit)


@pytest.fixture
def claimed(server, settings):
    """By somebody who came no further."""
    owed = owe()
    way, settings.SMS_URL = settings.SMS_URL, ""
    send(owed)
    settings.SMS_URL = way
    return owed


def test_whoever_claims_it_sends_it(claimed):
    assert (send(claimed, 59), waiting(59)) == (None, [])


def test_one_whose_sender_died_is_found_and_sent_while_its_code_is_worth_something(server, claimed):
    assert waiting(60) == [claimed.pk]
    assert (send(claimed, 60), len(server.taken)) == (TextAttempt(is_sent=True), 1)


def test_which_are_found(server):
    server.says = (500, {})
    first, second, third = owe(), owe(), owe(expires_at=NOW + timedelta(minutes=1))
    assert (waiting(), waiting(limit=1)) == ([first.pk, second.pk, third.pk], [first.pk])
    send(first)
    assert (waiting(2), waiting(3)) == ([second.pk, third.pk], [first.pk, second.pk, third.pk])
    assert waiting(60) == [first.pk, second.pk]
    assert waiting(300) == []


def test_the_sweep_sends_what_nobody_was_called_to(server):
    server.now = timezone.now()
    owe(now=server.now, expires_at=server.now + timedelta(minutes=5))
    sweep_texts()
    assert (len(server.taken), OwedText.objects.count()) == (1, 0)


def test_the_sweep_stops_when_nobody_can_be_called(server, broker_away, caplog):
    for _ in range(3):
        owe(now=timezone.now(), expires_at=timezone.now() + timedelta(minutes=5))
    sweep_texts()
    assert [record.name for record in caplog.records].count("stories.waking") == 1


def test_it_is_tried_after_three_six_and_twelve_seconds(server):
    server.says = (500, {"errorCode": "InternalError"})
    owed = owe()
    waits = [send(owed, second).again_in for second in (0, 3, 9)]
    assert waits == [3, 6, 12]
    server.says = None
    assert send(owed, 21) == TextAttempt(is_sent=True)
    assert len(server.taken) == 1


def test_and_then_given_up(server):
    server.says = (500, {"errorCode": "InternalError"})
    owed = owe()
    attempts = [send(owed, second) for second in (0, 3, 9, 21, 45)]
    assert attempts[MOST_TRIES - 1 :] == [TextAttempt(is_sent=False), None]
    assert OwedText.objects.count() == 0


def test_an_answer_that_was_lost_makes_no_second_message(server):
    server.hangs_up = True
    owed = owe()
    assert send(owed) == TextAttempt(is_sent=False, again_in=3)
    server.hangs_up = False
    assert send(owed, 3) == TextAttempt(is_sent=True)
    assert len(server.taken) == 1


def test_a_clear_no_is_not_asked_again(server, caplog):
    server.says = (402, {"errorCode": "NotEnoughBalance", "errorMessage": TO})
    owed = owe()
    assert (send(owed), OwedText.objects.count()) == (TextAttempt(is_sent=False), 0)
    assert (
        f"text message {owed.pk} is given up: TextRefused Solapi answered 402 NotEnoughBalance."
        in caplog.text
    )


def test_one_that_is_worth_nothing_any_more_is_not_sent(server):
    owed = owe()
    assert send(owed, 300) is None
    server.says = (500, {})
    assert send(owed, 298) == TextAttempt(is_sent=False)
    assert (server.taken, OwedText.objects.count()) == ([], 0)


def test_without_a_way_to_send_it_stays_until_it_is_purged(settings):
    settings.SMS_URL = ""
    owed = owe()
    assert send(owed) is None
    assert [purge_texts(now=NOW + timedelta(seconds=at)) for at in (299, 300, 301)] == [0, 1, 0]


def test_logs_know_neither_number_nor_code(server, caplog):
    with caplog.at_level("DEBUG"):
        send(owe())
        server.says = (500, {"errorCode": TEXT, "errorMessage": TEXT})
        send(owe())
        server.says = (400, {"errorCode": TO, "errorMessage": TEXT})
        send(owe())
    assert [word for word in (TO, TO[3:], "000123") if word in caplog.text] == []


class TestAfterTheCommit:
    def test_a_worker_is_called_and_not_before(self, server, django_capture_on_commit_callbacks):
        server.now = timezone.now()
        with django_capture_on_commit_callbacks(execute=True):
            owe(now=server.now, expires_at=server.now + timedelta(minutes=5))
            assert server.taken == []
        assert (len(server.taken), OwedText.objects.count()) == (1, 0)

    def test_without_a_broker_it_is_sent_at_once(
        self, server, broker_away, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            owe()
        assert (len(server.taken), OwedText.objects.count()) == (1, 0)

    def test_nothing_is_sent_of_what_is_rolled_back(self, server):
        with transaction.atomic():
            owe()
            transaction.set_rollback(True)
        assert (server.taken, OwedText.objects.count()) == ([], 0)


def test_the_task_calls_itself_again(server, settings, monkeypatch):
    """On a worker; in the process nobody waits."""
    called = []
    monkeypatch.setattr(
        "accounts.tasks.wake", lambda name, *args, countdown: called.append((name, args, countdown))
    )
    monkeypatch.setattr("accounts.tasks.timezone.now", lambda: NOW)
    server.says = (503, {})
    owed = owe()
    send_owed_text(owed.pk)
    assert called == []
    settings.CELERY_TASK_ALWAYS_EAGER = False
    monkeypatch.setattr("accounts.tasks.timezone.now", lambda: NOW + timedelta(seconds=3))
    send_owed_text(owed.pk)
    assert called == [("accounts.send_text", (owed.pk,), 6)]
