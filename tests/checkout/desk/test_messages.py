"""The list of what payment providers told the shop."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from checkout.desk.messages import AGAIN
from checkout.models import WebhookDelivery
from checkout.settlement import start_payment
from checkout.webhook_inbox import process_again
from tests.factories.checkout import NOW, placed_order
from tests.factories.museum import museum
from tests.products.desk import member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _operator(client):
    museum()
    client.force_login(member("operator", "checkout.view_order", "checkout.change_order"))


def message(event_id: str, **facts) -> WebhookDelivery:
    standard = {"provider": "sandbox", "kind": "intent.captured", "ref": "int_1", "body": ""}
    return WebhookDelivery.objects.create(**(standard | {"received_at": NOW} | facts), event_id=event_id)


def listed(client, **asked) -> list[str]:
    page = client.get(reverse("provider_messages"), asked)
    return [row.event_id for row in page.context["object_list"]]


def test_it_shows_the_columns_newest_first(client):
    message("old", attempts=3)
    young = message(
        "young", received_at=NOW + timedelta(hours=1), processed_at=NOW + timedelta(hours=2), outcome="failed"
    )
    page = client.get(reverse("provider_messages"))
    assert [row.event_id for row in page.context["object_list"]] == ["young", "old"]
    cells = [column.get_value(young) for column in page.context["table"].columns.values()]
    assert cells[:-1] == [
        "young",
        "Card (test payment)",
        "intent.captured",
        "int_1",
        "2026-03-02 15:30",
        "2026-03-02 16:30",
        0,
        "Could not be settled",
    ]


def test_each_filter_narrows(client):
    now = timezone.now()
    message("waits", received_at=now)
    message("given up")
    for outcome in ("settled", "unchanged", "unknown", "failed"):
        message(outcome, outcome=outcome, processed_at=NOW, provider="stripe", received_at=NOW)
    assert listed(client, state="open") == ["waits", "failed", "given up"]
    assert listed(client, state="waiting") == ["waits", "given up"]
    assert listed(client, state="given_up") == ["given up"]
    assert listed(client, state="processed") == ["unchanged", "settled"]
    assert listed(client, state="failed") == ["failed"]
    assert listed(client, state="unknown") == ["unknown"]
    assert listed(client, provider="sandbox") == ["waits", "given up"]
    assert listed(client, q="NCHANG") == ["unchanged"]
    assert listed(client, received_at_from="2026-03-03") == ["waits"]


def test_many_rows_ask_as_often_as_one(client):
    counts = []
    for names in (["a"], ["b", "c"]):
        for name in names:
            message(name)
        client.get(reverse("provider_messages"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("provider_messages"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_fifty_to_a_page(client):
    for number in range(51):
        message(f"m{number}")
    assert listed(client, p="2") == ["m0"]


@pytest.mark.parametrize("outcome", ["", "failed"])
def test_it_is_processed_again(client, sandbox, django_capture_on_commit_callbacks, outcome):
    now = timezone.now()
    order = placed_order(payment_method="sandbox", now=now)
    payment = start_payment(payment=order.last_attempt, now=now)
    sandbox.pay(payment.provider_ref)
    kept = message(
        "evt", ref=payment.provider_ref, outcome=outcome, processed_at=NOW if outcome else None, attempts=1
    )
    back = f"{reverse('provider_messages')}?state=failed"
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("provider_message_again", args=[kept.pk]), {"next": back})
    kept.refresh_from_db()
    order.refresh_from_db()
    assert (answer.headers["Location"], kept.outcome, kept.attempts, order.status) == (
        back,
        "settled",
        2,
        "paid",
    )
    assert ModelLogEntry.objects.filter(action=AGAIN, object_id=str(kept.pk)).count() == 1


@pytest.mark.parametrize("outcome", ["settled", "unchanged", "unknown"])
def test_what_has_been_acted_on_is_left_alone(client, outcome):
    kept = message("evt", outcome=outcome, processed_at=NOW)
    assert process_again(delivery=kept) is False
    client.post(reverse("provider_message_again", args=[kept.pk]))
    kept.refresh_from_db()
    assert (kept.outcome, kept.processed_at) == (outcome, NOW)
    assert ModelLogEntry.objects.filter(action=AGAIN).count() == 0
    assert "Process again" not in client.get(reverse("provider_messages")).content.decode()


def test_whoever_only_reads_changes_nothing(client):
    kept = message("evt", outcome="failed", processed_at=NOW)
    client.force_login(member("reader", "checkout.view_order"))
    assert "Process again" not in client.get(reverse("provider_messages")).content.decode()
    assert client.post(reverse("provider_message_again", args=[kept.pk])).headers["Location"] == "/admin/"
    kept.refresh_from_db()
    assert kept.outcome == "failed"
