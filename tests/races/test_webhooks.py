"""Many workers at one delivery: the endpoint is told once."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories.webhooks import endpoint
from tests.races.buyers import all_at_once
from tests.webhooks.receiver import Receiver
from webhooks.announcing import announce
from webhooks.calls import post
from webhooks.delivering import CannotSendAgain, deliver, send_again
from webhooks.models import OutgoingDelivery

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.postgres]
WORKERS = 8
ROUNDS = 5


def owe(server: Receiver) -> int:
    if not OutgoingDelivery.objects.exists():
        endpoint(server.url)
    # Nobody is called to it: the test calls its own workers.
    announce(event="order.placed", read_data=lambda: {"number": "IM-1"}, now=timezone.now())
    pk = OutgoingDelivery.objects.order_by("-pk")[0].pk
    OutgoingDelivery.objects.filter(pk=pk).update(
        status="pending", attempts=0, next_attempt_at=timezone.now()
    )
    server.received.clear()
    return pk


def worker(pk: int):
    def work():
        try:
            return deliver(delivery_id=pk, now=timezone.now())
        finally:
            connection.close()

    return work


def test_many_workers_deliver_once():
    with Receiver() as server:
        for _ in range(ROUNDS):
            pk = owe(server)
            answers = all_at_once([worker(pk)] * WORKERS)
            assert sorted(answers, key=str) == [None] * (WORKERS - 1) + [True]
            assert len(server.received) == 1
            delivery = OutgoingDelivery.objects.get(pk=pk)
            assert (delivery.status, delivery.attempts, delivery.claimed_until) == ("sent", 1, None)


def test_without_the_claim_they_would_not():
    """The control: who looks whether it is due, sends it, and only then writes that down, sends it twice."""
    looked = threading.Barrier(2, timeout=30)

    def careless(pk):
        def work():
            try:
                delivery = OutgoingDelivery.objects.select_related("endpoint").get(pk=pk, status="pending")
                looked.wait()
                code = post(url=delivery.endpoint.url, headers={}, content=b"{}", seconds=10)
                OutgoingDelivery.objects.filter(pk=pk).update(status="sent")
                return code
            finally:
                connection.close()

        return work

    with Receiver() as server:
        assert all_at_once([careless(owe(server))] * 2) == [200, 200]
        assert len(server.received) == 2


def test_sending_again_beside_a_worker_is_sent_once_for_each_time_it_was_owed():
    """Staff press the button while it is under way: they are refused, or it is owed a second time."""

    def press(pk):
        def work():
            try:
                send_again(delivery=OutgoingDelivery.objects.get(pk=pk), now=timezone.now())
            except CannotSendAgain:
                return 0
            finally:
                connection.close()
            return 1

        return work

    with Receiver() as server:
        for _ in range(ROUNDS):
            pk = owe(server)
            *_answers, owed_again = all_at_once([worker(pk)] * 3 + [press(pk)])
            worker(pk)()
            assert OutgoingDelivery.objects.get(pk=pk).status == "sent"
            assert 1 <= len(server.received) <= 1 + owed_again
