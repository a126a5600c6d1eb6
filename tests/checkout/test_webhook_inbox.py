from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from checkout.models import Order, WebhookDelivery
from checkout.payments.provider import BadWebhook
from checkout.sandbox_server.faults import Faults
from checkout.settlement import start_payment
from checkout.webhook_inbox import UnknownProvider, find_waiting_webhooks, keep_webhook, process_webhook
from tests.factories.checkout import placed_order

pytestmark = pytest.mark.django_db
DOOR = "/payments/webhooks/sandbox/"


@pytest.fixture
def paid_there(sandbox):
    """An order whose payment the provider took, and its message about it."""
    now = timezone.now()
    order = placed_order(payment_method="sandbox", now=now)
    payment = start_payment(payment=order.last_attempt, now=now)
    sandbox.pay(payment.provider_ref)
    return order, sandbox.messages[-1]


def post(message, *, body=None, path=DOOR, **changes):
    headers = {**message.headers(timezone.now()), **changes}
    content_type = headers.pop("Content-Type")
    return Client().post(path, message.body if body is None else body, content_type, headers=headers)


def kept(message) -> WebhookDelivery:
    now = timezone.now()
    return keep_webhook(provider="sandbox", body=message.body, headers=message.headers(now), now=now)


def test_a_message_is_kept_answered_and_acted_on(paid_there, django_capture_on_commit_callbacks):
    order, message = paid_there
    with django_capture_on_commit_callbacks(execute=True):
        answer = post(message)
    assert (answer.status_code, answer.json()) == (200, {"received": True})
    delivery = WebhookDelivery.objects.get()
    assert (delivery.event_id, delivery.kind, delivery.outcome, delivery.attempts) == (
        message.id,
        "intent.captured",
        "settled",
        1,
    )
    assert (delivery.processed_at is None, delivery.body) == (False, "")
    order.refresh_from_db()
    assert order.status == "paid"


def test_it_is_answered_before_anybody_asks_the_provider(paid_there, sandbox):
    _order, message = paid_there
    sandbox.faults = Faults(hang=True)
    assert post(message).status_code == 200
    delivery = WebhookDelivery.objects.get()
    assert (delivery.processed_at, delivery.body) == (None, message.body.decode())


def test_a_repeated_message_is_one_row(paid_there):
    _order, message = paid_there
    assert [post(message).status_code for _ in range(3)] == [200, 200, 200]
    assert WebhookDelivery.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"webhook-signature": "v1,AAAA"}, 400),
        ({"webhook-signature": ""}, 400),
        ({"webhook-timestamp": "0"}, 400),
        ({"webhook-id": "another"}, 400),
        ({"body": b'{"type":"x","data":{"id":"y"}}'}, 400),
        ({"body": b""}, 400),
        ({"body": b"x" * (256 * 1024 + 1)}, 413),
        ({"path": "/payments/webhooks/bank_transfer/"}, 404),
        ({"path": "/payments/webhooks/nobody/"}, 404),
    ],
)
def test_what_is_not_the_providers_is_refused_and_not_kept(paid_there, change, status):
    _order, message = paid_there
    answer = post(message, **change)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
    assert WebhookDelivery.objects.count() == 0


def test_the_door_takes_posts_only():
    assert Client().get(DOOR).status_code == 405


def test_a_message_about_nothing_of_ours_is_closed_as_such(paid_there, sandbox):
    _order, message = paid_there
    delivery = kept(message)
    WebhookDelivery.objects.update(ref="int_of_somebody_else")
    delivery.refresh_from_db()
    process_webhook(delivery=delivery, now=timezone.now())
    delivery.refresh_from_db()
    assert (delivery.outcome, Order.objects.get().status) == ("unknown", "pending_payment")


def test_a_message_alone_pays_nothing(sandbox):
    now = timezone.now()
    order = placed_order(payment_method="sandbox", now=now)
    payment = start_payment(payment=order.last_attempt, now=now)
    sandbox.fail(payment.provider_ref)
    message = sandbox.messages[-1]
    process_webhook(delivery=kept(message), now=timezone.now())
    assert (Order.objects.get().status, order.last_attempt.status) == ("pending_payment", "failed")


def test_without_an_answer_it_waits_and_is_found_again(paid_there, sandbox, settings):
    settings.PAYMENT_TIMEOUT_SECONDS = 0.3
    order, message = paid_there
    delivery = kept(message)
    sandbox.faults = Faults(unavailable=True)
    now = timezone.now()
    process_webhook(delivery=delivery, now=now)
    assert find_waiting_webhooks(now=now, limit=5) == [delivery.pk]
    assert find_waiting_webhooks(now=now + timedelta(days=3, seconds=1), limit=5) == []
    sandbox.faults = Faults()
    process_webhook(delivery=delivery, now=now)
    order.refresh_from_db()
    assert (order.status, find_waiting_webhooks(now=now, limit=5)) == ("paid", [])


def test_the_rule_says_why(sandbox):
    now = timezone.now()
    with pytest.raises(UnknownProvider):
        keep_webhook(provider="cash_on_delivery", body=b"", headers={}, now=now)
    with pytest.raises(BadWebhook):
        keep_webhook(provider="sandbox", body=b"{}", headers={}, now=now)
