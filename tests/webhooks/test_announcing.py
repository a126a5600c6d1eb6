from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from tests.factories.webhooks import endpoint
from webhooks.announcing import announce
from webhooks.models import OutgoingDelivery, OutgoingMessage

pytestmark = pytest.mark.django_db
URL = "http://127.0.0.1:9/"


def unread() -> dict:
    raise AssertionError("nobody asked")


@pytest.mark.parametrize("asked", [None, ("order.paid",)])
def test_it_costs_one_query_when_nobody_asked(django_assert_num_queries, asked):
    if asked:
        endpoint(URL, events=asked)
    with django_assert_num_queries(1):
        announce(event="order.placed", read_data=unread, now=timezone.now())
    assert OutgoingMessage.objects.count() == 0


def test_everybody_who_asked_is_owed_the_same_message():
    now = datetime(2026, 1, 1, 9, tzinfo=ZoneInfo("Asia/Seoul"))
    one = endpoint(URL, events=("order.paid", "order.placed"))
    other = endpoint(URL)
    endpoint(URL, events=("order.paid",))
    announce(event="order.placed", read_data=lambda: {"number": "IM-1"}, now=now)
    message = OutgoingMessage.objects.get()
    assert message.payload == {
        "type": "order.placed",
        "timestamp": "2026-01-01T09:00:00+09:00",
        "data": {"number": "IM-1"},
    }
    owed = OutgoingDelivery.objects.order_by("pk").values_list("endpoint", "status", "next_attempt_at")
    assert sorted(owed) == sorted([(one.pk, "pending", now), (other.pk, "pending", now)])


def test_what_is_rolled_back_is_not_announced():
    endpoint(URL)
    with transaction.atomic():
        announce(event="order.placed", read_data=dict, now=timezone.now())
        transaction.set_rollback(True)
    assert (OutgoingMessage.objects.count(), OutgoingDelivery.objects.count()) == (0, 0)
