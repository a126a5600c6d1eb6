"""A mailing goes out: once to each, in rounds, as fast as it may, and to nobody who has changed their mind."""

from datetime import timedelta

import pytest
from django.core import mail
from post_office.models import Email, EmailTemplate

from accounts.consents import withdraw_consent
from checkout.outbox import CLAIM, find_due_emails, send_email
from checkout.tasks import sweep_mail
from mailings import audiences, rounds
from mailings.audiences import fill_recipients
from mailings.life import CannotDo, pause, resume, schedule, send_now, stop, take_back
from mailings.models import Mailing, SendersTurn
from mailings.queueing import queue_batch
from mailings.rounds import TURN, Round, go_round
from tests.factories.checkout import placed_order
from tests.factories.mailings import NEWS, NOW, begun, draft, reader

pytestmark = pytest.mark.django_db


def states(mailing: Mailing) -> dict[str, int]:
    rows = list(mailing.recipients.values_list("state", flat=True))
    return {state: rows.count(state) for state in sorted(set(rows))}


def queued(mailing: Mailing, clock) -> Mailing:
    """Its e-mails wait in the queue, handed over to nobody."""
    fill_recipients(mailing=mailing, now=clock())
    assert queue_batch(mailing_id=mailing.pk, now=clock(), limit=100) is not None
    mailing.refresh_from_db()
    return mailing


