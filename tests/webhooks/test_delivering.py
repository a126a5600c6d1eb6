import socket
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from standardwebhooks import Webhook

from tests.factories.webhooks import endpoint
from tests.webhooks.receiver import Receiver
from webhooks.announcing import announce
from webhooks.delivering import (
    CLAIM,
    CannotSendAgain,
    EndpointIsOff,
    deliver,
    find_due_deliveries,
    send_again,
    send_failed_again,
    send_test_message,
)
from webhooks.models import OutgoingDelivery, OutgoingMessage

pytestmark = pytest.mark.django_db


def owed(now):
    announce(event="order.placed", read_data=lambda: {"number": "IM-1"}, now=now)
    return OutgoingDelivery.objects.get()


def test_nothing_is_written_when_nobody_asked():
    endpoint("http://127.0.0.1:9/", events=("order.paid",))
    endpoint("http://127.0.0.1:9/", is_active=False)
    announce(event="order.placed", read_data=dict, now=timezone.now())
    assert OutgoingMessage.objects.count() == 0


def test_the_signature_is_the_standard_one():
    now = timezone.now()
    with Receiver() as server:
        partner = endpoint(server.url)
        delivery = owed(now)
        assert deliver(delivery_id=delivery.pk, now=now) is True
        assert deliver(delivery_id=delivery.pk, now=now) is None
    ((headers, body),) = server.received
    assert Webhook(partner.secret).verify(body, headers) == {
        "type": "order.placed",
        "timestamp": now.isoformat(),
        "data": {"number": "IM-1"},
    }


@pytest.mark.parametrize("answer", [302, 500])
def test_what_is_not_taken_waits_longer_and_is_given_up(answer):
    now = timezone.now()
    with Receiver(answer) as server:
        endpoint(server.url)
        pk = owed(now).pk
        for wait in (60, 300, 1500, 7500, 37500, 43200, 43200):
            assert deliver(delivery_id=pk, now=now) is False
            again = OutgoingDelivery.objects.get().next_attempt_at - now
            assert timedelta(seconds=wait) <= again <= timedelta(seconds=wait * 1.1)
            now += again
        assert find_due_deliveries(now=now, limit=5) == [pk]
        deliver(delivery_id=pk, now=now)
        given_up = OutgoingDelivery.objects.get()
        assert (given_up.status, given_up.attempts, given_up.last_status_code) == ("failed", 8, answer)
        server.answer = 204
        send_again(delivery=given_up, now=now)
        assert deliver(delivery_id=pk, now=now) is True
    assert len({headers["webhook-id"] for headers, _ in server.received}) == 1
    assert len(server.received) == 9


def test_an_endpoint_that_is_gone_is_called_no_more():
    now = timezone.now()
    with Receiver(410) as server:
        partner = endpoint(server.url)
        deliver(delivery_id=owed(now).pk, now=now)
    partner.refresh_from_db()
    assert (partner.is_active, OutgoingDelivery.objects.get().status) == (False, "failed")


def test_a_server_that_drips_is_left_in_time(settings):
    settings.WEBHOOK_TIMEOUT_SECONDS = 0.5
    now = timezone.now()
    with Receiver(drips=True) as server:
        endpoint(server.url)
        delivery = owed(now)
        started = time.monotonic()
        assert deliver(delivery_id=delivery.pk, now=now) is False
    assert time.monotonic() - started < 2


def test_a_private_address_is_refused_at_the_moment_of_sending(settings):
    settings.WEBHOOK_ALLOW_PRIVATE = False
    now = timezone.now()
    endpoint("https://127.0.0.1/")
    deliver(delivery_id=owed(now).pk, now=now)
    assert OutgoingDelivery.objects.get().last_error == (
        "Only public addresses can be called; 127.0.0.1 is one of a private network."
    )


def test_a_claim_whose_holder_died_ends_by_itself():
    now = timezone.now()
    with Receiver() as server:
        endpoint(server.url)
        pk = owed(now).pk
        OutgoingDelivery.objects.update(status="sending", claimed_until=now + CLAIM, attempts=1)
        almost = now + CLAIM - timedelta(seconds=1)
        assert find_due_deliveries(now=almost, limit=5) == []
        assert deliver(delivery_id=pk, now=almost) is None
        assert find_due_deliveries(now=now + CLAIM, limit=5) == [pk]
        assert deliver(delivery_id=pk, now=now + CLAIM) is True
    assert (len(server.received), OutgoingDelivery.objects.get().attempts) == (1, 2)


def test_a_sender_that_outlived_its_claim_undoes_nothing(monkeypatch):
    """While it looks for the endpoint another one takes over: what that one wrote stands."""
    now = timezone.now()
    taken_over = {"status": "sending", "claimed_until": now + 2 * CLAIM, "attempts": 2}
    endpoint("http://partner.test/")
    pk = owed(now).pk

    def look_up(*args, **kwargs):
        OutgoingDelivery.objects.update(**taken_over)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert deliver(delivery_id=pk, now=now) is False
    assert OutgoingDelivery.objects.values(*taken_over).get() == taken_over


def test_what_is_being_sent_is_not_sent_beside():
    now = timezone.now()
    endpoint("http://127.0.0.1:9/")
    delivery = owed(now)
    OutgoingDelivery.objects.update(status="sending", claimed_until=now + CLAIM)
    with pytest.raises(CannotSendAgain):
        send_again(delivery=delivery, now=now)


def test_all_that_was_given_up_waits_again():
    now = timezone.now()
    one, other = endpoint("http://127.0.0.1:9/"), endpoint("http://127.0.0.1:9/")
    for _ in range(2):
        announce(event="order.placed", read_data=dict, now=now)
    OutgoingDelivery.objects.update(status="failed", attempts=8, next_attempt_at=None)
    sent = OutgoingDelivery.objects.filter(endpoint=other).order_by("pk")[0]
    OutgoingDelivery.objects.filter(pk=sent.pk).update(status="sent")
    assert send_failed_again(now=now) == {one: 2, other: 1}
    assert send_failed_again(now=now) == {}
    rows = OutgoingDelivery.objects.exclude(pk=sent.pk)
    assert set(rows.values_list("status", "attempts", "next_attempt_at")) == {("pending", 0, now)}
    sent.refresh_from_db()
    assert (sent.status, sent.attempts) == ("sent", 8)


def test_a_test_message_goes_to_one_endpoint_whatever_it_asked_for():
    now = timezone.now()
    with Receiver() as server:
        partner = endpoint(server.url, events=("order.paid",))
        endpoint("http://127.0.0.1:9/")
        message = send_test_message(endpoint=partner, now=now)
        delivery = message.deliveries.get()
        assert deliver(delivery_id=delivery.pk, now=now) is True
    ((headers, body),) = server.received
    assert Webhook(partner.secret).verify(body, headers) == {
        "type": "ping",
        "timestamp": now.isoformat(),
        "data": {"endpoint": "Partner"},
    }


def test_an_endpoint_that_is_off_is_not_tested():
    with pytest.raises(EndpointIsOff):
        send_test_message(endpoint=endpoint("http://127.0.0.1:9/", is_active=False), now=timezone.now())
    assert OutgoingMessage.objects.count() == 0
