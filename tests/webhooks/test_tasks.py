import pytest
from celery import current_app
from django.utils import timezone

from tests.factories.webhooks import endpoint
from tests.webhooks.receiver import Receiver
from webhooks.announcing import announce
from webhooks.models import OutgoingDelivery
from webhooks.tasks import deliver_webhook, sweep_webhooks

pytestmark = pytest.mark.django_db


def states() -> list[str]:
    return list(OutgoingDelivery.objects.order_by("pk").values_list("status", flat=True))


def test_a_worker_is_called_once_it_is_committed(django_capture_on_commit_callbacks):
    with Receiver() as server:
        endpoint(server.url)
        with django_capture_on_commit_callbacks(execute=True):
            announce(event="order.placed", read_data=dict, now=timezone.now())
            assert server.received == []
        assert (states(), len(server.received)) == (["sent"], 1)


def test_twice_is_once():
    with Receiver() as server:
        endpoint(server.url)
        announce(event="order.placed", read_data=dict, now=timezone.now())
        for _ in range(2):
            deliver_webhook(OutgoingDelivery.objects.get().pk)
        assert len(server.received) == 1


def test_the_sweep_finds_what_nobody_was_called_to():
    with Receiver() as server:
        endpoint(server.url)
        for _ in range(3):
            announce(event="order.placed", read_data=dict, now=timezone.now())
        sweep_webhooks()
        assert (states(), len(server.received)) == (["sent"] * 3, 3)
        sweep_webhooks()
        assert len(server.received) == 3


def test_what_is_owed_to_an_endpoint_that_is_off_waits():
    with Receiver() as server:
        partner = endpoint(server.url)
        announce(event="order.placed", read_data=dict, now=timezone.now())
        partner.is_active = False
        partner.save()
        sweep_webhooks()
        assert (states(), server.received) == (["pending"], [])
        partner.is_active = True
        partner.save()
        sweep_webhooks()
        assert (states(), len(server.received)) == (["sent"], 1)


def test_a_delivery_that_is_gone_is_no_error():
    deliver_webhook(1)


def test_the_worker_finds_its_tasks_by_name():
    assert {"webhooks.deliver", "webhooks.sweep"} <= set(current_app.tasks)