class TestARound:
    def test_to_everybody_once(self, clock):
        people = [reader() for _ in range(3)]
        reader(wants_news=False)
        mailing = draft()
        send_now(mailing=mailing, now=clock())
        go_round(clock=clock)
        assert go_round(clock=clock) == Round()
        assert sorted(message.to[0] for message in mail.outbox) == sorted(user.email for user in people)
        mailing.refresh_from_db()
        assert (mailing.status, states(mailing)) == ("sent", {"sent": 3})

    def test_many_are_written_down_over_some_rounds(self, clock, monkeypatch):
        """Two of five in each: time is up at the second look."""
        monkeypatch.setattr(audiences, "AT_ONCE", 2)
        monkeypatch.setattr(rounds, "FILLING", timedelta(milliseconds=3))
        *_others, last = [reader() for _ in range(5)]
        mailing, sent = begun(), []
        for number in range(3):
            if number == 2:
                withdraw_consent(user=last, kind=NEWS, now=clock())
            sent.append(go_round(clock=clock).sent)
            mailing.refresh_from_db()
            sent.append(mailing.status)
            clock.pass_by(seconds=15)
        assert sent == [2, "sending", 2, "sending", 0, "sent"]
        assert len({message.to[0] for message in mail.outbox}) == mailing.recipients.count() == 4

    def test_one_text_for_all_and_a_link_for_each(self, clock):
        first, second = reader(), reader()
        begun(subject="{{ 7 }} new {% rooms %}", body=[("text", "<p>{{ stop }} {# not a comment #}</p>")])
        go_round(clock=clock)
        assert EmailTemplate.objects.count() == 1
        assert {message.subject for message in mail.outbox} == {"{{ 7 }} new {% rooms %}"}
        links = {
            message.to[0]: message.extra_headers["List-Unsubscribe"].strip("<>") for message in mail.outbox
        }
        assert len(set(links.values())) == 2
        for message in mail.outbox:
            html = message.alternatives[0].content
            own = links[message.to[0]]
            for text in (message.body, html):
                assert (own in text, "{{ stop }} {# not a comment #}" in text) == (True, True)
            headers = {
                name: message.extra_headers[name]
                for name in ("List-Unsubscribe-Post", "Precedence", "Auto-Submitted")
            }
            assert headers == {
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Precedence": "bulk",
                "Auto-Submitted": "auto-generated",
            }
        assert set(links) == {first.email, second.email}

    def test_the_link_stops_the_news(self, client, clock):
        reader()
        begun()
        go_round(clock=clock)
        link = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
        assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
        begun()
        assert go_round(clock=clock) == Round()

    @pytest.mark.parametrize(
        ("seconds", "within", "sent"),
        [(15, 15, [2, 2, 2, 2, 2]), (5, 15, [2, 2, 2, 2, 0]), (60, 60, [8, 8, 4])],
        ids=["by beat", "by a hasty one", "by hand each minute"],
    )
    def test_so_many_a_minute(self, clock, settings, seconds, within, sent):
        settings.MAILINGS_PER_MINUTE = 8
        for _ in range(20):
            reader()
        begun()
        rounds = []
        for _ in sent:
            rounds.append(go_round(clock=clock, within=timedelta(seconds=within)).sent)
            clock.pass_by(seconds=seconds)
        assert rounds == sent

    def test_one_at_a_time_until_the_turn_is_over(self, clock):
        reader()
        begun()
        SendersTurn.objects.create(pk=1, until=clock() + TURN)
        assert go_round(clock=clock) is None
        clock.pass_by(seconds=TURN.total_seconds())
        assert go_round(clock=clock).sent == 1

    def test_what_a_dead_worker_had_queued_goes_out(self, clock):
        reader()
        queued(begun(), clock)
        assert go_round(clock=clock) == Round(sent=1)

    def test_what_a_dead_worker_had_in_its_hand_goes_out_when_its_claim_is_over(self, clock):
        reader()
        queued(begun(), clock)
        Email.objects.update(status=None, scheduled_time=clock() + CLAIM)
        assert go_round(clock=clock).sent == 0
        clock.pass_by(seconds=CLAIM.total_seconds())
        assert go_round(clock=clock).sent == 1

    def test_queries_do_not_grow_with_its_readers(self, clock, django_assert_max_num_queries):
        for _ in range(20):
            reader()
        with django_assert_max_num_queries(33):
            queued(begun(), clock)

    def test_a_server_that_is_away(self, clock, settings):
        settings.POST_OFFICE = {"BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}}
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        reader()
        mailing = begun()
        assert go_round(clock=clock) == Round(queued=1, failed=1)
        mailing.refresh_from_db()
        assert (mailing.status, states(mailing), Email.objects.get().status) == ("sending", {"queued": 1}, 3)


class TestAtTheLastMoment:
    def test_whoever_changes_their_mind_before_it_is_written(self, clock):
        user = reader()
        mailing = begun()
        fill_recipients(mailing=mailing, now=clock())
        withdraw_consent(user=user, kind=NEWS, now=clock())
        assert go_round(clock=clock) == Round(skipped=1)
        assert (Email.objects.count(), states(mailing)) == (0, {"skipped": 1})

    @pytest.mark.parametrize("road", ["round", "by hand"])
    def test_whoever_changes_their_mind_before_it_is_handed_over(self, clock, road):
        user = reader()
        mailing = queued(begun(), clock)
        withdraw_consent(user=user, kind=NEWS, now=clock())
        if road == "by hand":
            send_email(email_id=Email.objects.get().pk, now=clock())
        go_round(clock=clock)
        assert (mail.outbox, Email.objects.count(), states(mailing)) == ([], 0, {"skipped": 1})


class TestPauseAndStop:
    def test_paused_nothing_goes_out_and_resumed_it_goes_on(self, clock):
        reader()
        mailing = queued(begun(), clock)
        pause(mailing=mailing)
        go_round(clock=clock)
        assert (mail.outbox, states(mailing)) == ([], {"queued": 1})
        assert Email.objects.get().number_of_retries is None
        resume(mailing=mailing)
        clock.pass_by(seconds=61)
        go_round(clock=clock)
        assert (len(mail.outbox), states(mailing)) == (1, {"sent": 1})

    def test_stopped_it_is_over(self, clock):
        reader()
        mailing = queued(begun(), clock)
        stop(mailing=mailing, now=clock())
        go_round(clock=clock)
        assert (mail.outbox, Email.objects.count(), states(mailing)) == ([], 0, {"skipped": 1})
        assert mailing.status == "stopped"
        with pytest.raises(CannotDo):
            resume(mailing=mailing)

    def test_stopped_while_one_is_being_sent(self, clock):
        reader()
        mailing = queued(begun(), clock)
        Email.objects.update(status=None, scheduled_time=clock() + CLAIM)
        stop(mailing=mailing, now=clock())
        Email.objects.update(status=0)
        go_round(clock=clock)
        assert states(mailing) == {"sent": 1}


class TestSchedule:
    def test_it_begins_by_itself(self, clock):
        reader()
        mailing = draft()
        schedule(mailing=mailing, at=NOW + timedelta(hours=1), now=clock())
        assert go_round(clock=clock) == Round()
        clock.pass_by(hours=1)
        assert go_round(clock=clock).sent == 1
        mailing.refresh_from_db()
        assert mailing.status == "sent"

    def test_it_can_be_taken_back(self, clock):
        mailing = draft()
        schedule(mailing=mailing, at=NOW + timedelta(hours=1), now=clock())
        take_back(mailing=mailing)
        assert (mailing.status, mailing.send_at) == ("draft", None)

    def test_neither_in_the_past_nor_empty(self, clock):
        with pytest.raises(CannotDo, match="That time is over"):
            schedule(mailing=draft(), at=NOW, now=clock())
        with pytest.raises(CannotDo, match="nothing in this letter"):
            send_now(mailing=draft(body=[]), now=clock())

    def test_begun_twice_is_begun_once(self, clock):
        mailing, same = draft(), Mailing.objects.get()
        send_now(mailing=mailing, now=clock())
        with pytest.raises(CannotDo, match="Somebody was faster"):
            send_now(mailing=same, now=clock())


def test_the_shops_own_mails_do_not_wait_for_it(clock):
    reader()
    queued(begun(), clock)
    patient = Email.objects.get().pk
    placed_order()
    assert patient not in find_due_emails(now=clock(), limit=10)
    sweep_mail()
    assert [message.subject.startswith("Your order") for message in mail.outbox] == [True]
