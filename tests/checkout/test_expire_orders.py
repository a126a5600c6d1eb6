import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from checkout.models import Order
from checkout.tasks import expire_orders
from tests.factories.checkout import placed_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def overdue():
    order = placed_order(payment_method="bank_transfer")
    Order.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    return order


def said(*args) -> str:
    out = StringIO()
    call_command("expire_orders", *args, stdout=out)
    return out.getvalue()


def test_the_command_ends_what_was_not_paid_in_time(overdue):
    assert json.loads(said("--format", "json")) == {"expired": 1}
    assert said() == "0 expired\n"
    overdue.refresh_from_db()
    assert overdue.status == "expired"


def test_the_task_does_the_same(overdue):
    expire_orders()
    overdue.refresh_from_db()
    assert overdue.status == "expired"
