import json
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from post_office.models import PRIORITY, STATUS, Email

from checkout import mails
from checkout.mails import compose_owed_mail
from checkout.outbox import (
    CLAIM,
    CannotResend,
    find_due_emails,
    find_patient_emails,
    fresh_message_id,
    resend_email,
    seconds_to_wait,
    send_email,
)
from checkout.tasks import send_owed_mail, sweep_mail
from tests.factories.checkout import placed_order
from tests.factories.museum import museum
from tests.mail_server import MailServer
from tests.races.buyers import all_at_once

pytestmark = pytest.mark.django_db
SMTP = {"BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}, "MESSAGE_ID_ENABLED": True}
NOBODY_LISTENS = 9


@contextmanager
def sending_to(port: int):
    with override_settings(
        POST_OFFICE=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_USE_TLS=False, EMAIL_HOST_USER=""
    ):
        yield


@pytest.fixture
def server():
    with MailServer() as server, sending_to(server.port):
        yield server


@pytest.fixture
def server_down():
    with sending_to(NOBODY_LISTENS):
        yield


def queued(**changes) -> Email:
    fields = {
        "from_email": "museum@example.org",
        "to": ["haneul@example.org"],
        "subject": "Hello",
        "message": "Text",
        "html_message": "<p>Text</p>",
        "status": STATUS.queued,
        "priority": PRIORITY.medium,
        "message_id": fresh_message_id(),
    }
    return Email.objects.create(**{**fields, **changes})


def tries_of(email: Email) -> list[tuple[int, str]]:
    return list(email.logs.order_by("pk").values_list("status", "exception_type"))


def test_a_mail_reaches_the_server_whole(server):
    email = queued()
    attempt = send_email(email_id=email.pk, now=timezone.now())
    assert attempt.is_sent is True
    (message,) = server.received
    assert (message["Subject"], message["To"], message["Message-ID"]) == (
        "Hello",
        "haneul@example.org",
        email.message_id,
    )
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    email.refresh_from_db()
    assert (email.status, email.scheduled_time, email.number_of_retries) == (STATUS.sent, None, 0)
    assert tries_of(email) == [(STATUS.sent, "")]


def test_what_was_sent_is_not_sent_again(server):
    email = queued()
    for _ in range(3):
        send_email(email_id=email.pk, now=timezone.now())
    assert len(server.received) == 1


def test_what_is_not_due_waits(server):
    now = timezone.now()
    later = queued(scheduled_time=now + timedelta(seconds=1))
    stale = queued(expires_at=now)
    assert find_due_emails(now=now, limit=10) == []
    assert send_email(email_id=later.pk, now=now) is None
    assert send_email(email_id=stale.pk, now=now) is None
    assert find_due_emails(now=now + timedelta(seconds=1), limit=10) == [later.pk]


def test_the_urgent_go_first():
    low, none, high = queued(priority=PRIORITY.low), queued(priority=None), queued(priority=PRIORITY.high)
    assert find_due_emails(now=timezone.now(), limit=10) == [high.pk, none.pk]
    assert find_patient_emails(now=timezone.now(), limit=10) == [low.pk]
    assert find_due_emails(now=timezone.now(), limit=1) == [high.pk]


def test_with_the_server_down_the_mail_waits_longer_each_time(server_down):
    email, now = queued(), timezone.now()
    for tries, wait in enumerate((3, 6, 12, 24), start=1):
        attempt = send_email(email_id=email.pk, now=now)
        assert attempt.is_sent is False
        assert wait <= attempt.again_in <= wait * 1.1
        email.refresh_from_db()
        assert (email.status, email.number_of_retries) == (STATUS.requeued, tries - 1)
        assert email.scheduled_time == now + timedelta(seconds=attempt.again_in)
        assert send_email(email_id=email.pk, now=now) is None
        now = email.scheduled_time
    assert tries_of(email) == [(STATUS.failed, "ConnectionRefusedError")] * 4


def test_waits_grow_up_to_a_quarter_of_an_hour():
    assert [seconds_to_wait(tries=n) for n in (1, 2, 3, 4, 8, 9, 10, 1000)] == [
        3,
        6,
        12,
        24,
        384,
        768,
        900,
        900,
    ]


@override_settings(MAIL_MOST_TRIES=2)
def test_a_mail_is_given_up_at_last_and_resent_by_hand(server_down):
    email, now = queued(), timezone.now()
    first = send_email(email_id=email.pk, now=now)
    last = send_email(email_id=email.pk, now=now + timedelta(seconds=first.again_in))
    assert (last.is_sent, last.again_in) == (False, None)
    email.refresh_from_db()
    assert (email.status, email.scheduled_time) == (STATUS.failed, None)
    assert find_due_emails(now=now + timedelta(days=1), limit=10) == []
    with MailServer() as server, sending_to(server.port):
        resend_email(email=email)
        assert send_email(email_id=email.pk, now=now).is_sent is True
        assert server.received[0]["Message-ID"] == email.message_id


def test_the_server_comes_back(server_down):
    order = placed_order()
    send_owed_mail(order.mails.get().pk)
    assert order.mails.get().email.status == STATUS.requeued
    with MailServer() as server, sending_to(server.port):
        sweep_mail()
        assert server.received == []
        Email.objects.update(scheduled_time=timezone.now())
        sweep_mail()
        assert [message["Subject"] for message in server.received] == [f"Your order {order.number}"]
    assert order.mails.get().email.status == STATUS.sent


def test_a_receiver_the_server_refuses_waits_and_tells_why(server):
    server.refuses = True
    email = queued()
    send_email(email_id=email.pk, now=timezone.now())
    assert tries_of(email) == [(STATUS.failed, "SMTPRecipientsRefused")]
    assert server.received == []


def test_a_mail_no_server_could_take_hurts_no_worker(server):
    email = queued()
    Email.objects.filter(pk=email.pk).update(subject="two\nlines")
    assert send_email(email_id=email.pk, now=timezone.now()).is_sent is False
    assert tries_of(email) == [(STATUS.failed, "BadHeaderError")]


def test_a_claim_left_by_a_dead_worker_ends_by_itself(server):
    now = timezone.now()
    email = queued(status=None, scheduled_time=now + CLAIM, number_of_retries=0)
    assert send_email(email_id=email.pk, now=now) is None
    assert find_due_emails(now=now + CLAIM, limit=10) == [email.pk]
    assert send_email(email_id=email.pk, now=now + CLAIM).is_sent is True
    email.refresh_from_db()
    assert email.number_of_retries == 1


def test_a_slow_sender_does_not_undo_what_a_later_one_did(server_down, monkeypatch):
    email, now = queued(), timezone.now()

    def overtaken(email, connection):
        Email.objects.filter(pk=email.pk).update(status=STATUS.sent, scheduled_time=None)
        raise TimeoutError

    monkeypatch.setattr("checkout.outbox._hand_over", overtaken)
    send_email(email_id=email.pk, now=now)
    email.refresh_from_db()
    assert email.status == STATUS.sent


def test_what_was_sent_goes_again_under_a_new_name(server):
    email = queued()
    send_email(email_id=email.pk, now=timezone.now())
    email.refresh_from_db()
    resend_email(email=email)
    send_email(email_id=email.pk, now=timezone.now())
    assert len({message["Message-ID"] for message in server.received}) == 2


def test_what_is_being_sent_is_not_sent_beside():
    email = queued(status=None, scheduled_time=timezone.now() + CLAIM)
    with pytest.raises(CannotResend):
        resend_email(email=email)


@override_settings(EMAIL_BACKEND="post_office.EmailBackend")
def test_others_mails_take_the_same_road(server, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        EmailMessage("Confirm your address", "…", None, ["haneul@example.org"]).send()
        assert server.received == []
    assert [message["Subject"] for message in server.received] == ["Confirm your address"]


def command(*args) -> tuple[dict, int]:
    """What the command wrote, and how it ended."""
    out, code = StringIO(), 0
    try:
        call_command("send_queued_mail", "--format", "json", *args, stdout=out)
    except SystemExit as end:
        code = end.code
    return json.loads(out.getvalue()), code


def test_the_command_composes_and_sends(server):
    placed_order()
    queued()
    assert command() == ({"composed": 1, "sent": 2, "waiting": 0, "failed": 0}, 0)
    assert command() == ({"composed": 0, "sent": 0, "waiting": 0, "failed": 0}, 0)
    assert len(server.received) == 2


def test_the_command_speaks_to_people_too():
    out = StringIO()
    call_command("send_queued_mail", stdout=out)
    assert out.getvalue() == "0 composed, 0 sent, 0 waiting, 0 failed\n"


def test_the_command_says_when_something_could_not_go(server_down):
    queued()
    assert command() == ({"composed": 0, "sent": 0, "waiting": 1, "failed": 0}, 1)
    with override_settings(MAIL_MOST_TRIES=1):
        queued()
        assert command() == ({"composed": 0, "sent": 0, "waiting": 0, "failed": 1}, 1)


def test_one_mail_that_cannot_be_written_keeps_no_other_back(server, monkeypatch):
    bad, good = placed_order(), placed_order()
    write_letter = mails.write_letter

    def partly_broken(*, order, kind, occasion):
        if order == bad:
            raise ValueError
        return write_letter(order=order, kind=kind, occasion=occasion)

    monkeypatch.setattr("checkout.mails.write_letter", partly_broken)
    assert command() == ({"composed": 1, "sent": 1, "waiting": 0, "failed": 1}, 1)
    assert [message["Subject"] for message in server.received] == [f"Your order {good.number}"]


@pytest.mark.postgres
@pytest.mark.race
@pytest.mark.django_db(transaction=True)
class TestManyAtOnce:
    def test_one_of_ten_sends(self, server):
        email, now = queued(), timezone.now()
        attempts = all_at_once([lambda: send_email(email_id=email.pk, now=now)] * 10)
        assert attempts.count(None) == 9
        assert len(server.received) == 1

    def test_without_the_claim_all_would_send(self, server, monkeypatch):
        monkeypatch.setattr("checkout.outbox._claim", lambda email_id, now: True)
        email, now = queued(), timezone.now()
        all_at_once([lambda: send_email(email_id=email.pk, now=now)] * 4)
        assert len(server.received) == 4

    def test_one_of_ten_writes(self, server):
        museum()
        order = placed_order()
        owed = order.mails.get()
        order.mails.update(composed_at=None, email=None)
        Email.objects.all().delete()
        ids = all_at_once([lambda: compose_owed_mail(owed_id=owed.pk, now=timezone.now())] * 10)
        assert (ids.count(None), Email.objects.count()) == (9, 1)
