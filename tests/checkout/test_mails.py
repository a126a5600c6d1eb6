from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from post_office.models import STATUS, Email

from checkout import mails
from checkout.letters import Letter
from checkout.mails import compose_owed_mail, find_owed_mail, owe_order_mail
from checkout.models import OrderMail
from checkout.tasks import send_owed_mail, sweep_mail
from tests.factories.checkout import NOW, placed_order

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=1)


def owed_by(order) -> OrderMail:
    return order.mails.get(kind="order_confirmation")


def test_an_order_owes_its_confirmation_until_a_worker_writes_it():
    order = placed_order()
    assert (owed_by(order).composed_at, owed_by(order).email) == (None, None)
    compose_owed_mail(owed_id=owed_by(order).pk, now=SOON)
    owed = owed_by(order)
    assert owed.composed_at == SOON
    assert owed.email.to == ["haneul@example.org"]
    assert owed.email.from_email == "Impact Museum <museum@example.org>"
    assert owed.email.subject == f"Your order {order.number}"
    assert owed.email.status == STATUS.queued
    assert owed.email.message_id.endswith("@testserver>")


def test_twice_composed_is_one_mail():
    owed = owed_by(placed_order())
    first = compose_owed_mail(owed_id=owed.pk, now=SOON)
    assert compose_owed_mail(owed_id=owed.pk, now=SOON) is None
    assert list(Email.objects.values_list("pk", flat=True)) == [first]


def test_whoever_is_slower_writes_nothing(monkeypatch):
    owed, write_letter = owed_by(placed_order()), mails.write_letter

    def overtaken(**kwargs) -> Letter:
        OrderMail.objects.filter(pk=owed.pk).update(composed_at=NOW)
        return write_letter(**kwargs)

    monkeypatch.setattr("checkout.mails.write_letter", overtaken)
    assert compose_owed_mail(owed_id=owed.pk, now=SOON) is None
    assert Email.objects.count() == 0


def test_the_task_run_twice_sends_one_mail():
    order = placed_order()
    for _ in range(2):
        send_owed_mail(owed_by(order).pk)
    assert [message.subject for message in mail.outbox] == [f"Your order {order.number}"]
    assert owed_by(order).email.status == STATUS.sent


def test_a_mail_whose_row_is_gone_is_nobodys_trouble():
    send_owed_mail(0)
    assert mail.outbox == []


def test_nothing_is_written_twice_when_the_first_was_purged():
    order = placed_order()
    send_owed_mail(owed_by(order).pk)
    Email.objects.all().delete()
    sweep_mail()
    assert len(mail.outbox) == 1
    assert find_owed_mail(now=SOON, limit=10) == []


def test_the_sweep_writes_what_nobody_was_called_to():
    orders = [placed_order(), placed_order()]
    sweep_mail()
    assert sorted(message.subject for message in mail.outbox) == sorted(
        f"Your order {o.number}" for o in orders
    )
    sweep_mail()
    assert len(mail.outbox) == 2


def test_the_mail_goes_out_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        order = placed_order()
        assert mail.outbox == []
    assert [message.subject for message in mail.outbox] == [f"Your order {order.number}"]


def test_an_order_rolled_back_leaves_no_mail(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        placed_order()
        transaction.set_rollback(True)
    assert (mail.outbox, OrderMail.objects.count()) == ([], 0)


def test_a_mail_that_cannot_be_written_fails_no_order(django_capture_on_commit_callbacks, monkeypatch):
    def broken(**kwargs) -> Letter:
        raise ValueError("the template is broken")

    monkeypatch.setattr("checkout.mails.write_letter", broken)
    with django_capture_on_commit_callbacks(execute=True):
        order = placed_order()
    assert (order.status, mail.outbox, owed_by(order).composed_at) == ("confirmed", [], None)
    monkeypatch.undo()
    sweep_mail()
    assert len(mail.outbox) == 1


def test_what_could_not_be_written_for_a_week_is_left_to_staff():
    owed = owed_by(placed_order())
    week = timedelta(days=7)
    assert find_owed_mail(now=owed.created_at + week - timedelta(seconds=1), limit=10) == [owed.pk]
    assert find_owed_mail(now=owed.created_at + week, limit=10) == []


def test_another_occasion_is_another_mail():
    order = placed_order()
    owe_order_mail(order=order, kind="order_shipped", occasion="second parcel")
    assert order.mails.count() == 2
