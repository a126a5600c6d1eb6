"""Addresses at which nobody reads: from the server's answer at once, and from its report afterwards."""

import json
from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO, StringIO
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.management import call_command
from post_office.models import Email, EmailTemplate

from checkout.mail_watch import find_refused
from checkout.tasks import sweep_mail
from mailings.models import Bounce
from mailings.purging import purge_letters
from mailings.rounds import Round, go_round
from tests.factories.checkout import placed_order
from tests.factories.mailings import NOW, begun, reader
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db

REPORT = """\
From: MAILER-DAEMON@mail.example
To: museum@example.org
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 nobody lives here

--b--
"""


@pytest.fixture
def report(tmp_path):
    def run(address: str = "Gone@Example.org", action: str = "failed", status: str = "5.1.1") -> dict:
        file, out = tmp_path / "report.eml", StringIO()
        file.write_text(REPORT.format(address=address, action=action, status=status))
        call_command("record_bounce", str(file), "--format", "json", stdout=out)
        return json.loads(out.getvalue())

    return run


@pytest.fixture
def refusing(settings):
    settings.POST_OFFICE = {"BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}}
    with MailServer() as server:
        server.refuses = True
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = ""
        yield server


class TestAtOnce:
    def test_an_address_nobody_reads_at_is_tried_once(self, refusing, clock):
        user = reader()
        mailing = begun()
        assert go_round(clock=clock) == Round(queued=1, failed=1)
        assert list(Bounce.objects.values_list("address", "reason")) == [
            (user.email, "550 5.1.1 nobody lives here")
        ]
        assert list(mailing.recipients.values_list("state", flat=True)) == ["bounced"]
        begun()
        assert go_round(clock=clock) == Round()

    def test_of_an_order_it_is_told_but_tried_again(self, refusing):
        placed_order(email="gone@example.org")
        sweep_mail()
        assert (Bounce.objects.get().address, Email.objects.get().get_status_display()) == (
            "gone@example.org",
            "requeued",
        )

    @pytest.mark.parametrize(
        ("answer", "is_hard"),
        [
            ((550, b"5.1.1 no such user"), True),
            ((553, b"5.1.3 no such name"), True),
            ((550, b"relay not permitted"), False),
            ((550, b"5.1.8 bad sender"), False),
            ((550, b"5.4.5 over quota"), False),
            ((550, b"5.7.1 you look like spam"), False),
            ((550, b"5.2.2 mailbox full"), False),
            ((450, b"later"), False),
            ((552, b"too large"), False),
        ],
    )
    def test_which_answers_are_about_the_address(self, answer, is_hard):
        error = SMTPRecipientsRefused({"a@example.org": answer})
        assert list(find_refused(error)) == (["a@example.org"] if is_hard else [])

    def test_a_broken_line_says_nothing_of_the_address(self):
        assert find_refused(SMTPServerDisconnected("gone")) == {}


class TestByReport:
    def test_it_is_kept_once(self, report, clock):
        reader(email="gone@example.org")
        mailing = begun()
        go_round(clock=clock)
        assert (report(), report()) == ({"noted": 1}, {"noted": 0})
        kept = Bounce.objects.get()
        assert (kept.address, kept.reason) == ("gone@example.org", "5.1.1 550 5.1.1 nobody lives here")
        assert list(mailing.recipients.values_list("state", flat=True)) == ["bounced"]

    @pytest.mark.parametrize(
        "facts",
        [
            {"action": "delayed"},
            {"status": "4.4.1"},
            {"status": "5.7.1"},
            {"status": "5.2.2"},
            {"address": ""},
        ],
    )
    def test_what_may_pass_is_not(self, report, facts):
        assert report(**facts) == {"noted": 0}

    def test_another_message_changes_nothing(self, monkeypatch):
        message = EmailMessage()
        message["Subject"] = "I am away"
        message.set_content("Until Monday.")

        class Input:
            buffer = BytesIO(message.as_bytes())

        out = StringIO()
        monkeypatch.setattr("sys.stdin", Input)
        call_command("record_bounce", stdout=out)
        assert out.getvalue() == "0 noted\n"

    def test_it_can_be_forgotten(self, report):
        report()
        out = StringIO()
        call_command("record_bounce", "--forget", "gone@example.org", stdout=out)
        assert (out.getvalue(), Bounce.objects.count()) == ("1 forgotten\n", 0)


def test_without_beat_a_command_sends():
    reader()
    begun()
    out = StringIO()
    call_command("send_mailings", "--format", "json", stdout=out)
    assert json.loads(out.getvalue()) == {
        "restocked": 0,
        "reminders": 0,
        "queued": 1,
        "skipped": 0,
        "sent": 1,
        "failed": 0,
        "purged": 0,
    }


def test_letters_of_a_week_ago_are_forgotten_and_that_they_were_sent_is_not(clock):
    reader()
    mailing = begun()
    go_round(clock=clock)
    week = Email.objects.get().created + timedelta(days=7)
    assert (purge_letters(now=week), purge_letters(now=week + timedelta(seconds=1))) == (0, 1)
    Email.objects.all().delete()
    EmailTemplate.objects.update(created=NOW)
    purge_letters(now=week)
    assert (EmailTemplate.objects.count(), mailing.recipients.get().state) == (0, "sent")
