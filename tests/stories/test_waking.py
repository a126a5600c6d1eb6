"""A broker that is away neither fails nor delays what the shopper does."""

import time

import pytest
from celery import current_app
from celery.schedules import crontab
from django.core import mail
from django.test import override_settings
from post_office.models import Email

from checkout.tasks import send_owed_mail, send_queued_email, sweep_mail
from stories.waking import wake, wake_after_commit
from tests.factories.checkout import placed_order

pytestmark = pytest.mark.django_db


def test_an_order_stands_without_a_broker(broker_away, django_capture_on_commit_callbacks, caplog):
    started = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        order = placed_order()
    assert time.monotonic() - started < 5
    assert (order.status, mail.outbox, order.mails.count()) == ("confirmed", [], 1)
    said = [record.getMessage() for record in caplog.records if record.name == "stories.waking"]
    assert said == ["task checkout.send_owed_mail was not published (OperationalError)"]


def test_whoever_calls_learns_that_nobody_was_there(broker_away):
    assert wake("checkout.expire_orders") is False


def test_the_sweep_stops_when_nobody_can_be_called(broker_away, caplog):
    for _ in range(3):
        placed_order()
    caplog.clear()
    sweep_mail()
    assert [record.name for record in caplog.records].count("stories.waking") == 1


@override_settings(
    CELERY_TASK_ALWAYS_EAGER=False,
    EMAIL_HOST="127.0.0.1",
    EMAIL_PORT=9,
    POST_OFFICE={"BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}},
)
def test_a_worker_calls_itself_again_while_the_wait_is_short(broker_away, caplog):
    order = placed_order()
    caplog.clear()
    send_owed_mail(order.mails.get().pk)
    Email.objects.update(scheduled_time=None, number_of_retries=4)
    send_queued_email(Email.objects.get().pk)
    said = [record.getMessage() for record in caplog.records if record.name == "stories.waking"]
    assert said == ["task checkout.send_email was not published (OperationalError)"]
    assert Email.objects.get().logs.count() == 2


def test_the_worker_finds_its_tasks_by_name():
    names = (
        "accounts.send_text",
        "checkout.send_owed_mail",
        "checkout.send_email",
        "checkout.sweep_mail",
        "checkout.expire_orders",
    )
    assert [name for name in names if name not in current_app.tasks] == []


def test_beat_calls_only_what_there_is():
    # As a worker does when it starts; a web process knows only what it calls.
    current_app.loader.import_default_modules()
    planned = {entry["task"]: entry["schedule"] for entry in current_app.conf.beat_schedule.values()}
    assert planned == {
        "checkout.sweep_mail": 30,
        "accounts.sweep_texts": 20,
        "checkout.expire_orders": 60,
        "checkout.reconcile_payments": 60,
        "checkout.sweep_webhooks": 60,
        "checkout.purge_expired": 3600,
        "webhooks.sweep": 30,
        "products.mail_low_stock": crontab(hour=8, minute=0),
        "campaigns.follow_kept_stock": 60,
        "campaigns.follow_prices": crontab(hour=3, minute=20),
        "products.count_sales": 300,
        "products.recount_sales": crontab(hour=3, minute=40),
        "home.publish_scheduled": 60,
        "mailings.sweep": 15,
        "mailings.tell_restocked": 60,
        "mailings.remind_of_carts": 3600,
        "mailings.purge": 3600,
        "stories.write_down_reads": 30,
        "search.sweep": 30,
        "search.compare_index": 240,
        "search.repair": crontab(hour=4, minute=10),
    }
    assert [name for name in planned if name not in current_app.tasks] == []


def test_what_goes_wrong_after_commit_is_not_the_shoppers(caplog, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        wake_after_commit("nobody.knows_it", 1)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
